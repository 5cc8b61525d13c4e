package io.navette.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as texts that are equal when the rows are: decimals without trailing zeros, JSON with its
 * keys in order and without spaces, for databases keep neither.
 */
final class RowText {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Schema schema;
  private final int[] keys;

  RowText(Schema schema, List<String> key) {
    this.schema = schema;
    this.keys = key.stream().mapToInt(schema::position).toArray();
  }

  String key(RowBatch batch, int row) {
    StringBuilder text = new StringBuilder();
    for (int column : keys) {
      append(text, batch.cells(column), row);
    }
    return text.toString();
  }

  /** The key for a person. */
  String shownKey(RowBatch batch, int row) {
    List<String> values = new ArrayList<>();
    for (int column : keys) {
      Cells cells = batch.cells(column);
      values.add(cells.isNull(row) ? "null" : CellText.format(cells, row));
    }
    return String.join(", ", values);
  }

  String row(RowBatch batch, int row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < schema.size(); column++) {
      append(text, batch.cells(column), row);
    }
    return text.toString();
  }

  /** Each value with its length before it, so that no two rows share a text. */
  private static void append(StringBuilder text, Cells cells, int row) {
    if (cells.isNull(row)) {
      text.append("-;");
      return;
    }
    String value =
        switch (cells.type().kind()) {
          case DECIMAL -> plain(cells.decimalAt(row));
          case JSON -> ordered(cells.textAt(row));
          default -> CellText.format(cells, row);
        };
    text.append(value.length()).append(';').append(value);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String ordered(String json) {
    try {
      return JSON.writeValueAsString(JSON.readValue(json, Object.class));
    } catch (JsonProcessingException e) {
      return json;
    }
  }
}
