package io.navette.connector.jdbc.sqlite;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Moves one column of a result into cells. SQLite lets any value into any column, so every cell is
 * checked against the declared type.
 */
final class CellReader {
  private final int position;
  private final Cells cells;

  CellReader(int position, Cells cells) {
    this.position = position;
    this.cells = cells;
  }

  /**
   * Appends the current row's cell.
   *
   * @throws CellText.Misfit when the value is not one of the declared type
   */
  void read(ResultSet row) throws SQLException {
    if (cells.type().equals(ColumnType.TEXT)) {
      text(row);
      return;
    }
    Object value = row.getObject(position);
    switch (value) {
      case null -> cells.appendNull();
      case byte[] bytes when cells.type().kind() != Kind.BYTES ->
          throw new CellText.Misfit(bytes.length + " bytes are not " + cells.type());
      case Double real when cells.type().kind() == Kind.DECIMAL -> decimal(real);
      case String text when cells.type().kind() == Kind.BYTES ->
          throw new CellText.Misfit("a text is not " + cells.type());
      default -> CellValue.append(cells, value);
    }
  }

  /** The database's bytes are UTF-8 already. */
  private void text(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes(position);
    if (bytes == null) {
      cells.appendNull();
    } else {
      cells.appendBytes(bytes, 0, bytes.length);
    }
  }

  /** A double of at most 15 digits prints as the decimal that was stored. */
  private void decimal(double real) {
    CellValue.append(cells, new BigDecimal(Double.toString(real)));
  }
}
