package io.navette.sync;

import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteRequest;
import io.navette.mapping.Mapping;
import io.navette.row.Bookmark;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stream's way from source to target, decided before the first row.
 *
 * @param source the columns to read
 * @param key of the target
 * @param ledgerStream the stream's name in ledger and journal; a backfill has one of its own, so
 *     that it leaves the usual bookmark alone
 */
record StreamPlan(
    String job,
    StreamRule rule,
    StreamInfo info,
    Schema source,
    Mapping mapping,
    String target,
    List<String> key,
    SchemaChange change,
    String ledgerStream) {
  StreamPlan {
    key = List.copyOf(key);
  }

  String stream() {
    return info.name();
  }

  /** A complete read has no use for a cursor. */
  List<String> cursor() {
    return rule.mode().wholeStream() ? List.of() : rule.cursor();
  }

  ReadRequest readRequest(Optional<Bookmark> since, RunOptions options, boolean pushWhere) {
    return new ReadRequest(
        stream(),
        source,
        pushWhere ? rule.where() : Optional.empty(),
        cursor(),
        info.key(),
        since,
        options.from(),
        options.to(),
        rule.lag(),
        options.limit(),
        rule.options());
  }

  WriteRequest writeRequest(boolean preview) {
    Settings options = rule.targetOptions();
    return new WriteRequest(
        job, ledgerStream, target, mapping.output(), rule.mode(), key, preview, options);
  }

  /** Whether the target's key is the source's, value by value. */
  boolean keepsKey() {
    return !info.key().isEmpty()
        && info.key().size() == key.size()
        && key.stream()
            .map(this::copied)
            .collect(Collectors.toSet())
            .equals(Set.copyOf(info.key()));
  }

  /** The column of the source whose values a column of the target has; empty for none. */
  private String copied(String column) {
    String from = Planner.bare(rule.columns().getOrDefault(column, column));
    boolean alike =
        source.find(from).isPresent()
            && mapping.output().find(column).isPresent()
            && source
                .column(source.position(from))
                .type()
                .equals(mapping.output().column(mapping.output().position(column)).type());
    return alike ? from : "";
  }

  /** Whether all rows go in with one commit: guards look at the whole before anything changes. */
  boolean singleChunk() {
    boolean wholeIsStaged = rule.mode().wholeStream() && rule.guards().maxNulls().isEmpty();
    return !rule.guards().isEmpty() && !wholeIsStaged;
  }
}
