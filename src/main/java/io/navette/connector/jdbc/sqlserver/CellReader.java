package io.navette.connector.jdbc.sqlserver;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moves one column of a result into cells. */
final class CellReader {
  private final int position;
  private final String base;
  private final Cells cells;

  /**
   * @param base the column's type in the server
   */
  CellReader(int position, String base, Cells cells) {
    this.position = position;
    this.base = base;
    this.cells = cells;
  }

  /**
   * Appends the current row's cell.
   *
   * @throws CellText.Misfit when the value is not one of the wanted type
   */
  void read(ResultSet row) throws SQLException {
    switch (base) {
      case "tinyint", "smallint", "int", "bigint" -> integer(row);
      case "bit" -> bit(row);
      case "float" -> CellValue.append(cells, row.getObject(position));
      case "real" -> real(row.getFloat(position), row.wasNull());
      case "decimal", "numeric", "money", "smallmoney" ->
          CellValue.append(cells, row.getBigDecimal(position));
      case "date" -> CellValue.append(cells, row.getObject(position, LocalDate.class));
      case "time" -> CellValue.append(cells, row.getObject(position, LocalTime.class));
      case "datetime", "datetime2", "smalldatetime" ->
          CellValue.append(cells, row.getObject(position, LocalDateTime.class));
      case "datetimeoffset" -> offset(row);
      case "varbinary", "binary", "timestamp", "image" ->
          CellValue.append(cells, row.getBytes(position));
      case "uniqueidentifier" -> text(lower(row.getString(position)));
      default -> text(row.getString(position));
    }
  }

  private void integer(ResultSet row) throws SQLException {
    long value = row.getLong(position);
    if (row.wasNull()) {
      cells.appendNull();
    } else if (cells.type().kind() == Kind.INTEGER) {
      cells.appendLong(value);
    } else {
      CellValue.append(cells, value);
    }
  }

  private void bit(ResultSet row) throws SQLException {
    boolean value = row.getBoolean(position);
    CellValue.append(cells, row.wasNull() ? null : value);
  }

  /** Printed, a float of 32 bits is the decimal that was meant; widened it would not be. */
  private void real(float value, boolean isNull) {
    CellValue.append(cells, isNull ? null : Double.valueOf(Float.toString(value)));
  }

  /** As a text the offset stays; as a point in time it has no place. */
  private void offset(ResultSet row) throws SQLException {
    OffsetDateTime value = row.getObject(position, OffsetDateTime.class);
    if (cells.type().kind() == Kind.TEXT) {
      text(value == null ? null : value.toString());
    } else {
      CellValue.append(cells, value);
    }
  }

  private void text(@Nullable String value) {
    if (value == null) {
      cells.appendNull();
    } else if (cells.type().kind() == Kind.TEXT) {
      cells.appendText(value);
    } else {
      CellText.parse(cells, value);
    }
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
