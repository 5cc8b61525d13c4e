package io.navette.connector.google.sheets;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values stand in a sheet. What Sheets would round stands as text: whole numbers and decimals
 * of more than 15 digits, points in time with their zone, days before 1900, fractions of a
 * millisecond.
 */
final class SheetValue {
  private static final int SAFE_DIGITS = 15;
  private static final long SAFE_INTEGER = 1_000_000_000_000_000L;
  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

  private SheetValue() {}

  /** Boolean, a Number or a text; an empty text, which clears the cell, for null. */
  static Object of(Cells cells, int row) {
    @Nullable Object value = CellValue.value(cells, row);
    return switch (value) {
      case null -> "";
      case Boolean flag -> flag;
      case Long number -> Math.abs(number) < SAFE_INTEGER ? number : number.toString();
      case BigDecimal number -> number.precision() <= SAFE_DIGITS ? number : number.toPlainString();
      case Double number -> Double.isFinite(number) ? number : CellText.format(cells, row);
      case LocalDate day when !day.isBefore(FIRST) -> Serial.of(day);
      case LocalTime time when Serial.isExact(time) -> Serial.of(time);
      case LocalDateTime moment when isExact(moment) ->
          Serial.of(moment.toLocalDate()) + Serial.of(moment.toLocalTime());
      default -> CellText.format(cells, row);
    };
  }

  private static boolean isExact(LocalDateTime moment) {
    return !moment.toLocalDate().isBefore(FIRST) && Serial.isExact(moment.toLocalTime());
  }

  /** The same text for the same value, sent or read: 7, 7.0 and "7" are one key. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag -> flag ? "TRUE" : "FALSE";
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }

  /** Of one row, a cell that may be missing at its end. */
  static String text(List<Object> row, int column) {
    return column < row.size() ? text(row.get(column)) : "";
  }
}
