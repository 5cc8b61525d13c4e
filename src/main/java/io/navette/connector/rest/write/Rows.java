package io.navette.connector.rest.write;

import io.navette.connector.rest.value.JsonValues;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.KeyText;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a batch into values as JSON knows them. */
final class Rows {
  private final Schema schema;
  private final int[] key;
  private final KeyText keyText;
  private final List<String> keyColumns;

  Rows(Schema schema, List<String> key) {
    this.schema = schema;
    this.key = key.stream().mapToInt(schema::position).toArray();
    this.keyText = new KeyText(schema, key);
    this.keyColumns = List.copyOf(key);
  }

  List<Row> of(RowBatch batch) {
    List<Row> rows = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      rows.add(of(batch, row));
    }
    return rows;
  }

  private Row of(RowBatch batch, int row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int column = 0; column < schema.size(); column++) {
      values.put(schema.column(column).name(), value(batch.cells(column), row));
    }
    List<@Nullable Object> keys = new ArrayList<>();
    for (int column : key) {
      keys.add(value(batch.cells(column), row));
    }
    Row made = new Row(keyText.of(batch, row), keys, values, RowJson.write(batch, row));
    made.keyColumns = keyColumns;
    return made;
  }

  /** Moments, dates, bytes and the like become texts. */
  private static @Nullable Object value(Cells cells, int row) {
    if (cells.isNull(row)) {
      return null;
    }
    return switch (cells.type().kind()) {
      case BOOLEAN -> cells.booleanAt(row);
      case INTEGER -> cells.longAt(row);
      case DECIMAL -> cells.decimalAt(row);
      case DOUBLE -> cells.doubleAt(row);
      case JSON -> json(cells.textAt(row));
      case TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID -> CellText.format(cells, row);
    };
  }

  private static @Nullable Object json(String text) {
    try {
      return JsonValues.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON cell holds JSON", e);
    }
  }
}
