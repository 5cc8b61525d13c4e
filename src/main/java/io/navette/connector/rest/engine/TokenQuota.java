package io.navette.connector.rest.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The calls that one token has left in one pool. Guarded by its {@link RotatingTokens}. */
final class TokenQuota {
  /** Clocks and headers differ by so much without a new window having begun. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private long remaining = Long.MAX_VALUE;
  private long limit = Long.MAX_VALUE;
  private Instant reset = Instant.MAX;
  private boolean tracked;

  /** As the API says now. */
  void seed(long left, Instant resets, OptionalLong total) {
    limit = total.orElse(tracked ? Math.max(limit, left) : left);
    remaining = left;
    reset = resets;
    tracked = true;
  }

  /** Nobody counts its calls. */
  void untrack() {
    tracked = false;
    remaining = Long.MAX_VALUE;
  }

  boolean tracked() {
    return tracked;
  }

  boolean left() {
    return remaining > 0;
  }

  long remaining() {
    return remaining;
  }

  Instant reset() {
    return reset;
  }

  void take() {
    if (tracked) {
      remaining--;
    }
  }

  /** Whether fewer calls are left than should be kept. */
  boolean scarce(double fraction, long least) {
    return tracked && remaining < Math.max(Math.round(limit * fraction), least);
  }

  /**
   * Corrects the count by an answer.
   *
   * @param exhausted whether the answer's status says that nothing is left
   */
  void correct(OptionalLong left, Optional<Instant> resets, OptionalLong total, boolean exhausted) {
    if (!tracked) {
      return;
    }
    total.ifPresent(changed -> limit = changed);
    boolean later = resets.filter(moment -> moment.isAfter(reset.plus(SKEW))).isPresent();
    boolean earlier = resets.filter(moment -> moment.isBefore(reset.minus(SKEW))).isPresent();
    if (later) {
      reset = resets.orElseThrow();
      remaining = exhausted ? 0 : left.orElse(limit);
    } else if (exhausted) {
      remaining = 0;
    } else if (left.isPresent() && !earlier) {
      remaining = Math.min(remaining, left.getAsLong());
    }
  }
}
