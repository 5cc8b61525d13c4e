package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.util.Optional;

/** What a sheet can't hold. */
final class SheetLimits {
  private static final int ROWS = 1_048_576;
  private static final int TEXT = 32_767;

  private SheetLimits() {}

  /** Refuses one more row than a sheet has. */
  static void requireRow(int rows, FileStream stream) {
    if (rows >= ROWS) {
      throw new Failure.Data(
          stream.where() + ": a sheet holds " + ROWS + " rows",
          "write less with where:, or to a CSV file");
    }
  }

  /** The first column whose text is too long; -1 for none. */
  static int tooLong(RowBatch batch, int row) {
    for (int column = 0; column < batch.schema().size(); column++) {
      Cells cells = batch.cells(column);
      boolean text = cells.type().kind().variable() && !cells.isNull(row);
      if (text && cells.length(row) > TEXT / 2 && CellText.format(cells, row).length() > TEXT) {
        return column;
      }
    }
    return -1;
  }

  static Rejection rejection(RowBatch batch, int row, int column) {
    return new Rejection(
        Rejection.Stage.WRITE,
        RowJson.write(batch, row),
        Optional.of(batch.schema().column(column).name()),
        "a cell holds at most " + TEXT + " characters",
        "");
  }
}
