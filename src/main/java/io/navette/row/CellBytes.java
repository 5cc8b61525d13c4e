package io.navette.row;

import io.navette.row.ColumnType.Kind;
import java.nio.charset.StandardCharsets;

/**
 * The canonical text of {@link CellText} as UTF-8 bytes. The usual forms are read and written
 * without a String in between; all others go through one, so that both always agree.
 */
public final class CellBytes {
  /** No cell that is not variable is longer as text, decimals apart. */
  public static final int LONGEST = 64;

  private static final int SAFE_DIGITS = 18;
  private static final int DOUBLE_DIGITS = 15;
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
  };

  /** 18 characters without a point would be too many for a number and its scale. */
  private static final int NUMBER_LENGTH = 17;

  private static final int SCALE_BITS = 5;
  private static final int SCALE = (1 << SCALE_BITS) - 1;
  private static final long NONE = -1;
  private static final int DATE_LENGTH = 10;
  private static final int SECOND_LENGTH = 19;
  private static final long DAY = 86_400_000_000L;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private CellBytes() {}

  /**
   * Appends the value that bytes stand for; see {@link CellText#parse}. TEXT must be valid UTF-8,
   * which the caller has checked.
   *
   * @throws CellText.Misfit when they stand for none of the column's type; nothing is appended then
   */
  public static void parse(Cells into, byte[] bytes, int from, int to) {
    boolean done =
        switch (into.type().kind()) {
          case TEXT -> text(into, bytes, from, to);
          case INTEGER -> integer(into, bytes, from, to);
          case DECIMAL -> decimal(into, bytes, from, to);
          case DATE -> date(into, bytes, from, to);
          case DATETIME, INSTANT -> moment(into, bytes, from, to);
          case DOUBLE -> floating(into, bytes, from, to);
          case BOOLEAN, BYTES, TIME, UUID, JSON -> false;
        };
    if (!done) {
      CellText.parse(into, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static boolean text(Cells into, byte[] bytes, int from, int to) {
    int longest = into.type().precision();
    if (longest > 0 && to - from > longest) {
      return false;
    }
    into.appendBytes(bytes, from, to - from);
    return true;
  }

  private static boolean integer(Cells into, byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int at = negative ? from + 1 : from;
    if (at == to || to - at > SAFE_DIGITS) {
      return false;
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    into.appendLong(CellText.fitting(negative ? -value : value, into.type()));
    return true;
  }

  /**
   * Numbers of few digits: a double holds them, and the power of ten they are divided by, as they
   * are, so that the quotient is the nearest one.
   */
  private static boolean floating(Cells into, byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int at = negative ? from + 1 : from;
    long number = to - at > DOUBLE_DIGITS ? NONE : number(bytes, at, to);
    // The sign of zero does not survive in a long.
    if (number == NONE || number >>> SCALE_BITS == 0) {
      return false;
    }
    double whole = number >>> SCALE_BITS;
    into.appendDouble((negative ? -whole : whole) / POWERS[(int) number & SCALE]);
    return true;
  }

  private static boolean decimal(Cells into, byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    long number = number(bytes, negative ? from + 1 : from, to);
    if (number == NONE) {
      return false;
    }
    long value = number >>> SCALE_BITS;
    return append(into, negative ? -value : value, (int) number & SCALE);
  }

  /** Digits with at most one point between them, and behind them how many follow the point. */
  private static long number(byte[] bytes, int from, int to) {
    if (from == to || to - from > NUMBER_LENGTH) {
      return NONE;
    }
    long value = 0;
    int point = to - 1;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (bytes[at] == '.' && point == to - 1 && at < point) {
        point = at;
      } else {
        return NONE;
      }
    }
    return value << SCALE_BITS | to - 1 - point;
  }

  /** False where digits would have to be added beyond a long, or might not fit. */
  private static boolean append(Cells into, long unscaled, int scale) {
    ColumnType type = into.type();
    if (type.precision() == 0) {
      into.appendDecimal(unscaled, scale);
      return true;
    }
    int missing = type.scale() - scale;
    if (missing < 0 || type.precision() > SAFE_DIGITS) {
      return false;
    }
    long scaled = unscaled;
    for (int i = 0; i < missing; i++) {
      scaled *= 10;
      if (Math.abs(scaled) > Long.MAX_VALUE / 10) {
        return false;
      }
    }
    if (Math.abs(scaled) >= power(type.precision())) {
      return false;
    }
    into.appendDecimal(scaled, type.scale());
    return true;
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private static boolean date(Cells into, byte[] bytes, int from, int to) {
    long day = to - from == DATE_LENGTH ? day(bytes, from) : Long.MIN_VALUE;
    if (day == Long.MIN_VALUE) {
      return false;
    }
    into.appendLong(day);
    return true;
  }

  private static boolean moment(Cells into, byte[] bytes, int from, int to) {
    boolean instant = into.type().kind() == Kind.INSTANT;
    int end = instant ? withoutZone(bytes, from, to) : to;
    if (instant == (end == to) || end - from < SECOND_LENGTH) {
      return false;
    }
    long day = day(bytes, from);
    byte between = bytes[from + DATE_LENGTH];
    long micros = micros(bytes, from + DATE_LENGTH + 1, end);
    if (day == Long.MIN_VALUE || micros < 0 || (between != 'T' && between != ' ')) {
      return false;
    }
    into.appendLong(day * DAY + micros);
    return true;
  }

  /** Where {@code Z} or {@code +00} begins; the end itself when there is neither. */
  private static int withoutZone(byte[] bytes, int from, int to) {
    if (to > from && bytes[to - 1] == 'Z') {
      return to - 1;
    }
    boolean zero = to - from > 3 && bytes[to - 3] == '+' && two(bytes, to - 2) == 0;
    return zero ? to - 3 : to;
  }

  /** Days since 1970 for {@code yyyy-mm-dd}; Long.MIN_VALUE for anything else. */
  private static long day(byte[] bytes, int at) {
    int century = two(bytes, at);
    int year = two(bytes, at + 2);
    int month = two(bytes, at + 5);
    int day = two(bytes, at + 8);
    boolean fits =
        (century | year | month | day) >= 0
            && bytes[at + 4] == '-'
            && bytes[at + 7] == '-'
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 28;
    // The end of a month is rare enough for the calendar's own arithmetic.
    return fits ? Days.of(century * 100 + year, month, day) : Long.MIN_VALUE;
  }

  /** Microseconds for {@code hh:mm:ss[.ffffff]}; negative for anything else. */
  private static long micros(byte[] bytes, int from, int to) {
    int hour = two(bytes, from);
    int minute = two(bytes, from + 3);
    int second = two(bytes, from + 6);
    boolean fits =
        (hour | minute | second) >= 0
            && hour < 24
            && minute < 60
            && second < 60
            && bytes[from + 2] == ':'
            && bytes[from + 5] == ':';
    if (!fits) {
      return -1;
    }
    long fraction = fraction(bytes, from + 8, to);
    return fraction < 0 ? -1 : ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
  }

  private static long fraction(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    int digits = to - from - 1;
    if (bytes[from] != '.' || digits < 1 || digits > 6) {
      return -1;
    }
    long value = 0;
    for (int i = 1; i <= 6; i++) {
      int digit = i <= digits ? bytes[from + i] - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /**
   * Writes the text of a cell that is not null; the caller has made sure of its {@link #length}.
   *
   * @return where it ends
   */
  public static int format(Cells cells, int row, byte[] into, int at) {
    return switch (cells.type().kind()) {
      case INTEGER -> number(cells.longAt(row), into, at);
      case DATE -> date(cells.longAt(row), into, at);
      case TIME -> time(cells.longAt(row), into, at);
      case DATETIME -> moment(cells.longAt(row), into, at);
      case INSTANT -> {
        int end = moment(cells.longAt(row), into, at);
        into[end] = 'Z';
        yield end + 1;
      }
      case DECIMAL -> decimal(cells, row, into, at);
      case TEXT, JSON -> {
        System.arraycopy(cells.buffer(), cells.start(row), into, at, cells.length(row));
        yield at + cells.length(row);
      }
      case UUID -> {
        int middle = hexadecimal(cells.uuidHigh(row), 1 << 7 | 1 << 11 | 1 << 15, into, at);
        yield hexadecimal(cells.uuidLow(row), 1 << 3, into, middle);
      }
      case BOOLEAN, DOUBLE, BYTES -> ascii(CellText.format(cells, row), into, at);
    };
  }

  /** How many bytes {@link #format} may write. */
  public static int length(Cells cells, int row) {
    return switch (cells.type().kind()) {
      case TEXT, JSON -> cells.length(row);
      case BYTES -> 2 * cells.length(row);
      case DECIMAL -> cells.isCompact(row) ? LONGEST : CellText.format(cells, row).length();
      case BOOLEAN, INTEGER, DOUBLE, DATE, TIME, DATETIME, INSTANT, UUID -> LONGEST;
    };
  }

  private static int ascii(String text, byte[] into, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, into, at, bytes.length);
    return at + bytes.length;
  }

  private static int number(long value, byte[] into, int at) {
    if (value == Long.MIN_VALUE) {
      return ascii(Long.toString(value), into, at);
    }
    int start = at;
    if (value < 0) {
      into[start++] = '-';
    }
    return digits(Math.abs(value), 1, into, start);
  }

  /** Writes a number with at least so many digits. */
  private static int digits(long value, int least, byte[] into, int at) {
    int count = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      count++;
    }
    int end = at + Math.max(count, least);
    long rest = value;
    for (int i = end - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static int decimal(Cells cells, int row, byte[] into, int at) {
    long unscaled = cells.longAt(row);
    int scale = cells.scaleAt(row);
    boolean plain = cells.isCompact(row) && unscaled != Long.MIN_VALUE;
    if (!plain || scale < 0 || scale > SAFE_DIGITS) {
      return ascii(CellText.format(cells, row), into, at);
    }
    int start = at;
    if (unscaled < 0) {
      into[start++] = '-';
    }
    int end = digits(Math.abs(unscaled), scale + 1, into, start);
    if (scale == 0) {
      return end;
    }
    System.arraycopy(into, end - scale, into, end - scale + 1, scale);
    into[end - scale] = '.';
    return end + 1;
  }

  private static int date(long day, byte[] into, int at) {
    long parts = Days.parts(day);
    long year = parts >> 16;
    if (year < 0 || year > 9999) {
      return ascii(java.time.LocalDate.ofEpochDay(day).toString(), into, at);
    }
    int end = digits(year, 4, into, at);
    into[end] = '-';
    end = digits(parts >> 8 & 0xFF, 2, into, end + 1);
    into[end] = '-';
    return digits(parts & 0xFF, 2, into, end + 1);
  }

  private static int moment(long micros, byte[] into, int at) {
    int end = date(Math.floorDiv(micros, DAY), into, at);
    into[end] = 'T';
    return time(Math.floorMod(micros, DAY), into, end + 1);
  }

  private static int time(long micros, byte[] into, int at) {
    long seconds = micros / 1_000_000;
    int end = digits(seconds / 3600, 2, into, at);
    into[end] = ':';
    end = digits(seconds / 60 % 60, 2, into, end + 1);
    into[end] = ':';
    end = digits(seconds % 60, 2, into, end + 1);
    long fraction = micros % 1_000_000;
    if (fraction == 0) {
      return end;
    }
    into[end] = '.';
    end = digits(fraction, 6, into, end + 1);
    while (into[end - 1] == '0') {
      end--;
    }
    return end;
  }

  /** Writes 16 hexadecimal digits, with a dash behind each digit whose bit is set. */
  private static int hexadecimal(long value, int dashes, byte[] into, int at) {
    int end = at;
    for (int digit = 0; digit < 16; digit++) {
      into[end++] = DIGITS[(int) (value >>> (60 - 4 * digit)) & 15];
      if ((dashes >> digit & 1) != 0) {
        into[end++] = '-';
      }
    }
    return end;
  }
}
