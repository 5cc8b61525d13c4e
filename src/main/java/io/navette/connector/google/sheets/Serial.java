package io.navette.connector.google.sheets;

import io.navette.row.CellText.Misfit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * Dates as Sheets counts them: days since 1899-12-30, the time of day as a fraction; 1900 is no
 * leap year. To the millisecond: beyond that the fraction is noise.
 */
final class Serial {
  private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
  private static final long DAY = 86_400_000;

  /** Of the last day of the year 9999. */
  private static final double LAST = 2_958_465;

  private Serial() {}

  /**
   * The date and time a number stands for.
   *
   * @throws Misfit for a number that is no date
   */
  static LocalDateTime moment(double serial) {
    if (!(Math.abs(serial) <= LAST)) {
      throw new Misfit(serial + " is not a date");
    }
    long millis = Math.round(serial * DAY);
    return EPOCH
        .plusDays(Math.floorDiv(millis, DAY))
        .atTime(LocalTime.ofNanoOfDay(Math.floorMod(millis, DAY) * 1_000_000));
  }

  /** Whether the number stands for a day without a time. */
  static boolean isDay(double serial) {
    return Math.floorMod(Math.round(serial * DAY), DAY) == 0;
  }

  static double of(LocalDate day) {
    return day.toEpochDay() - EPOCH.toEpochDay();
  }

  static double of(LocalTime time) {
    return time.toNanoOfDay() / 1e6 / DAY;
  }

  /** Whether nothing of a time is lost as a number. */
  static boolean isExact(LocalTime time) {
    return time.toNanoOfDay() % 1_000_000 == 0;
  }
}
