package io.navette.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cells as Java values, for expressions and for drivers that think in objects. */
public final class CellValue {
  private CellValue() {}

  /**
   * Boolean, Long, BigDecimal, Double, String (TEXT and JSON), byte[], LocalDate, LocalTime,
   * LocalDateTime, Instant or UUID by the column's kind; null for a null cell.
   */
  public static @Nullable Object value(Cells cells, int row) {
    if (cells.isNull(row)) {
      return null;
    }
    return switch (cells.type().kind()) {
      case BOOLEAN -> cells.booleanAt(row);
      case INTEGER -> cells.longAt(row);
      case DECIMAL -> cells.decimalAt(row);
      case DOUBLE -> cells.doubleAt(row);
      case TEXT, JSON -> cells.textAt(row);
      case BYTES -> cells.bytesAt(row);
      case DATE -> LocalDate.ofEpochDay(cells.longAt(row));
      case TIME -> LocalTime.ofNanoOfDay(cells.longAt(row) * 1000);
      case DATETIME -> CellText.localDateTime(cells.longAt(row));
      case INSTANT -> CellText.localDateTime(cells.longAt(row)).toInstant(ZoneOffset.UTC);
      case UUID -> new UUID(cells.uuidHigh(row), cells.uuidLow(row));
    };
  }

  /**
   * Appends a value, converted exactly.
   *
   * @throws CellText.Misfit when the column's type can't hold it without loss; nothing is appended
   *     then
   */
  public static void append(Cells into, @Nullable Object value) {
    if (value == null) {
      into.appendNull();
      return;
    }
    try {
      convert(into, value);
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      throw CellText.misfit(value, into.type());
    }
  }

  /** Appends a whole number like any other value, mostly without an object for it. */
  public static void appendInteger(Cells into, long value) {
    switch (into.type().kind()) {
      case INTEGER -> into.appendLong(CellText.fitting(value, into.type()));
      case BOOLEAN, DECIMAL, DOUBLE, TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
          append(into, value);
    }
  }

  private static void convert(Cells into, Object value) {
    switch (value) {
      case String text -> CellText.parse(into, text);
      case Number number -> number(into, number);
      case Boolean flag -> flag(into, flag);
      case byte[] bytes -> bytes(into, bytes);
      case UUID uuid -> uuid(into, uuid);
      case LocalDate date -> date(into, date);
      case LocalTime time -> time(into, time);
      case LocalDateTime dateTime -> dateTime(into, dateTime);
      case Instant instant -> instant(into, instant);
      case OffsetDateTime moment -> instant(into, moment.toInstant());
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private static void number(Cells into, Number number) {
    switch (into.type().kind()) {
      case INTEGER -> into.appendLong(CellText.fitting(whole(number), into.type()));
      case DECIMAL -> {
        if (!(number instanceof Double real && CellBytes.decimal(into, real))) {
          CellText.appendDecimal(into, exact(number));
        }
      }
      case DOUBLE -> into.appendDouble(floating(number));
      case BOOLEAN -> into.appendBoolean(bit(number));
      case TEXT -> CellText.parse(into, plain(number));
      case JSON -> CellText.parse(into, plain(number));
      case BYTES, DATE, TIME, DATETIME, INSTANT, UUID -> throw CellText.misfit(number, into.type());
    }
  }

  private static String plain(Number number) {
    return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
  }

  private static long whole(Number number) {
    return number instanceof Long whole ? whole : exact(number).longValueExact();
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case BigInteger integer -> new BigDecimal(integer);
      case Double floating -> new BigDecimal(floating.toString());
      case Float floating -> new BigDecimal(floating.toString());
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  /** Only numbers that a double holds exactly, or that print as the same decimal. */
  private static double floating(Number number) {
    double value = number.doubleValue();
    boolean already = number instanceof Double || number instanceof Float;
    if (!already && new BigDecimal(Double.toString(value)).compareTo(exact(number)) != 0) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static boolean bit(Number number) {
    long value = exact(number).longValueExact();
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException();
    }
    return value == 1;
  }

  private static void flag(Cells into, boolean flag) {
    switch (into.type().kind()) {
      case BOOLEAN, INTEGER -> into.appendLong(flag ? 1 : 0);
      case TEXT, JSON -> into.appendText(Boolean.toString(flag));
      case DECIMAL, DOUBLE, BYTES, DATE, TIME, DATETIME, INSTANT, UUID ->
          throw CellText.misfit(flag, into.type());
    }
  }

  private static void bytes(Cells into, byte[] bytes) {
    require(into, ColumnType.Kind.BYTES, "bytes");
    int longest = into.type().precision();
    if (longest > 0 && bytes.length > longest) {
      throw new CellText.Misfit(bytes.length + " bytes are more than " + longest);
    }
    into.appendBytes(bytes, 0, bytes.length);
  }

  private static void uuid(Cells into, UUID uuid) {
    if (into.type().kind() == ColumnType.Kind.TEXT) {
      CellText.parse(into, uuid.toString());
      return;
    }
    require(into, ColumnType.Kind.UUID, uuid);
    into.appendUuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  private static void date(Cells into, LocalDate date) {
    switch (into.type().kind()) {
      case DATE -> into.appendLong(date.toEpochDay());
      case DATETIME -> into.appendLong(CellText.epochMicros(date.atStartOfDay()));
      case TEXT -> CellText.parse(into, date.toString());
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, BYTES, TIME, INSTANT, UUID, JSON ->
          throw CellText.misfit(date, into.type());
    }
  }

  private static void time(Cells into, LocalTime time) {
    long micros = CellText.micros(time);
    if (into.type().kind() == ColumnType.Kind.TEXT) {
      text(into, ColumnType.TIME, micros);
      return;
    }
    require(into, ColumnType.Kind.TIME, time);
    into.appendLong(micros);
  }

  private static void dateTime(Cells into, LocalDateTime value) {
    long micros = CellText.epochMicros(value);
    switch (into.type().kind()) {
      case DATETIME -> into.appendLong(micros);
      case DATE -> {
        if (!value.toLocalTime().equals(LocalTime.MIDNIGHT)) {
          throw CellText.misfit(value, into.type());
        }
        into.appendLong(value.toLocalDate().toEpochDay());
      }
      case TEXT -> text(into, ColumnType.DATETIME, micros);
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, BYTES, TIME, INSTANT, UUID, JSON ->
          throw CellText.misfit(value, into.type());
    }
  }

  private static void instant(Cells into, Instant instant) {
    long micros = CellText.epochMicros(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    if (into.type().kind() == ColumnType.Kind.TEXT) {
      text(into, ColumnType.INSTANT, micros);
      return;
    }
    require(into, ColumnType.Kind.INSTANT, instant);
    into.appendLong(micros);
  }

  private static void text(Cells into, ColumnType type, long micros) {
    Cells cell = new Cells(type);
    cell.appendLong(micros);
    CellText.parse(into, CellText.format(cell, 0));
  }

  private static void require(Cells into, ColumnType.Kind kind, Object value) {
    if (into.type().kind() != kind) {
      throw CellText.misfit(value, into.type());
    }
  }
}
