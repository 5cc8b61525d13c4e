package io.navette.row;

/**
 * Days since 1970-01-01 in the calendar of ISO 8601, without objects. Years begin in March here, so
 * that the leap day is their last: 400 of them have 146,097 days.
 */
final class Days {
  private static final long TO_MARCH_OF_YEAR_0 = 719_468;
  private static final int ERA = 146_097;

  private Days() {}

  static long of(int year, int month, int day) {
    int shifted = month > 2 ? year : year - 1;
    int era = Math.floorDiv(shifted, 400);
    int ofEra = shifted - era * 400;
    int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * (long) ERA + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - TO_MARCH_OF_YEAR_0;
  }

  /** How many days a month from 1 to 12 has. */
  static int inMonth(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** The year, and in the last two bytes month and day. */
  static long parts(long day) {
    long shifted = day + TO_MARCH_OF_YEAR_0;
    long era = Math.floorDiv(shifted, ERA);
    long ofEra = shifted - era * ERA;
    long year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * year + year / 4 - year / 100);
    long month = (5 * ofYear + 2) / 153;
    long shown = year + era * 400 + (month < 10 ? 0 : 1);
    return shown << 16
        | (month < 10 ? month + 3 : month - 9) << 8
        | ofYear - (153 * month + 2) / 5 + 1;
  }
}
