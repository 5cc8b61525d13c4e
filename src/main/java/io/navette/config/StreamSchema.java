package io.navette.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.row.ColumnType;
import io.navette.sync.StreamRule.SchemaPolicy;
import io.navette.sync.StreamRule.VerifyLevel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The JSON Schema of what {@link StreamReader} reads. */
final class StreamSchema {
  private static final String SHARE = "([0-9]{1,2}(\\.[0-9]+)?|100(\\.0+)?)\\s*%";

  private final Map<String, ObjectNode> keys = new LinkedHashMap<>();

  private StreamSchema() {}

  /** The block under a stream's name, and under {@code defaults}. */
  static ObjectNode of(Catalog catalog) {
    StreamSchema schema = new StreamSchema();
    schema.rows();
    schema.columns();
    schema.following();
    schema.care();
    schema.options(catalog);
    return SchemaNodes.block(schema.keys, List.of());
  }

  private ObjectNode add(String key, ObjectNode value, String description) {
    keys.put(key, value.put("description", description));
    return value;
  }

  private void rows() {
    add("disabled", SettingSchema.flag(""), "Leaves the matching streams out.")
        .put("default", false);
    add(
        "into",
        SchemaNodes.text(),
        "The target's name; {stream} stands for the source's name, which is the default.");
    add(
            "mode",
            SchemaNodes.choice(WriteMode.values()),
            "How rows meet what the target already holds; not every target can do all.")
        .put("default", "append");
    add(
        "key",
        SchemaNodes.list(SchemaNodes.text()),
        "The target's columns that identify a row; the source's own key by default.");
    add(
        "cursor",
        SchemaNodes.list(SchemaNodes.text()),
        "The source's columns by which only news is read; all rows are read without.");
    add(
            "lag",
            SchemaNodes.numberOr(Values.SPAN.pattern()),
            "How far before its end the next run starts again, for rows that arrive late.")
        .put("default", "0s");
    add(
        "where",
        SchemaNodes.text(),
        "The rows to take: SQL where the source is a database, else an expression.");
  }

  private void columns() {
    ObjectNode columns = SchemaNodes.typed("object", "array", "null");
    columns.set("additionalProperties", SchemaNodes.text());
    columns.set("items", SchemaNodes.text());
    add(
        "columns",
        columns,
        "Target column to expression over source columns, or a list of columns; all by default.");
    add(
        "casts",
        SchemaNodes.map(SchemaNodes.defined("type")),
        "Target column to type, where the expression does not fix it.");
    add(
        "types",
        SchemaNodes.map(SchemaNodes.defined("type")),
        "Source column to type, for sources without types of their own.");
    add(
        "checks",
        SchemaNodes.map(SchemaNodes.text()),
        "Target column to a condition; rows that do not meet it are rejected.");
    add(
            "schema",
            SchemaNodes.choice(SchemaPolicy.values()),
            "Whether a table or column the target lacks is created, or refused.")
        .put("default", "evolve");
    add(
        "accept_loss",
        SchemaNodes.list(SchemaNodes.text()),
        "Target columns whose lossy conversion is accepted.");
  }

  private void following() {
    add("lookup", lookups(), "Further columns for expressions, found in tables by key.");
    add(
            "duplicates",
            SchemaNodes.choice(List.of("keep_last", "reject")),
            "What becomes of rows of one read that have the same key.")
        .put("default", "keep_last");
    add(
            "only_changed",
            SettingSchema.flag(""),
            "Keeps back rows that hold what they held when they were last written.")
        .put("default", false);
    add(
        "identity",
        SchemaNodes.list(SchemaNodes.text()),
        "The source's columns that identify a row whose key in the target may change.");
    add("acknowledge", acknowledge(), "Marks the source's rows once the target has them.");
  }

  private static ObjectNode lookups() {
    StreamSchema lookup = new StreamSchema();
    lookup.add("from", SchemaNodes.text(), "The connection that holds the table.");
    lookup.add("stream", SchemaNodes.text(), "The table.");
    lookup.add(
        "key",
        SchemaNodes.list(SchemaNodes.text()),
        "Expressions over the table's columns that identify its rows.");
    lookup.add("value", SchemaNodes.text(), "An expression over the table's columns.");
    lookup.add(
        "by",
        SchemaNodes.list(SchemaNodes.text()),
        "Expressions over the stream's columns, one for each of the key.");
    ObjectNode missing = SchemaNodes.choice(List.of("reject", "null"));
    missing.withArray("enum").addNull();
    lookup
        .add("missing", missing, "What becomes of a row whose key is not there.")
        .put("default", "reject");
    lookup.add("default", SchemaNodes.text(), "The value of a row whose key is not there.");
    lookup.add("where", SchemaNodes.text(), "Which rows of the table to read.");
    lookup
        .add("max_rows", SchemaNodes.numberOr("[0-9]+"), "Keys it may hold in memory.")
        .put("default", LookupReader.MAX_ROWS);
    lookup.add("options", SchemaNodes.typed("object", "null"), "Settings of its connection.");
    ObjectNode block =
        SchemaNodes.block(lookup.keys, List.of("from", "stream", "key", "value", "by"));
    ObjectNode example = block.putArray("examples").addObject();
    example.put("from", "a").put("stream", "staff").put("key", "mail").put("value", "code");
    example.put("by", "mail");
    return SchemaNodes.map(block);
  }

