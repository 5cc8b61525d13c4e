package io.navette.connector.jdbc.sqlite;

import io.navette.row.CellBytes;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Moves one column of records into cells, as {@link CellReader} does from a result. What is rare
 * and SQLite would first convert, it leaves alone.
 */
final class StoredCell {
  private final Cells cells;
  private final int field;
  private final boolean alias;
  private final boolean real;
  private final boolean preset;

  /**
   * A column.
   *
   * @param field its place in records
   */
  StoredCell(Cells cells, int field, StoredTable.Field column) {
    this.cells = cells;
    this.field = field;
    this.alias = column.alias();
    this.real = column.real();
    this.preset = column.preset();
  }

  /**
   * Appends a record's value; false, with nothing or something appended, when a SELECT must say
   * what it is.
   *
   * @throws io.navette.row.CellText.Misfit when the value is not one of the column's type
   */
  boolean append(StoredRecord row, long rowid) {
    if (alias) {
      return whole(rowid);
    }
    if (field >= row.count()) {
      return !preset && none();
    }
    int type = row.type(field);
    return switch (type) {
      case StoredRecord.TEXT -> text(row);
      case StoredRecord.NULL -> none();
      case 1, 2, 3, 4, 5, 6, StoredRecord.ZERO, StoredRecord.ONE ->
          real ? floating((double) row.whole(field)) : whole(row.whole(field));
      case StoredRecord.REAL -> floating(row.real(field));
      case StoredRecord.BLOB -> blob(row);
      default -> false;
    };
  }

  private boolean none() {
    cells.appendNull();
    return true;
  }

  private boolean text(StoredRecord row) {
    return cells.type().kind() != Kind.BYTES && bytes(row);
  }

  private boolean bytes(StoredRecord row) {
    CellBytes.parse(cells, row.bytes(), row.start(field), row.end(field));
    return true;
  }

  private boolean whole(long value) {
    switch (cells.type().kind()) {
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, JSON -> CellValue.appendInteger(cells, value);
      case TEXT, DATE, TIME, DATETIME, INSTANT, UUID -> digits(value);
      case BYTES -> {
        return false;
      }
    }
    return true;
  }

  private void digits(long value) {
    byte[] digits = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    CellBytes.parse(cells, digits, 0, digits.length);
  }

  /** How SQLite prints a floating number is its own affair. */
  private boolean floating(double value) {
    if (Double.isNaN(value)) {
      return none();
    }
    return switch (cells.type().kind()) {
      case DOUBLE -> {
        cells.appendDouble(value);
        yield true;
      }
      case BOOLEAN, INTEGER, DECIMAL -> {
        CellValue.append(cells, value);
        yield true;
      }
      case TEXT, DATE, TIME, DATETIME, INSTANT, UUID, JSON, BYTES -> false;
    };
  }

  private boolean blob(StoredRecord row) {
    return switch (cells.type().kind()) {
      case BYTES -> {
        int length = row.end(field) - row.start(field);
        int longest = cells.type().precision();
        if (longest > 0 && length > longest) {
          yield false;
        }
        cells.appendBytes(row.bytes(), row.start(field), length);
        yield true;
      }
      case TEXT, DATE, TIME, DATETIME, INSTANT, UUID -> bytes(row);
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, JSON -> false;
    };
  }
}
