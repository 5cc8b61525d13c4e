package io.navette.row;

import io.navette.row.ColumnType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  private static final byte[] HEXADECIMAL = hexadecimals();
  private static final int SCALE_BITS = 5;
  private static final int SCALE = (1 << SCALE_BITS) - 1;
  private static final long NONE = -1;
  private static final int DATE_LENGTH = 10;
  private static final int UUID_LENGTH = 36;

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
    long day = to - from == DATE_LENGTH ? MomentBytes.day(bytes, from) : Long.MIN_VALUE;
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
    long day = bytes.length == DATE_LENGTH ? MomentBytes.day(bytes, 0) : Long.MIN_VALUE;
    long micros =
        day == Long.MIN_VALUE ? MomentBytes.local(bytes, 0, bytes.length) : day * MomentBytes.DAY;
    if (into.type().kind() != Kind.INSTANT || micros == Long.MIN_VALUE) {
      return false;
    }
    into.appendLong(micros);
    return true;
  }

  private static boolean moment(Cells into, byte[] bytes, int from, int to) {
    boolean instant = into.type().kind() == Kind.INSTANT;
    int end = instant ? MomentBytes.withoutZone(bytes, from, to) : to;
    long offset = end == to ? 0 : MomentBytes.offset(bytes, end, to);
    if (instant == (end == to) || offset == Long.MIN_VALUE) {
      return false;
    }
    long micros = MomentBytes.local(bytes, from, end);
    if (micros == Long.MIN_VALUE) {
      return false;
    }
    into.appendLong(micros - offset);
    return true;
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
    boolean parted =
        bytes[from + 8] == '-'
            && bytes[from + 13] == '-'
            && bytes[from + 18] == '-'
            && bytes[from + 23] == '-';
    long first = hexadecimal(bytes, from, 8);
    long second = hexadecimal(bytes, from + 9, 4);
    long third = hexadecimal(bytes, from + 14, 4);
    long fourth = hexadecimal(bytes, from + 19, 4);
    long fifth = hexadecimal(bytes, from + 24, 12);
    if (!parted || (first | second | third | fourth | fifth) < 0) {
      return false;
    }
    into.appendUuid(first << 32 | second << 16 | third, fourth << 48 | fifth);
    return true;
  }

  /** The number of some digits, fewer than 16; negative when they are none. */
  private static long hexadecimal(byte[] bytes, int from, int count) {
    long value = 0;
    int worst = 0;
    for (int at = from; at < from + count; at++) {
      int digit = hexadecimal(bytes[at]);
      worst |= digit;
      value = value << 4 | (digit & 0xf);
    }
    return worst < 0 ? -1 : value;
  }

  private static int hexadecimal(byte digit) {
    return HEXADECIMAL[digit & 0xff];
  }

  private static byte[] hexadecimals() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      values[Character.forDigit(digit, 16)] = (byte) digit;
      values[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
    }
    return values;
  }

  private static boolean bytes(Cells into, byte[] bytes, int from, int to) {
    boolean marked = to - from >= 2 && bytes[from] == '\\' && bytes[from + 1] == 'x';
    int start = marked ? from + 2 : from;
    int length = (to - start) / 2;
    int longest = into.type().precision();
    if ((to - start) % 2 != 0 || (longest > 0 && length > longest)) {
      return false;
    }
    int room = into.appendRoom(length);
    byte[] value = into.buffer();
    int worst = 0;
    for (int i = 0; i < length; i++) {
      int high = hexadecimal(bytes[start + 2 * i]);
      int low = hexadecimal(bytes[start + 2 * i + 1]);
      worst |= high | low;
      value[room + i] = (byte) (high << 4 | low);
    }
    if (worst < 0) {
      into.truncate(into.size() - 1);
      return false;
    }
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
