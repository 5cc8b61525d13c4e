package io.navette.connector.supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of an order: the whole of it, with its lines in the column {@code lines}, or one line.
 *
 * @param key by which the source knows it
 * @param json as it is kept when it is rejected
 * @param values by column, as {@link CellValue} gives them
 * @param document by column, as JSON has them
 */
record OrderRow(
    String key,
    String json,
    Map<String, @Nullable Object> values,
    Map<String, @Nullable Object> document) {
  /** The column that holds the lines of a whole order. */
  static final String LINES = "lines";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  static OrderRow of(RowBatch batch, int row, String key, String json) {
    Schema schema = batch.schema();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    for (int column = 0; column < schema.size(); column++) {
      String name = schema.column(column).name();
      values.put(name, CellValue.value(batch.cells(column), row));
      document.put(name, plain(batch.cells(column), row));
    }
    return new OrderRow(key, json, values, document);
  }

  private static @Nullable Object plain(Cells cells, int row) {
    if (cells.isNull(row)) {
      return null;
    }
    return switch (cells.type().kind()) {
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE -> CellValue.value(cells, row);
      case JSON -> parsed(cells.textAt(row));
      case TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID -> CellText.format(cells, row);
    };
  }

  private static Object parsed(String json) {
    try {
      return JSON.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The order's lines; none where the row is a line itself. */
  List<Map<?, ?>> lines() {
    List<Map<?, ?>> lines = new ArrayList<>();
    if (document.get(LINES) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> line) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  /** What a value is as one text. */
  static String text(Object value) {
    try {
      return value instanceof Map<?, ?> || value instanceof List<?>
          ? JSON.writeValueAsString(value)
          : value.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was JSON can be JSON again", e);
    }
  }

  /** The documents as JSON: one alone as itself, several as a list. */
  static byte[] json(List<OrderRow> rows) {
    try {
      List<Map<String, @Nullable Object>> documents =
          rows.stream().map(OrderRow::document).toList();
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsBytes(documents.size() == 1 ? documents.getFirst() : documents);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be JSON", e);
    }
  }
}
