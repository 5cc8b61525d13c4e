package io.navette.connector.file.excel;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * How values stand in a sheet. What Excel would round stands as text: whole numbers and decimals of
 * more than 15 digits, points in time with their zone, days before March 1900.
 */
final class CellForm {
  /** Numbers of the cell styles in {@link WorkbookParts#STYLES}. */
  static final int HEADER = 1;

  static final int DATE = 2;
  static final int TIME = 3;
  static final int DATE_TIME = 4;

  private static final int SAFE_DIGITS = 15;
  private static final long SAFE_INTEGER = 1_000_000_000_000_000L;

  private CellForm() {}

  /** Whether Excel keeps a number as it is. */
  static boolean isExact(Cells cells, int row) {
    return switch (cells.type().kind()) {
      case INTEGER -> Math.abs(cells.longAt(row)) < SAFE_INTEGER;
      case DECIMAL ->
          cells.isCompact(row)
              ? Math.abs(cells.longAt(row)) < SAFE_INTEGER
              : cells.decimalAt(row).precision() <= SAFE_DIGITS;
      case DOUBLE -> Double.isFinite(cells.doubleAt(row));
      default -> false;
    };
  }

  /** The serial number of a date or date and time; empty before March 1900. */
  static OptionalDouble serial(Cells cells, int row) {
    return CellValue.value(cells, row) instanceof LocalDate day
        ? Serial.of(day.atStartOfDay())
        : Serial.of((LocalDateTime) Objects.requireNonNull(CellValue.value(cells, row)));
  }

  /** Writes a value that is not null. */
  static void write(Cells cells, int row, int column, SheetBuffer into) {
    switch (cells.type().kind()) {
      case BOOLEAN -> into.flag(column, cells.booleanAt(row));
      case INTEGER, DECIMAL -> {
        if (isExact(cells, row)) {
          into.number(column, cells, row);
        } else {
          into.text(column, CellText.format(cells, row), 0);
        }
      }
      case DOUBLE -> {
        if (isExact(cells, row)) {
          into.number(column, shortest(cells.doubleAt(row)), 0);
        } else {
          into.text(column, CellText.format(cells, row), 0);
        }
      }
      case DATE -> moment(cells, row, column, DATE, into);
      case DATETIME -> moment(cells, row, column, DATE_TIME, into);
      case TIME ->
          into.number(
              column, shortest(Serial.of(LocalTime.ofNanoOfDay(cells.longAt(row) * 1000))), TIME);
      case TEXT, JSON -> into.text(column, cells, row);
      case BYTES, INSTANT, UUID -> into.text(column, CellText.format(cells, row), 0);
    }
  }

  private static void moment(Cells cells, int row, int column, int style, SheetBuffer into) {
    OptionalDouble serial = serial(cells, row);
    if (serial.isPresent()) {
      into.number(column, shortest(serial.getAsDouble()), style);
    } else {
      into.text(column, CellText.format(cells, row), 0);
    }
  }

  private static String shortest(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
