package io.navette.http;

import java.time.Duration;

/**
 * When a failing remote is left alone.
 *
 * @param failures of the last {@code exchanges} open the breaker; 5xx and broken connections count
 * @param rest how long nothing is sent then; one probe decides what comes after
 */
public record BreakerPolicy(int failures, int exchanges, Duration rest) {
  public static final BreakerPolicy DEFAULT = new BreakerPolicy(15, 20, Duration.ofSeconds(30));

  public BreakerPolicy {
    if (failures < 1 || exchanges < failures) {
      throw new IllegalArgumentException(failures + " failures of " + exchanges + " exchanges");
    }
  }
}
