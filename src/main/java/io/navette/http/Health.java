package io.navette.http;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether one host is well, by the experience of this run and of all others. Failsafe counts and
 * lets one probe through; when the rest is over is decided here, since Failsafe's clock can't be
 * handed in.
 */
final class Health {
  /** So long the word of the other runs counts. */
  private static final Duration HEARSAY = Duration.ofSeconds(2);

  private final String connection;
  private final String host;
  private final BreakerPolicy policy;
  private final InstantSource clock;
  private final SharedLimits shared;
  private final CircuitBreaker<Object> breaker;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant openUntil = Instant.MAX;
  private Instant askAgain = Instant.MIN;
  private boolean probing;
  private String lastError = "";

  Health(
      String connection,
      String host,
      BreakerPolicy policy,
      InstantSource clock,
      SharedLimits shared) {
    this.connection = connection;
    this.host = host;
    this.policy = policy;
    this.clock = clock;
    this.shared = shared;
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(policy.failures(), policy.exchanges())
            .withSuccessThreshold(1)
            .withDelay(Duration.ofDays(3650))
            .build();
  }

  /** Why nothing may be sent now; when empty, what came out must be told. */
  Optional<String> refusal() {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (breaker.isOpen() && !now.isBefore(openUntil)) {
        breaker.halfOpen();
        askAgain = Instant.MIN;
      }
      if (breaker.isOpen()) {
        return Optional.of(rests(Duration.between(now, openUntil), lastError));
      }
      Optional<String> others = now.isBefore(askAgain) ? Optional.empty() : others(now);
      if (others.isPresent()) {
        return others;
      }
      return breaker.tryAcquirePermit()
          ? Optional.empty()
          : Optional.of("left alone until a probe has answered; at last: " + lastError);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> others(Instant now) {
    switch (shared.turn(connection, host)) {
      case SharedLimits.Turn.Rest rest -> {
        return Optional.of(rests(rest.left(), rest.error()));
      }
      case SharedLimits.Turn.Probe probe -> probing = true;
      case SharedLimits.Turn.Go go -> {}
    }
    askAgain = now.plus(HEARSAY);
    return Optional.empty();
  }

  private static String rests(Duration left, String error) {
    return "left alone for another " + Failures.text(left) + "; at last: " + error;
  }

  void failed(String error) {
    lock.lock();
    try {
      lastError = error;
      boolean open = breaker.isOpen();
      breaker.recordFailure();
      if (!open && breaker.isOpen()) {
        openUntil = clock.instant().plus(policy.rest());
      }
      if (probing || (!open && breaker.isOpen())) {
        probing = false;
        askAgain = Instant.MIN;
        shared.opened(connection, host, policy.rest(), error);
      }
    } finally {
      lock.unlock();
    }
  }

  void succeeded() {
    lock.lock();
    try {
      breaker.recordSuccess();
      if (probing) {
        probing = false;
        shared.closed(connection, host);
      }
    } finally {
      lock.unlock();
    }
  }
}
