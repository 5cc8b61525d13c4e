package io.navette.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The requests one connection may send: by this process's own count, and by that of all runs. Of
 * the latter a few are taken at a time, more the faster they are used up.
 *
 * <p>A bucket of {@code b} tokens filled at {@code n - b + 1} a minute: whatever the start, no
 * minute sees more than {@code n}.
 */
final class RateBudget {
  private final String connection;
  private final Pace pace;
  private final HttpContext context;
  private final SharedLimits shared;
  private final @Nullable Bucket bucket;
  // Not synchronized: the others wait for the history, and would pin virtual threads' carriers.
  private final ReentrantLock lock = new ReentrantLock();
  private Instant heldUntil = Instant.MIN;
  private Instant leaseEnds = Instant.MIN;
  private int leased;
  private int wanted = 1;

  RateBudget(String connection, RatePolicy policy, HttpContext context, SharedLimits shared) {
    this.connection = connection;
    this.pace = Pace.of(policy.requestsPerMinute());
    this.context = context;
    this.shared = shared;
    int limit = policy.requestsPerMinute();
    this.bucket = limit == 0 ? null : bucket(limit, context.clock());
  }

  private static Bucket bucket(int limit, InstantSource clock) {
    int burst = Math.clamp(limit / 10, 1, 10);
    return Bucket.builder()
        .withCustomTimePrecision(new Ticks(clock))
        .addLimit(
            Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(limit - burst + 1, Duration.ofMinutes(1))
                .build())
        .build();
  }

  /** Nothing is sent before this time has passed, by any run. */
  void hold(Duration wait) {
    shared.hold(connection, wait);
    lock.lock();
    try {
      Instant until = context.clock().instant().plus(wait);
      heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
      leased = 0;
      leaseEnds = Instant.MIN;
    } finally {
      lock.unlock();
    }
  }

  /** How long the remote wants rest. */
  Duration held() {
    lock.lock();
    try {
      Instant now = context.clock().instant();
      return heldUntil.isAfter(now) ? Duration.between(now, heldUntil) : Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a permit, waiting for it. */
  void take() {
    try {
      if (bucket != null) {
        BlockingStrategy strategy = nanos -> context.sleeper().sleep(Duration.ofNanos(nanos));
        bucket.asBlocking().consume(1, strategy);
      }
    } catch (InterruptedException e) {
      throw HttpContext.interrupted();
    }
    for (Duration wait = ofAll(); wait.isPositive(); wait = ofAll()) {
      context.sleep(wait);
    }
  }

  /** Takes a permit if there is one. */
  boolean tryTake() {
    return (bucket == null || bucket.tryConsume(1)) && !ofAll().isPositive();
  }

  /** How long to wait before asking again; zero when there was a permit, which is taken. */
  private Duration ofAll() {
    lock.lock();
    try {
      Instant now = context.clock().instant();
      boolean usedUp = leased == 0;
      if (usedUp || !now.isBefore(leaseEnds)) {
        wanted = usedUp ? Math.clamp(wanted * 2L, 1, pace.largestLease()) : 1;
        SharedLimits.Permits permits = shared.take(connection, pace, wanted);
        if (permits.count() == 0) {
          leased = 0;
          return permits.pause();
        }
        leased = permits.count();
        leaseEnds = now.plus(Pace.GOOD_FOR);
      }
      leased -= pace.limited() ? 1 : 0;
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  private record Ticks(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
