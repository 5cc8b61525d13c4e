package io.navette.row;

import java.nio.charset.StandardCharsets;

/**
 * Writes the canonical text of {@link CellText} as UTF-8 bytes. The usual forms are written without
 * a String in between; all others go through one, so that both always agree.
 */
public final class CellPrint {
  /** No cell that is not variable is longer as text, decimals apart. */
  private static final int LONGEST = 64;

  private static final int SAFE_DIGITS = 18;
  private static final int MOST_DIGITS = 19;
  private static final long DAY = 86_400_000_000L;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] PAIRS = pairs();

  private CellPrint() {}

  /** The two digits of 0 to 99, one after the other. */
  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
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
      case BYTES -> bytes(cells, row, into, at);
      case BOOLEAN -> ascii(cells.booleanAt(row) ? "true" : "false", into, at);
      case DOUBLE -> ascii(Double.toString(cells.doubleAt(row)), into, at);
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
    for (int i = 0; i < text.length(); i++) {
      into[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }

  private static int bytes(Cells cells, int row, byte[] into, int at) {
    byte[] buffer = cells.buffer();
    int end = at;
    for (int i = cells.start(row); i < cells.end(row); i++) {
      into[end++] = DIGITS[buffer[i] >> 4 & 15];
      into[end++] = DIGITS[buffer[i] & 15];
    }
    return end;
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
    int end = at + Math.max(count(value), least);
    long rest = value;
    int place = end;
    while (place - at >= 2) {
      long hundreds = rest / 100;
      place -= 2;
      two(rest - hundreds * 100, into, place);
      rest = hundreds;
    }
    if (place > at) {
      into[at] = (byte) ('0' + rest);
    }
    return end;
  }

  private static int count(long value) {
    int count = 1;
    for (long bound = 10; count < MOST_DIGITS && value >= bound; bound *= 10) {
      count++;
    }
    return count;
  }

  private static int two(long value, byte[] into, int at) {
    int pair = 2 * (int) value;
    into[at] = PAIRS[pair];
    into[at + 1] = PAIRS[pair + 1];
    return at + 2;
  }

  /**
   * Whether a decimal is printed without a {@link java.math.BigDecimal}, whose first use takes 40
   * ms in Java 25.
   */
  static boolean isShort(Cells cells, int row) {
    return cells.isCompact(row)
        && cells.longAt(row) != Long.MIN_VALUE
        && cells.scaleAt(row) >= 0
        && cells.scaleAt(row) <= SAFE_DIGITS;
  }

  private static int decimal(Cells cells, int row, byte[] into, int at) {
    if (!isShort(cells, row)) {
      return ascii(CellText.format(cells, row), into, at);
    }
    long unscaled = cells.longAt(row);
    int scale = cells.scaleAt(row);
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
    int end = two(year % 100, into, two(year / 100, into, at));
    into[end] = '-';
    end = two(parts >> 8 & 0xFF, into, end + 1);
    into[end] = '-';
    return two(parts & 0xFF, into, end + 1);
  }

  private static int moment(long micros, byte[] into, int at) {
    int end = date(Math.floorDiv(micros, DAY), into, at);
    into[end] = 'T';
    return time(Math.floorMod(micros, DAY), into, end + 1);
  }

  private static int time(long micros, byte[] into, int at) {
    int seconds = (int) (micros / 1_000_000);
    int end = two(seconds / 3600, into, at);
    into[end] = ':';
    end = two(seconds / 60 % 60, into, end + 1);
    into[end] = ':';
    end = two(seconds % 60, into, end + 1);
    int fraction = (int) (micros % 1_000_000);
    if (fraction == 0) {
      return end;
    }
    into[end] = '.';
    end = two(fraction / 10_000, into, end + 1);
    end = two(fraction / 100 % 100, into, end);
    end = two(fraction % 100, into, end);
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
