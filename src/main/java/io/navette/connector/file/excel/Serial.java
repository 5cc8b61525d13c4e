package io.navette.connector.file.excel;

import io.navette.row.CellText.Misfit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.OptionalDouble;

/**
 * Dates as Excel counts them: days since the end of 1899, or since 1904-01-01 in workbooks that say
 * so, with the time of day as a fraction (ECMA-376 part 1, 18.17.4.1).
 */
final class Serial {
  static final long DAY = 86_400_000_000L;
  private static final long EPOCH_1900 = -25_569;
  private static final long EPOCH_1904 = -24_107;

  /** 1900 counts as a leap year: 1 to 59 are a day short of the calendar. */
  private static final int FALSE_LEAP_DAY = 60;

  private static final int SAFE_DIGITS = 15;

  private Serial() {}

  /**
   * The point in time a number stands for, in microseconds since 1970-01-01T00:00:00.
   *
   * @param text the number as it stands in the file
   * @throws Misfit for a number that is no date
   */
  static long micros(String text, boolean since1904) {
    double value = Double.parseDouble(text);
    double days = Math.floor(value);
    if (value < 0 || value >= 2_958_466) {
      throw new Misfit(text + " is not a date");
    }
    long epoch = since1904 ? EPOCH_1904 : EPOCH_1900;
    if (!since1904 && days < FALSE_LEAP_DAY) {
      epoch++;
    } else if (!since1904 && days == FALSE_LEAP_DAY) {
      throw new Misfit("Excel's 29 February 1900 is not a date");
    }
    return (epoch + (long) days) * DAY + micros(text, value - days);
  }

  /** The date and time of so many microseconds since 1970. */
  static LocalDateTime dateTime(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY))
        .atTime(LocalTime.ofNanoOfDay(Math.floorMod(micros, DAY) * 1000));
  }

  /**
   * The time of day a number from 0 to 1 stands for.
   *
   * @throws Misfit for other numbers
   */
  static LocalTime time(String text) {
    double value = Double.parseDouble(text);
    long micros = value >= 0 && value < 1 ? micros(text, value) : DAY;
    if (micros >= DAY) {
      throw new Misfit(text + " is not a time of day");
    }
    return LocalTime.ofNanoOfDay(micros * 1000);
  }

  private static long micros(String text, double fraction) {
    long micros = Math.round(fraction * DAY);
    // Written with 15 digits, the sixth digit of a second is noise.
    return text.length() <= SAFE_DIGITS + 1 ? Math.round(micros / 1000d) * 1000 : micros;
  }

  /** The number of a time of day. */
  static double of(LocalTime time) {
    long micros = time.toNanoOfDay() / 1000;
    return micros / (double) DAY;
  }

  /** The number of a date and time since 1900-03-01; empty for earlier ones. */
  static OptionalDouble of(LocalDateTime time) {
    long day = time.toLocalDate().toEpochDay() - EPOCH_1900;
    return day <= FALSE_LEAP_DAY
        ? OptionalDouble.empty()
        : OptionalDouble.of(day + of(time.toLocalTime()));
  }
}
