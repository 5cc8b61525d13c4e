package io.navette.mapping;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Which conversions lose something, and how those that the YAML accepts are done. */
public final class Fit {
  private static final int INTEGER_DIGITS = 19;

  private Fit() {}

  /**
   * What storing {@code from} as {@code to} would lose; empty when every value comes back equal.
   */
  public static Optional<String> loss(ColumnType from, ColumnType to) {
    if (from.kind() == to.kind()) {
      return narrower(from, to);
    }
    // Parsing text is checked value by value: what does not fit is rejected, never changed.
    if (from.kind() == Kind.TEXT || from.kind() == Kind.JSON) {
      return Optional.empty();
    }
    return switch (to.kind()) {
      case TEXT -> shortText(from, to);
      case DECIMAL -> toDecimal(from, to);
      case DOUBLE -> toDouble(from);
      case DATETIME -> toDateTime(from);
      case DATE -> toDate(from);
      case INTEGER -> toInteger(from);
      case TIME -> only(from, Kind.TIME, "the date is dropped");
      case INSTANT -> Optional.of("a time zone would have to be guessed");
      case BOOLEAN -> Optional.of("only 0 and 1 can be a boolean");
      case BYTES, UUID -> Optional.of(from + " can't become " + to);
      case JSON -> Optional.empty();
    };
  }

  /**
   * Whether cells can be handed on as they are, because every value of {@code from} is one of
   * {@code to}.
   */
  public static boolean same(ColumnType from, ColumnType to) {
    boolean checkedLength = to.kind() == Kind.TEXT && from.precision() == 0 && to.precision() > 0;
    return from.kind() == to.kind() && !checkedLength && loss(from, to).isEmpty();
  }

  private static Optional<String> narrower(ColumnType from, ColumnType to) {
    if (to.precision() == 0 || from.equals(to)) {
      return Optional.empty();
    }
    boolean unbounded = from.precision() == 0;
    return switch (to.kind()) {
      case INTEGER ->
          when(unbounded || from.precision() > to.precision(), "larger integers do not fit");
      // Text of any length is checked value by value: what is too long is rejected, not cut.
      case TEXT -> when(from.precision() > to.precision(), "longer texts are cut");
      case BYTES -> when(unbounded || from.precision() > to.precision(), "longer values are cut");
      case DECIMAL ->
          when(
              unbounded
                  || from.scale() > to.scale()
                  || from.precision() - from.scale() > to.precision() - to.scale(),
              "digits are lost");
      case BOOLEAN, DOUBLE, DATE, TIME, DATETIME, INSTANT, UUID, JSON -> Optional.empty();
    };
  }

  private static Optional<String> when(boolean lost, String what) {
    return lost ? Optional.of(what) : Optional.empty();
  }

  private static Optional<String> only(ColumnType from, Kind kind, String what) {
    return when(from.kind() != kind, what);
  }

  private static Optional<String> shortText(ColumnType from, ColumnType to) {
    int longest =
        switch (from.kind()) {
          case BOOLEAN -> 5;
          case INTEGER -> INTEGER_DIGITS + 1;
          case UUID -> 36;
          case DATE -> 10;
          case TIME -> 15;
          case DATETIME -> 26;
          case INSTANT -> 27;
          case DECIMAL -> from.precision() == 0 ? Integer.MAX_VALUE : from.precision() + 2;
          case DOUBLE -> 25;
          case BYTES, TEXT, JSON -> Integer.MAX_VALUE;
        };
    return when(to.precision() > 0 && longest > to.precision(), "longer texts are cut");
  }

  private static Optional<String> toDecimal(ColumnType from, ColumnType to) {
    return switch (from.kind()) {
      case INTEGER ->
          when(
              to.precision() > 0 && to.precision() - to.scale() < integerDigits(from),
              "larger integers do not fit");
      case BOOLEAN -> Optional.empty();
      case DOUBLE -> when(to.precision() > 0, "digits after the point are rounded");
      case DECIMAL, TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
          Optional.of(from + " is no number");
    };
  }

  private static int integerDigits(ColumnType integer) {
    return switch (integer.precision()) {
      case 16 -> 5;
      case 32 -> 10;
      default -> INTEGER_DIGITS;
    };
  }

  private static Optional<String> toDouble(ColumnType from) {
    return switch (from.kind()) {
      case INTEGER -> when(from.precision() == 0, "integers above 2^53 are rounded");
      case DECIMAL ->
          when(from.precision() == 0 || from.precision() > 15, "digits after the 15th are rounded");
      case BOOLEAN -> Optional.empty();
      case DOUBLE, TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
          Optional.of(from + " is no number");
    };
  }

  private static Optional<String> toInteger(ColumnType from) {
    return switch (from.kind()) {
      case BOOLEAN -> Optional.empty();
      case DECIMAL ->
          when(
              from.precision() == 0 || from.scale() > 0 || from.precision() > 18,
              "digits after the point are rounded");
      case DOUBLE -> Optional.of("digits after the point are rounded");
      case INTEGER, TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
          Optional.of(from + " is no number");
    };
  }

  private static Optional<String> toDateTime(ColumnType from) {
    return switch (from.kind()) {
      case DATE -> Optional.empty();
      case INSTANT -> Optional.of("the time zone (UTC) is dropped");
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, TEXT, BYTES, TIME, DATETIME, UUID, JSON ->
          Optional.of(from + " is no date and time");
    };
  }

  private static Optional<String> toDate(ColumnType from) {
    return switch (from.kind()) {
      case DATETIME, INSTANT -> Optional.of("the time of day is dropped");
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, TEXT, BYTES, DATE, TIME, UUID, JSON ->
          Optional.of(from + " is no date");
    };
  }

  /** Appends a value with the loss that was accepted: rounded half to even, cut, zone dropped. */
  static void appendLossy(Cells into, Object value) {
    ColumnType type = into.type();
    switch (type.kind()) {
      case DECIMAL -> CellValue.append(into, rounded(value, type));
      case INTEGER -> CellValue.append(into, number(value).setScale(0, RoundingMode.HALF_EVEN));
      case DOUBLE -> into.appendDouble(number(value).doubleValue());
      case TEXT -> CellText.parse(into, cut(text(value), type.precision()));
      case DATETIME -> CellValue.append(into, local(value));
      case DATE -> CellValue.append(into, day(value));
      case TIME ->
          CellValue.append(
              into, local(value) instanceof LocalDateTime at ? at.toLocalTime() : value);
      case BOOLEAN, BYTES, INSTANT, UUID, JSON -> CellValue.append(into, value);
    }
  }

  private static BigDecimal number(Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal;
      case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
      default -> new BigDecimal(value.toString().strip());
    };
  }

  private static BigDecimal rounded(Object value, ColumnType type) {
    BigDecimal number = number(value);
    return type.precision() == 0 ? number : number.setScale(type.scale(), RoundingMode.HALF_EVEN);
  }

  private static String text(Object value) {
    Cells cell = new Cells(ColumnType.TEXT);
    CellValue.append(cell, value);
    return cell.textAt(0);
  }

  private static String cut(String text, int longest) {
    boolean fits = longest == 0 || text.codePointCount(0, text.length()) <= longest;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, longest));
  }

  private static Object local(Object value) {
    return switch (value) {
      case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      case OffsetDateTime moment -> moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
      default -> value;
    };
  }

  private static Object day(Object value) {
    return switch (local(value)) {
      case LocalDateTime dateTime -> dateTime.toLocalDate();
      case LocalDate date -> date;
      case Object other -> other;
    };
  }
}
