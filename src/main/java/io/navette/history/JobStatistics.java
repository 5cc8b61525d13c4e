package io.navette.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The runs of a job in numbers.
 *
 * @param runs those that ended or were killed
 * @param median of the successful runs' durations; empty without one
 */
public record JobStatistics(
    String job,
    long runs,
    long succeeded,
    Optional<Duration> median,
    long read,
    long written,
    long rejected,
    Optional<Instant> lastSuccess) {
  /** 0 to 1. */
  public double successRate() {
    return runs == 0 ? 0 : (double) succeeded / runs;
  }
}
