package io.navette.sync;

import io.navette.connector.Filtering;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.TableKeeping;
import io.navette.failure.Failure;
import io.navette.mapping.Mapping;
import io.navette.mapping.MappingSpec;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how one stream is moved: schemas, mapping, key and what the target lacks. Changes
 * nothing.
 */
final class Planner {
  private final Job job;
  private final RunOptions options;
  private final Lookups lookups;

  /**
   * @param lookups the run's; tables a stream needs are read when it is planned
   */
  Planner(Job job, RunOptions options, Lookups lookups) {
    this.job = job;
    this.options = options;
    this.lookups = lookups;
  }

  StreamPlan plan(StreamSelection.Selected selected, Source source, Sink sink) {
    StreamRule rule = selected.rule();
    checkMode(selected);
    StreamInfo info = source.describe(selected.stream(), rule.options());
    Schema schema = declared(info, rule);
    checkColumns(info.name(), "cursor", rule.cursor(), schema);
    String target = selected.target();
    boolean engineFilters = !(source instanceof Filtering);
    List<String> carried = new FollowCheck(rule, info, sink).carried(where(info.name()));
    MappingSpec spec = spec(info.name(), rule, engineFilters, carried);
    Mapping mapping = Mapping.compile(spec, schema);
    List<String> key = key(info, rule, mapping);
    SchemaChange change = SchemaChange.NONE;
    if (sink instanceof TableKeeping tables) {
      TargetFit fit = TargetFit.of(tables, target, mapping.output(), rule, where(info.name()));
      change = fit.change();
      if (!fit.casts().isEmpty()) {
        mapping = Mapping.compile(spec.withCasts(fit.casts()), schema);
      }
    }
    return new StreamPlan(
        job.name(), rule, info, schema, mapping, target, key, change, ledgerStream(info.name()));
  }

  private String where(String stream) {
    return "job " + job.name() + ", stream " + stream;
  }

  private void checkMode(StreamSelection.Selected selected) {
    StreamRule rule = selected.rule();
    if (job.to().connector() instanceof SinkConnector connector
        && !connector.modes().contains(rule.mode())) {
      throw new Failure.Configuration(
          where(selected.stream())
              + ": "
              + connector.name()
              + " can't be written in mode "
              + rule.mode().name().toLowerCase(java.util.Locale.ROOT),
          "modes of " + connector.name() + ": " + connector.modes().stream().sorted().toList());
    }
  }

  /** The source's columns, with the types that the YAML declares. */
  private Schema declared(StreamInfo info, StreamRule rule) {
    checkColumns(info.name(), "types", rule.types().keySet(), info.schema());
    List<Column> columns = new ArrayList<>();
    for (Column column : info.schema().columns()) {
      ColumnType type = rule.types().get(column.name());
      columns.add(
          type == null
              ? column
              : new Column(column.name(), type, column.nullable(), Optional.empty()));
    }
    return new Schema(columns);
  }

  private void checkColumns(String stream, String what, Iterable<String> names, Schema schema) {
    for (String name : names) {
      if (schema.find(name).isEmpty()) {
        throw new Failure.Configuration(
            where(stream) + ": " + what + ": there is no column " + name,
            "columns of " + stream + ": " + String.join(", ", schema.names()));
      }
    }
  }

  private MappingSpec spec(String stream, StreamRule rule, boolean filter, List<String> carried) {
    return new MappingSpec(
        where(stream),
        rule.columns(),
        rule.casts(),
        filter ? rule.where() : Optional.empty(),
        rule.checks(),
        rule.acceptLoss(),
        lookups.of(rule),
        carried);
  }

  private List<String> key(StreamInfo info, StreamRule rule, Mapping mapping) {
    List<String> key = rule.key().isEmpty() ? renamed(info.key(), rule) : rule.key();
    if (rule.mode().needsKey() && key.isEmpty()) {
      throw new Failure.Configuration(
          where(info.name())
              + ": mode "
              + rule.mode().name().toLowerCase(java.util.Locale.ROOT)
              + " matches rows by key, and the source declares none",
          "add key: [COLUMN] to the stream");
    }
    if (rule.key().isEmpty() && !mapping.output().names().containsAll(key)) {
      return rule.mode().needsKey() ? missingKey(info, key, mapping) : List.of();
    }
    checkColumns(info.name(), "key", key, mapping.output());
    return key;
  }

  private List<String> missingKey(StreamInfo info, List<String> key, Mapping mapping) {
    throw new Failure.Configuration(
        where(info.name()) + ": columns: the key " + key + " of the source is not carried over",
        "add it to columns, or declare key: with columns of " + mapping.output().names());
  }

  /** The source's key under the names it has in the target. */
  private static List<String> renamed(List<String> key, StreamRule rule) {
    if (rule.columns().isEmpty()) {
      return key;
    }
    Map<String, String> targets = new HashMap<>();
    rule.columns().forEach((target, expression) -> targets.putIfAbsent(bare(expression), target));
    return key.stream().map(name -> targets.getOrDefault(name, name)).toList();
  }

  /** The column an expression consists of, if it is one. */
  static String bare(String expression) {
    String text = expression.strip();
    return text.startsWith("`") && text.endsWith("`") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private String ledgerStream(String stream) {
    return options.ranged()
        ? stream + " [" + options.from().orElse("") + ", " + options.to().orElse("") + ")"
        : stream;
  }
}
