package io.navette.connector.databricks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.Schema;

/**
 * A row as a line of JSON with every value as its canonical text, also those that are null: the
 * statement that copies the file finds all columns in it, and says their types.
 */
final class JsonLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonLine() {}

  static String of(RowBatch batch, int row, String numberColumn, long number) {
    ObjectNode line = JSON.createObjectNode();
    line.put(numberColumn, Long.toString(number));
    for (int i = 0; i < batch.schema().size(); i++) {
      Cells cells = batch.cells(i);
      line.put(
          batch.schema().column(i).name(), cells.isNull(row) ? null : CellText.format(cells, row));
    }
    return line.toString();
  }

  /** The row of a line. */
  static RowBatch read(String line, Schema schema) {
    RowBatch batch = new RowBatch(schema);
    JsonNode row = node(line);
    for (int column = 0; column < schema.size(); column++) {
      JsonNode value = row.path(schema.column(column).name());
      if (value.isNull()) {
        batch.cells(column).appendNull();
      } else {
        CellText.parse(batch.cells(column), value.asText());
      }
    }
    batch.endRow();
    return batch;
  }

  /** The values of a line, by their names. */
  static JsonNode node(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of our own", e);
    }
  }
}
