package io.navette.connector.jdbc.sqlite;

import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binds one cell to a statement's parameter, in the form SQLite keeps exactly. */
final class CellWriter {
  private CellWriter() {}

  /**
   * Binds a row's cells from parameter 1 on.
   *
   * @throws CellText.Misfit when SQLite can't keep a value
   */
  static void bind(PreparedStatement statement, RowBatch batch, int row) throws SQLException {
    for (int column = 0; column < batch.schema().size(); column++) {
      bind(statement, column + 1, batch.cells(column), row);
    }
  }

  /** Binds one cell. */
  static void bind(PreparedStatement statement, int parameter, Cells cells, int row)
      throws SQLException {
    if (cells.isNull(row)) {
      statement.setObject(parameter, null);
      return;
    }
    switch (cells.type().kind()) {
      case BOOLEAN, INTEGER -> statement.setLong(parameter, cells.longAt(row));
      case DOUBLE -> statement.setDouble(parameter, number(cells.doubleAt(row)));
      case BYTES -> statement.setBytes(parameter, cells.bytesAt(row));
      case DECIMAL -> decimal(statement, parameter, cells, row);
      case TEXT, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
          statement.setString(parameter, CellText.format(cells, row));
    }
  }

  private static double number(double value) {
    if (Double.isNaN(value)) {
      throw new CellText.Misfit("NaN would become null: SQLite has no such number");
    }
    return value;
  }

  private static void decimal(PreparedStatement statement, int parameter, Cells cells, int row)
      throws SQLException {
    if (SqliteTypes.isText(cells.type())) {
      statement.setString(parameter, CellText.format(cells, row));
    } else {
      statement.setDouble(parameter, cells.decimalAt(row).doubleValue());
    }
  }
}
