package io.navette.connector.jdbc.sqlite;

import io.navette.row.CellBytes;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
  private final boolean utf8;

  /**
   * Reads a column, counted from 1.
   *
   * @param utf8 whether the database's texts are, see {@link #isUtf8}
   */
  CellReader(int position, Cells cells, boolean utf8) {
    this.position = position;
    this.cells = cells;
    this.utf8 = utf8;
  }

  /** Whether a text's bytes are UTF-8; a database may have been made with UTF-16. */
  static boolean isUtf8(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT encoding = 'UTF-8' FROM pragma_encoding");
        ResultSet row = statement.executeQuery()) {
      return row.getBoolean(1);
    }
  }

  /**
   * Appends the current row's cell.
   *
   * @throws CellText.Misfit when the value is not one of the declared type
   */
  void read(ResultSet row) throws SQLException {
    switch (cells.type().kind()) {
      case TEXT, DATE, TIME, DATETIME, INSTANT, UUID -> bytes(text(row));
      case JSON -> json(row);
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, BYTES -> value(row);
    }
  }

  private byte @Nullable [] text(ResultSet row) throws SQLException {
    if (utf8) {
      return row.getBytes(position);
    }
    String text = row.getString(position);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** A text, or what SQLite makes one of. */
  private void bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      cells.appendNull();
    } else {
      CellBytes.parse(cells, bytes, 0, bytes.length);
    }
  }

  /** As a text, a floating number would lose digits. */
  private void json(ResultSet row) throws SQLException {
    byte[] bytes = text(row);
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
      case String text when cells.type().kind() == Kind.BYTES ->
          throw new CellText.Misfit("a text is not " + cells.type());
      default -> CellValue.append(cells, value);
    }
  }
}
