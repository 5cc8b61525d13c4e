package io.navette.connector.supplier;

import io.navette.connector.Chunk;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an order into a file of this machine: as CSV with a line for each of its lines, or as
 * JSON.
 */
final class OrderDocument {
  private final Settings settings;
  private final Schema schema;
  private final SinkConnector csv;

  OrderDocument(Settings settings, Schema schema, SinkConnector csv) {
    this.settings = settings;
    this.schema = schema;
    this.csv = csv;
  }

  /** How a file must be called that an order is written into. */
  String fileName() {
    return isJson() ? "order.json" : "order.csv";
  }

  private boolean isJson() {
    return settings.text("files.order_format").orElse("csv").equals("json");
  }

  /**
   * Writes it.
   *
   * @param file called {@link #fileName}, in a folder that is there
   * @throws IllegalArgumentException with a sentence when the format can't hold the order
   */
  void write(List<OrderRow> rows, Path file) throws IOException {
    if (isJson()) {
      Files.write(file, OrderRow.json(rows));
      return;
    }
    RowBatch lines = lines(rows);
    WriteRequest request =
        new WriteRequest(
            "",
            "orders",
            fileName(),
            lines.schema(),
            WriteMode.REPLACE,
            List.of(),
            false,
            ExchangeReader.NO_OPTIONS);
    try (Sink sink = csv.openSink(csv(file.resolveSibling("")));
        RowWriter writer = sink.write(request)) {
      List<Rejection> refused = writer.write(lines);
      if (!refused.isEmpty()) {
        Rejection first = refused.getFirst();
        throw new IllegalArgumentException(
            first.column().map(column -> column + " ").orElse("") + first.reason());
      }
      writer.commit(new Chunk("", 0, 1, lines.size(), Optional.empty(), true));
    }
  }

  private Settings csv(Path folder) {
    Map<String, Object> values = new HashMap<>();
    values.put("path", folder);
    values.put("encoding", settings.text("files.encoding").orElse("UTF-8"));
    values.put("delimiter", settings.text("files.delimiter").orElse(";"));
    values.put("header", !settings.has("files.header") || settings.flag("files.header"));
    values.put("decimal", settings.text("files.decimal").orElse(","));
    return new Settings(settings.connection(), values);
  }

  private RowBatch lines(List<OrderRow> rows) {
    List<Column> own =
        schema.columns().stream().filter(column -> !column.name().equals(OrderRow.LINES)).toList();
    Map<String, ColumnType> members = members(rows);
    List<Column> columns = new ArrayList<>(own);
    members.forEach((name, type) -> columns.add(Column.of(name(name), type)));
    RowBatch batch = new RowBatch(new Schema(columns));
    for (OrderRow row : rows) {
      List<Map<?, ?>> lines = row.lines();
      for (Map<?, ?> line : lines.isEmpty() ? List.of(Map.of()) : lines) {
        int at = 0;
        for (Column column : own) {
          CellValue.append(batch.cells(at++), row.values().get(column.name()));
        }
        for (Map.Entry<String, ColumnType> member : members.entrySet()) {
          CellValue.append(batch.cells(at++), cell(line.get(member.getKey()), member.getValue()));
        }
        batch.endRow();
      }
    }
    return batch;
  }

  private static @Nullable Object cell(@Nullable Object value, ColumnType type) {
    return value == null || !type.equals(ColumnType.TEXT) ? value : OrderRow.text(value);
  }

  /** What lines hold, in the order it is met; a number where all are. */
  private static Map<String, ColumnType> members(List<OrderRow> rows) {
    Map<String, ColumnType> members = new LinkedHashMap<>();
    for (OrderRow row : rows) {
      for (Map<?, ?> line : row.lines()) {
        line.forEach(
            (name, value) ->
                members.merge(
                    String.valueOf(name),
                    value == null || value instanceof Number ? ColumnType.DECIMAL : ColumnType.TEXT,
                    (one, other) -> one.equals(other) ? one : ColumnType.TEXT));
      }
    }
    return members;
  }

  /** A member that is called as a column of the order is told apart from it. */
  private String name(String member) {
    return schema.find(member).isPresent() ? OrderRow.LINES + "." + member : member;
  }
}
