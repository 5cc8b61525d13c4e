package io.navette.connector.warehouse;

import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as the warehouse printed it, for a rejection. */
final class PrintedRow {
  private PrintedRow() {}

  /** All values as texts, in a JSON object. */
  static String json(List<String> names, @Nullable String[] row) {
    RowBatch texts =
        new RowBatch(
            new Schema(names.stream().map(name -> Column.of(name, ColumnType.TEXT)).toList()));
    for (int i = 0; i < names.size(); i++) {
      String text = row[i];
      if (text == null) {
        texts.cells(i).appendNull();
      } else {
        texts.cells(i).appendText(text);
      }
    }
    texts.endRow();
    return RowJson.write(texts, 0);
  }
}
