package io.navette.http;

import io.navette.failure.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What surrounds the clients of one connection: time, chance, where log lines go, and the secrets
 * no line may show. The client of the API and that of its token endpoint share one.
 *
 * @param random spreads waits, so that many clients do not come back at once
 * @param log takes lines already redacted
 * @param limits of all the connection's clients together
 */
public record HttpContext(
    InstantSource clock,
    Sleeper sleeper,
    RandomGenerator random,
    HttpLog log,
    Redaction redaction,
    Limits limits) {

  /** For a connection whose limits no other run shares. */
  public HttpContext(
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random,
      HttpLog log,
      Redaction redaction) {
    this(clock, sleeper, random, log, redaction, new Limits(SharedLimits.NONE));
  }

  /** Blocks; an interruption ends the run with {@link Failure.Interrupted}. */
  public void sleep(Duration duration) {
    if (!duration.isPositive()) {
      return;
    }
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static Failure interrupted() {
    Thread.currentThread().interrupt();
    return new Failure.Interrupted("interrupted while talking to a remote");
  }
}
