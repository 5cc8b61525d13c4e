package io.navette.connector.jdbc.sqlite;

import io.navette.row.CellBytes;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    switch (cells.type().kind()) {
      case TEXT, DATE, TIME, DATETIME, INSTANT, UUID -> bytes(row.getBytes(position));
      case JSON -> json(row);
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, BYTES -> value(row);
    }
  }

  /** A text, or what SQLite makes one of; the database's bytes are UTF-8 already. */
  private void bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      cells.appendNull();
    } else {
      CellBytes.parse(cells, bytes, 0, bytes.length);
    }
  }

  /** As a text, a floating number would lose digits. */
  private void json(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes(position);
    if (bytes != null && bytes.length > 0 && (bytes[0] == '-' || Character.isDigit(bytes[0]))) {
      value(row);
    } else {
      bytes(bytes);
    }
  }

  private void value(ResultSet row) throws SQLException {
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

  /** A double of at most 15 digits prints as the decimal that was stored. */
  private void decimal(double real) {
    CellValue.append(cells, new BigDecimal(Double.toString(real)));
  }
}
