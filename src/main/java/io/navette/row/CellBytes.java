package io.navette.row;

import io.navette.row.ColumnType.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Reads the canonical text of {@link CellText} from UTF-8 bytes. The usual forms are read without a
 * String in between; all others go through one, so that both always agree.
 */
public final class CellBytes {
  private static final int SAFE_DIGITS = 18;
  private static final int DOUBLE_DIGITS = 15;
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
  };

  /** Between them a double is written without an exponent. */
  private static final double LEAST_PLAIN = 1e-3;

  private static final double MOST_PLAIN = 1e7;
  private static final int SHORT_SCALE = 8;

  /** 18 characters without a point would be too many for a number and its scale. */
  private static final int NUMBER_LENGTH = 17;

  private static final int SCALE_BITS = 5;
  private static final int SCALE = (1 << SCALE_BITS) - 1;
  private static final long NONE = -1;
  private static final int DATE_LENGTH = 10;
  private static final int SECOND_LENGTH = 19;
  private static final int UUID_LENGTH = 36;
  private static final long DAY = 86_400_000_000L;

  /** From 18 hours on, the calendar's own rules decide. */
  private static final int MOST_OFFSET_HOURS = 18;

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
          case BOOLEAN -> bool(into, bytes, from, to);
          case UUID -> uuid(into, bytes, from, to);
          case BYTES -> bytes(into, bytes, from, to);
          case JSON -> json(into, bytes, from, to);
          case TIME -> false;
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

  /**
   * Appends the decimal that {@link Double#toString} writes, where it has few digits; false where
   * it has many, and nothing is appended.
   */
  static boolean decimal(Cells into, double value) {
    double size = Math.abs(value);
    if (size < LEAST_PLAIN || size >= MOST_PLAIN) {
      return false;
    }
    for (int scale = 1; scale <= SHORT_SCALE; scale++) {
      long unscaled = Math.round(value * POWERS[scale]);
      // Both are exact, so that the quotient is the double nearest to this decimal.
      if (unscaled / POWERS[scale] == value) {
        return append(into, unscaled, scale);
      }
    }
    return false;
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

  /**
   * Appends the date, time or instant that a text stands for, where it has one of the usual forms;
   * false where it has not, and nothing is appended.
   */
  static boolean calendar(Cells into, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return switch (into.type().kind()) {
      case DATE -> date(into, bytes, 0, bytes.length);
      case DATETIME, INSTANT -> moment(into, bytes, 0, bytes.length);
      default -> false;
    };
  }

  /**
   * Appends the instant that a date, or a date and a time, stand for in UTC, where the text is one
   * in the usual form and names no zone; false where it is not, and nothing is appended.
   */
  public static boolean utc(Cells into, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    long day = bytes.length == DATE_LENGTH ? day(bytes, 0) : Long.MIN_VALUE;
    long micros = day == Long.MIN_VALUE ? local(bytes, 0, bytes.length) : day * DAY;
    if (into.type().kind() != Kind.INSTANT || micros == Long.MIN_VALUE) {
      return false;
    }
    into.appendLong(micros);
    return true;
  }

  private static boolean moment(Cells into, byte[] bytes, int from, int to) {
    boolean instant = into.type().kind() == Kind.INSTANT;
    int end = instant ? withoutZone(bytes, from, to) : to;
    long offset = end == to ? 0 : offset(bytes, end, to);
    if (instant == (end == to) || offset == Long.MIN_VALUE) {
      return false;
    }
    long micros = local(bytes, from, end);
    if (micros == Long.MIN_VALUE) {
      return false;
    }
    into.appendLong(micros - offset);
    return true;
  }

  /** Microseconds for {@code yyyy-mm-ddThh:mm:ss[.ffffff]}; Long.MIN_VALUE for anything else. */
  private static long local(byte[] bytes, int from, int to) {
    if (to - from < SECOND_LENGTH) {
      return Long.MIN_VALUE;
    }
    long day = day(bytes, from);
    byte between = bytes[from + DATE_LENGTH];
    long micros = micros(bytes, from + DATE_LENGTH + 1, to);
    boolean fits = day != Long.MIN_VALUE && micros >= 0 && (between == 'T' || between == ' ');
    return fits ? day * DAY + micros : Long.MIN_VALUE;
  }

  /** Where {@code Z}, {@code +00} or {@code +00:00} begins; the end itself when there is none. */
  private static int withoutZone(byte[] bytes, int from, int to) {
    if (to > from && bytes[to - 1] == 'Z') {
      return to - 1;
    }
    if (to - from < SECOND_LENGTH + 3) {
      return to;
    }
    int signed = bytes[to - 3] == ':' ? to - 6 : to - 3;
    return bytes[signed] == '+' || bytes[signed] == '-' ? signed : to;
  }

  /** Microseconds that the zone is ahead of UTC; Long.MIN_VALUE for an offset that is none. */
  private static long offset(byte[] bytes, int from, int to) {
    if (bytes[from] == 'Z') {
      return 0;
    }
    int hours = two(bytes, from + 1);
    int minutes = to - from == 3 ? 0 : two(bytes, from + 4);
    if (hours < 0 || hours >= MOST_OFFSET_HOURS || minutes < 0 || minutes > 59) {
      return Long.MIN_VALUE;
    }
    long ahead = (hours * 60L + minutes) * 60_000_000;
    return bytes[from] == '-' ? -ahead : ahead;
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
            && day <= Days.inMonth(century * 100 + year, month);
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

  private static boolean bool(Cells into, byte[] bytes, int from, int to) {
    int value =
        switch (to - from) {
          case 1 ->
              switch (bytes[from]) {
                case 't', '1' -> 1;
                case 'f', '0' -> 0;
                default -> -1;
              };
          case 4 -> is("true", bytes, from) ? 1 : -1;
          case 5 -> is("false", bytes, from) ? 0 : -1;
          default -> -1;
        };
    if (value < 0) {
      return false;
    }
    into.appendBoolean(value == 1);
    return true;
  }

  private static boolean is(String word, byte[] bytes, int from) {
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Five groups of 8, 4, 4, 4 and 12 digits (RFC 9562, section 4). */
  private static boolean uuid(Cells into, byte[] bytes, int from, int to) {
    if (to - from != UUID_LENGTH) {
      return false;
    }
    long[] halves = new long[2];
    int digits = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (bytes[from + i] != '-') {
          return false;
        }
      } else {
        int digit = hexadecimal(bytes[from + i]);
        if (digit < 0) {
          return false;
        }
        halves[digits / 16] = halves[digits / 16] << 4 | digit;
        digits++;
      }
    }
    into.appendUuid(halves[0], halves[1]);
    return true;
  }

  private static int hexadecimal(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  private static boolean bytes(Cells into, byte[] bytes, int from, int to) {
    boolean marked = to - from >= 2 && bytes[from] == '\\' && bytes[from + 1] == 'x';
    int start = marked ? from + 2 : from;
    int length = (to - start) / 2;
    int longest = into.type().precision();
    if ((to - start) % 2 != 0 || (longest > 0 && length > longest)) {
      return false;
    }
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      int pair = hexadecimal(bytes[start + 2 * i]) << 4 | hexadecimal(bytes[start + 2 * i + 1]);
      if (pair < 0) {
        return false;
      }
      value[i] = (byte) pair;
    }
    into.appendBytes(value, 0, length);
    return true;
  }

  private static boolean json(Cells into, byte[] bytes, int from, int to) {
    if (!JsonText.isSound(bytes, from, to)) {
      return false;
    }
    into.appendBytes(bytes, from, to - from);
    return true;
  }
}
