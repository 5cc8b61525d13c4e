package io.navette.connector.databricks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.RowBatch;

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
}
