package io.navette.connector.google.sheets;

import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.CellFormat;
import com.google.api.services.sheets.v4.model.ExtendedValue;
import com.google.api.services.sheets.v4.model.NumberFormat;
import io.navette.row.CellText.Misfit;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cell as Sheets computed it: its value, and what its format makes of a number.
 *
 * @param value Boolean, Double or String; null for an empty cell, and for an error
 * @param error of a formula, such as {@code #REF!}; empty where there is none
 */
record GridCell(@Nullable Object value, Shown shown, String error) {
  static final GridCell EMPTY = new GridCell(null, Shown.NUMBER, "");

  /** Beyond, a double is no exact whole number any more. */
  private static final double WHOLE = 9_007_199_254_740_992d;

  /** What a format makes of a number. */
  enum Shown {
    NUMBER,
    DATE,
    TIME
  }

  static GridCell of(@Nullable CellData data) {
    @Nullable ExtendedValue value = data == null ? null : data.getEffectiveValue();
    if (data == null || value == null) {
      return EMPTY;
    }
    if (value.getErrorValue() != null) {
      return new GridCell(null, Shown.NUMBER, error(value.getErrorValue().getType()));
    }
    if (value.getNumberValue() != null) {
      return new GridCell(value.getNumberValue(), shown(data.getEffectiveFormat()), "");
    }
    if (value.getBoolValue() != null) {
      return new GridCell(value.getBoolValue(), Shown.NUMBER, "");
    }
    String text = value.getStringValue();
    return text == null || text.isEmpty() ? EMPTY : new GridCell(text, Shown.NUMBER, "");
  }

  /** As people see it. */
  private static String error(@Nullable String type) {
    return switch (String.valueOf(type)) {
      case "NULL_VALUE" -> "#NULL!";
      case "DIVIDE_BY_ZERO" -> "#DIV/0!";
      case "VALUE" -> "#VALUE!";
      case "REF" -> "#REF!";
      case "NAME" -> "#NAME?";
      case "NUM" -> "#NUM!";
      case "N_A" -> "#N/A";
      default -> "#ERROR!";
    };
  }

  private static Shown shown(@Nullable CellFormat format) {
    @Nullable NumberFormat number = format == null ? null : format.getNumberFormat();
    if (number == null) {
      return Shown.NUMBER;
    }
    return switch (String.valueOf(number.getType())) {
      case "DATE", "DATE_TIME" -> Shown.DATE;
      // [h]:mm counts hours beyond a day: an amount, no time of day.
      case "TIME" -> String.valueOf(number.getPattern()).contains("[") ? Shown.NUMBER : Shown.TIME;
      default -> Shown.NUMBER;
    };
  }

  boolean isEmpty() {
    return value == null && error.isEmpty();
  }

  /** The narrowest type that holds it; empty for an empty cell and an error. */
  Optional<ColumnType> type() {
    return switch (value) {
      case null -> Optional.empty();
      case Boolean flag -> Optional.of(ColumnType.BOOLEAN);
      case Double number -> Optional.of(numberType(number));
      default -> Optional.of(ColumnType.TEXT);
    };
  }

  private ColumnType numberType(double number) {
    return switch (shown) {
      case DATE -> Serial.isDay(number) ? ColumnType.DATE : ColumnType.DATETIME;
      case TIME -> number >= 0 && number < 1 ? ColumnType.TIME : ColumnType.DATETIME;
      case NUMBER ->
          number == Math.rint(number) && Math.abs(number) < WHOLE
              ? ColumnType.INTEGER
              : ColumnType.DOUBLE;
    };
  }

  /** For headers, and for rows that are refused. */
  String text() {
    return switch (value) {
      case null -> error;
      case Double number -> String.valueOf(shown == Shown.NUMBER ? plain(number) : moment(number));
      default -> value.toString();
    };
  }

  /**
   * Appends the value, converted exactly.
   *
   * @param zone of the spreadsheet, for columns declared as points in time
   * @throws Misfit when the column's type can't hold it
   */
  void append(Cells into, ZoneId zone) {
    switch (value) {
      case null -> into.appendNull();
      case Double number -> append(into, number, zone);
      default -> CellValue.append(into, value);
    }
  }

  private void append(Cells into, double number, ZoneId zone) {
    // A number in a column declared as a date is one, whatever its format.
    switch (into.type().kind()) {
      case DATE, DATETIME -> CellValue.append(into, Serial.moment(number));
      case TIME -> CellValue.append(into, time(number));
      case INSTANT -> CellValue.append(into, Serial.moment(number).atZone(zone).toInstant());
      case TEXT -> CellValue.append(into, shown == Shown.NUMBER ? plain(number) : moment(number));
      case DOUBLE -> CellValue.append(into, number);
      case BOOLEAN, INTEGER, DECIMAL, BYTES, UUID, JSON -> CellValue.append(into, plain(number));
    }
  }

  /** LocalDate, LocalTime or LocalDateTime, as the cell is meant. */
  private Object moment(double number) {
    LocalDateTime moment = Serial.moment(number);
    if (shown == Shown.TIME && number >= 0 && number < 1) {
      return moment.toLocalTime();
    }
    return Serial.isDay(number) ? moment.toLocalDate() : moment;
  }

  private static Object time(double number) {
    if (!(number >= 0 && number < 1)) {
      throw new Misfit(number + " is not a time of day");
    }
    return Serial.moment(number).toLocalTime();
  }

  /** The shortest decimal that is this number: what a person typed. */
  private static BigDecimal plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros();
  }
}
