package io.navette.row;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * The canonical text of cells, and its exact way back: what {@link #format} writes, {@link #parse}
 * reads into an equal cell. Used by files, bookmarks, rejections and systems that keep values as
 * text.
 */
public final class CellText {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private CellText() {}

  /** A value that does not fit its column's type; the row is rejected with this message. */
  public static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Misfit(String message) {
      super(message, null, false, false);
    }
  }

  /** The text of a cell that is not null. */
  public static String format(Cells cells, int row) {
    return switch (cells.type().kind()) {
      case BOOLEAN -> cells.booleanAt(row) ? "true" : "false";
      case INTEGER -> Long.toString(cells.longAt(row));
      case DECIMAL ->
          CellPrint.isShort(cells, row)
              ? printed(cells, row)
              : cells.decimalAt(row).toPlainString();
      case DOUBLE -> Double.toString(cells.doubleAt(row));
      case TEXT, JSON -> cells.textAt(row);
      case BYTES -> HexFormat.of().formatHex(cells.buffer(), cells.start(row), cells.end(row));
      case DATE -> LocalDate.ofEpochDay(cells.longAt(row)).toString();
      case TIME -> time(cells.longAt(row));
      case DATETIME -> dateTime(cells.longAt(row));
      case INSTANT -> dateTime(cells.longAt(row)) + "Z";
      case UUID -> new UUID(cells.uuidHigh(row), cells.uuidLow(row)).toString();
    };
  }

  private static String printed(Cells cells, int row) {
    byte[] text = new byte[CellPrint.length(cells, row)];
    return new String(text, 0, CellPrint.format(cells, row, text, 0), StandardCharsets.US_ASCII);
  }

  private static String dateTime(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY))
        + "T"
        + time(Math.floorMod(micros, MICROS_PER_DAY));
  }

  private static String time(long micros) {
    long seconds = micros / 1_000_000;
    StringBuilder text = new StringBuilder(15);
    two(text, seconds / 3600).append(':');
    two(text, seconds / 60 % 60).append(':');
    two(text, seconds % 60);
    int fraction = (int) (micros % 1_000_000);
    if (fraction != 0) {
      String digits = Integer.toString(1_000_000 + fraction);
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(digits, 1, end);
    }
    return text.toString();
  }

  private static StringBuilder two(StringBuilder text, long number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /**
   * Appends the value that {@code text} stands for.
   *
   * @throws Misfit when it stands for none of the column's type; nothing is appended then
   */
  public static void parse(Cells into, String text) {
    try {
      append(into, text);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw misfit(text, into.type());
    }
  }

  private static void append(Cells into, String text) {
    ColumnType type = into.type();
    switch (type.kind()) {
      case BOOLEAN -> into.appendBoolean(bool(text));
      case INTEGER -> into.appendLong(integer(text, type));
      case DECIMAL -> decimal(into, text);
      case DOUBLE -> into.appendDouble(number(text));
      case TEXT -> text(into, text);
      case JSON -> into.appendText(JsonText.checked(text));
      case BYTES -> bytes(into, text);
      case DATE, DATETIME, INSTANT -> {
        if (!CellBytes.calendar(into, text)) {
          into.appendLong(calendar(type, text));
        }
      }
      case TIME -> into.appendLong(micros(LocalTime.parse(text)));
      case UUID -> uuid(into, text);
    }
  }

  /** By the rules of java.time, which knows every form. */
  static long calendar(ColumnType type, String text) {
    return switch (type.kind()) {
      case DATE -> LocalDate.parse(text).toEpochDay();
      case DATETIME -> epochMicros(LocalDateTime.parse(withT(text)));
      default -> instant(withT(text));
    };
  }

  /** Refuses a value in words: {@code "abc" is not an integer}. */
  static Misfit misfit(Object value, ColumnType type) {
    String shown = String.valueOf(value);
    String cut = shown.length() > 80 ? shown.substring(0, 80) + "..." : shown;
    return new Misfit("\"" + cut + "\" is not " + article(type));
  }

  private static String article(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "a boolean (true or false)";
      case INTEGER ->
          type.precision() == 0 ? "an integer" : "an integer of " + type.precision() + " bits";
      case DECIMAL -> "a " + type;
      case DOUBLE -> "a number";
      case TEXT -> "a text of at most " + type.precision() + " characters";
      case BYTES -> "bytes as hexadecimal digits";
      case DATE -> "a date (2026-01-31)";
      case TIME -> "a time (13:45:00, to the microsecond)";
      case DATETIME -> "a date and time (2026-01-31T13:45:00, to the microsecond)";
      case INSTANT -> "an instant (2026-01-31T13:45:00Z, to the microsecond)";
      case UUID -> "a uuid";
      case JSON -> "JSON";
    };
  }

  private static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1", "yes" -> true;
      case "false", "f", "0", "no" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static long integer(String text, ColumnType type) {
    return fitting(Long.parseLong(text), type);
  }

  /** The value itself when it fits into the type's bits. */
  static long fitting(long value, ColumnType type) {
    boolean fits =
        switch (type.precision()) {
          case 16 -> value == (short) value;
          case 32 -> value == (int) value;
          default -> true;
        };
    if (!fits) {
      throw misfit(value, type);
    }
    return value;
  }

  private static void decimal(Cells into, String text) {
    if (text.length() > 1100) {
      throw new IllegalArgumentException();
    }
    appendDecimal(into, new BigDecimal(text));
  }

  /** Appends a decimal that needs no rounding to fit. */
  static void appendDecimal(Cells into, BigDecimal value) {
    ColumnType type = into.type();
    if (Math.abs((long) value.scale()) > 20_000) {
      throw misfit(value, type);
    }
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    if (type.precision() == 0) {
      into.appendDecimal(plain);
      return;
    }
    BigDecimal stripped = plain.scale() > type.scale() ? plain.stripTrailingZeros() : plain;
    boolean fits =
        stripped.scale() <= type.scale()
            && stripped.precision() - stripped.scale() <= type.precision() - type.scale();
    if (!fits && stripped.signum() != 0) {
      throw misfit(value.toPlainString(), type);
    }
    into.appendDecimal(stripped.setScale(type.scale()));
  }

  private static double number(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    if (last == 'd' || last == 'D' || last == 'f' || last == 'F' || !text.equals(text.strip())) {
      throw new IllegalArgumentException();
    }
    double value = NumberInput.parseDouble(text, true);
    if (Double.isInfinite(value) && !text.endsWith("Infinity")) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static void text(Cells into, String text) {
    int longest = into.type().precision();
    if (longest > 0 && text.length() > longest && text.codePointCount(0, text.length()) > longest) {
      throw new IllegalArgumentException();
    }
    into.appendText(text);
  }

  private static void bytes(Cells into, String text) {
    // PostgreSQL writes \\x before the digits.
    byte[] value = HexFormat.of().parseHex(text.startsWith("\\x") ? text.substring(2) : text);
    int longest = into.type().precision();
    if (longest > 0 && value.length > longest) {
      throw new IllegalArgumentException();
    }
    into.appendBytes(value, 0, value.length);
  }

  private static String withT(String text) {
    return text.length() > 10 && text.charAt(10) == ' '
        ? text.substring(0, 10) + "T" + text.substring(11)
        : text;
  }

  static long micros(LocalTime time) {
    long nanos = time.toNanoOfDay();
    if (nanos % 1000 != 0) {
      throw new IllegalArgumentException();
    }
    return nanos / 1000;
  }

  /** Microseconds since 1970, as if the date and time were in UTC. */
  static long epochMicros(LocalDateTime value) {
    return Math.addExact(
        Math.multiplyExact(value.toLocalDate().toEpochDay(), MICROS_PER_DAY),
        micros(value.toLocalTime()));
  }

  private static long instant(String text) {
    OffsetDateTime value = OffsetDateTime.parse(shortOffset(text));
    return epochMicros(value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
  }

  /** Offsets as databases print them, {@code +02}, become {@code +02:00}. */
  private static String shortOffset(String text) {
    int length = text.length();
    boolean hoursOnly =
        length > 13 && (text.charAt(length - 3) == '+' || text.charAt(length - 3) == '-');
    return hoursOnly ? text + ":00" : text;
  }

  private static void uuid(Cells into, String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException();
    }
    UUID value = UUID.fromString(text);
    into.appendUuid(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  static LocalDateTime localDateTime(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY))
        .atTime(LocalTime.ofNanoOfDay(Math.floorMod(micros, MICROS_PER_DAY) * 1000));
  }
}
