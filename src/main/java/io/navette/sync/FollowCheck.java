package io.navette.sync;

import io.navette.connector.IdMapped;
import io.navette.connector.Rekeying;
import io.navette.connector.Sink;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether source and target can do what {@code acknowledge} and {@code identity} ask of them. */
final class FollowCheck {
  private final StreamRule rule;
  private final StreamInfo info;
  private final Sink sink;
  private final List<String> problems = new ArrayList<>();

  FollowCheck(StreamRule rule, StreamInfo info, Sink sink) {
    this.rule = rule;
    this.info = info;
    this.sink = sink;
  }

  /**
   * The source's columns that must go along with the mapped rows.
   *
   * @param where names job and stream, for messages
   * @throws Failure.Configuration with all that is wrong
   */
  List<String> carried(String where) {
    Set<String> columns = new LinkedHashSet<>(rule.exchange().identity());
    rule.exchange().acknowledge().ifPresent(this::acknowledge);
    rule.exchange().acknowledge().ifPresent(set -> columns.addAll(info.key()));
    if (!rule.exchange().identity().isEmpty()) {
      known("identity", rule.exchange().identity());
      if (!(sink instanceof Rekeying)) {
        problems.add("identity: this target can't give rows another key");
      }
    }
    if (rule.exchange().onlyChanged() && sink instanceof IdMapped) {
      problems.add("only_changed: rows go to this target only when they changed, without it");
    }
    if (!problems.isEmpty()) {
      throw new Failure.Configuration(
          problems.stream().map(problem -> where + ": " + problem).toList());
    }
    return List.copyOf(columns);
  }

  private void known(String key, Iterable<String> names) {
    for (String name : names) {
      if (info.schema().find(name).isEmpty()) {
        problems.add(
            key
                + ": there is no column "
                + name
                + " (columns: "
                + String.join(", ", info.schema().names())
                + ")");
      }
    }
  }

  private void acknowledge(AcknowledgeRule set) {
    if (info.key().isEmpty()) {
      problems.add(
          "acknowledge: rows are marked by the source's key, and "
              + info.name()
              + " declares none; give it a primary key");
    }
    boolean receipts = sink instanceof IdMapped;
    if (set.needsReceipts() && !receipts) {
      problems.add(
          "acknowledge: only web APIs tell "
              + AcknowledgeRule.ID
              + " and "
              + AcknowledgeRule.OUTCOME
              + " of a row");
    }
    if (rule.mode() == WriteMode.UPDATE && !receipts) {
      problems.add(
          "acknowledge: a table does not tell which rows mode update passed over; use upsert");
    }
    known("acknowledge.set", set.set().keySet());
    set.set().forEach(this::fits);
  }

  private void fits(String name, Optional<String> value) {
    Schema schema = info.schema();
    if (schema.find(name).isEmpty()
        || value.filter(text -> !text.startsWith(AcknowledgeRule.RECEIPT)).isEmpty()) {
      return;
    }
    Column column = schema.column(schema.position(name));
    try {
      CellText.parse(new Cells(column.type()), value.get());
    } catch (CellText.Misfit e) {
      problems.add(
          "acknowledge.set."
              + name
              + ": "
              + value.get()
              + " is no "
              + column.type().toString().toLowerCase(Locale.ROOT));
    }
  }
}
