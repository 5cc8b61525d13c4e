package io.navette.http;

import java.time.Duration;

/**
 * How requests may follow each other: a bucket of {@code burst} permits, into which one more falls
 * every {@code interval}.
 *
 * @param interval zero for no limit
 */
public record Pace(Duration interval, int burst) {
  /** A permit must be used within this time; so one taken early can't be sent late. */
  static final Duration GOOD_FOR = Duration.ofSeconds(2);

  static final Pace UNLIMITED = new Pace(Duration.ZERO, 1);

  /**
   * Never more than this in any minute, whoever takes the permits: of a bucket's, {@code burst - 1}
   * and one per interval can be sent in the time in which permits for one minute are taken.
   */
  static Pace of(int perMinute) {
    if (perMinute == 0) {
      return UNLIMITED;
    }
    int burst = Math.clamp(perMinute / 10, 1, 60);
    Duration taken = Duration.ofMinutes(1).plus(GOOD_FOR);
    return new Pace(taken.dividedBy(perMinute - burst + 1).plusNanos(1000), burst);
  }

  /** Whether there is a limit at all. */
  public boolean limited() {
    return interval.isPositive();
  }

  /** As many as are used up while they are good. */
  int largestLease() {
    return limited()
        ? Math.toIntExact(Math.clamp(GOOD_FOR.dividedBy(interval), 1, burst))
        : Integer.MAX_VALUE;
  }
}