  private static ObjectNode acknowledge() {
    StreamSchema block = new StreamSchema();
    ObjectNode value = SchemaNodes.typed("string", "number", "boolean", "null");
    block.add(
        "set",
        SchemaNodes.map(value),
        "Source column to a constant, receipt.id, receipt.outcome or receipt.run.");
    block.add("into", SchemaNodes.text(), "What is updated, where it is not the stream itself.");
    block.add("operation", SchemaNodes.text(), "An API's operation instead of its update.");
    ObjectNode schema = SchemaNodes.block(block.keys, List.of("set"));
    schema.putArray("examples").addObject().putObject("set").put("sync", true);
    return schema;
  }

  private void care() {
    add(
            "max_rejects",
            SchemaNodes.numberOr("[0-9]+|any|" + SHARE),
            "Rows that may be rejected before the stream fails: a number, a share, or any.")
        .put("default", 0)
        .putArray("examples")
        .add("1%")
        .add("any");
    add("guards", guards(), "Conditions that are checked before the target changes.");
    add(
            "verify",
            SchemaNodes.choice(VerifyLevel.values()),
            "What is compared between source and target afterwards.")
        .put("default", "none");
  }

  private static ObjectNode guards() {
    StreamSchema guards = new StreamSchema();
    guards
        .add(
            "max_delete",
            SchemaNodes.numberOr("[0-9]+|" + SHARE),
            "Rows of the target that may be deleted: a number, or a share of them.")
        .putArray("examples")
        .add("5%");
    guards
        .add(
            "min_rows",
            SchemaNodes.numberOr("[0-9]{1,18}|" + Values.MEDIAN.pattern()),
            "Rows that must arrive: a number, or a share of the median of former runs.")
        .putArray("examples")
        .add("80% of median(10)");
    ObjectNode share = SchemaNodes.matching(SHARE, "string");
    share.putArray("examples").add("1%");
    guards.add(
        "max_nulls",
        SchemaNodes.map(share),
        "Target column to the share of its cells that may be null.");
    return SchemaNodes.block(guards.keys, List.of());
  }

  private void options(Catalog catalog) {
    add(
        "options",
        options(catalog, SourceConnector.class::isInstance),
        "Settings of the source's connection that differ for this stream.");
    add(
        "target_options",
        options(catalog, SinkConnector.class::isInstance),
        "Settings of the target's connection that differ for this stream.");
  }

  /** Which connector it is depends on the job, which no schema can follow. */
  private static ObjectNode options(Catalog catalog, Predicate<Connector> able) {
    List<Connector> connectors =
        catalog.connectors().stream()
            .filter(able.and(connector -> !connector.streamOptions().isEmpty()))
            .toList();
    if (connectors.isEmpty()) {
      return SchemaNodes.block(Map.of(), List.of());
    }
    ObjectNode options = SchemaNodes.typed("object", "null");
    connectors.forEach(
        connector -> options.withArray("anyOf").add(SchemaNodes.defined(optionsName(connector))));
    return options;
  }

  static String optionsName(Connector connector) {
    return connector.name() + "-options";
  }

  /** A column's type as {@link Values#type} reads it. */
  static ObjectNode type() {
    String forms =
        Arrays.stream(ColumnType.Kind.values())
            .map(StreamSchema::form)
            .collect(Collectors.joining("|"));
    ObjectNode type = SchemaNodes.matching(forms, "string");
    type.put("description", "A column's type.");
    type.putArray("examples").add("integer").add("decimal(12,2)").add("text(8)");
    return type;
  }

  private static String form(ColumnType.Kind kind) {
    String size = "\\s*[0-9]{1,4}\\s*";
    return kind.name().toLowerCase(Locale.ROOT)
        + switch (kind) {
          case INTEGER -> "(\\((16|32|64)\\))?";
          case DECIMAL -> "(\\(" + size + "(," + size + ")?\\))?";
          case TEXT, BYTES -> "(\\(" + size + "\\))?";
          case BOOLEAN, DOUBLE, DATE, TIME, DATETIME, INSTANT, UUID, JSON -> "";
        };
  }
}
