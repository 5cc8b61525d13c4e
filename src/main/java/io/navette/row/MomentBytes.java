package io.navette.row;

/** Reads dates, times and zones in their usual forms (ISO 8601) from ASCII, without objects. */
final class MomentBytes {
  /** Microseconds. */
  static final long DAY = 86_400_000_000L;

  private static final int DATE_LENGTH = 10;
  private static final int SECOND_LENGTH = 19;

  /** From 18 hours on, the calendar's own rules decide. */
  private static final int MOST_OFFSET_HOURS = 18;

  private MomentBytes() {}

  /** Microseconds for {@code yyyy-mm-ddThh:mm:ss[.ffffff]}; Long.MIN_VALUE for anything else. */
  static long local(byte[] bytes, int from, int to) {
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
  static int withoutZone(byte[] bytes, int from, int to) {
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
  static long offset(byte[] bytes, int from, int to) {
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
  static long day(byte[] bytes, int at) {
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
}
