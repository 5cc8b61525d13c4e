package io.navette.history;

import java.time.Duration;

/**
 * What is kept how long.
 *
 * @param rejectionsPerRun rejections kept per run; those beyond are only counted
 * @param keepRejections how long a rejection is kept
 * @param lease how long a lease lasts without a heartbeat; it is renewed at a third of it
 */
public record Policy(int rejectionsPerRun, Duration keepRejections, Duration lease) {
  public static final Policy DEFAULT =
      new Policy(10_000, Duration.ofDays(30), Duration.ofSeconds(90));
}
