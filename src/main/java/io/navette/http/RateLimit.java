package io.navette.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.navette.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to the rate that was configured, and holds all requests back while the remote wants rest.
 *
 * <p>A bucket of {@code b} tokens filled at {@code n - b + 1} a minute: whatever the start, no
 * minute sees more than {@code n}.
 */
final class RateLimit implements Layer {
  private final RatePolicy policy;
  private final HttpContext context;
  private final Failures failures;
  private final @Nullable Bucket bucket;
  private Instant heldUntil = Instant.MIN;

  RateLimit(RatePolicy policy, HttpContext context, Failures failures) {
    this.policy = policy;
    this.context = context;
    this.failures = failures;
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

  boolean throttles() {
    return policy.throttle();
  }

  /** Nothing is sent before this time has passed. */
  synchronized void hold(Duration wait) {
    Instant until = context.clock().instant().plus(wait);
    if (until.isAfter(heldUntil)) {
      heldUntil = until;
    }
  }

  private synchronized Duration held() {
    Instant now = context.clock().instant();
    return heldUntil.isAfter(now) ? Duration.between(now, heldUntil) : Duration.ZERO;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    context.sleep(held());
    if (bucket != null) {
      take(bucket, request);
    }
    return next.send(request);
  }

  private void take(Bucket tokens, Request request) {
    if (!policy.throttle()) {
      if (!tokens.tryConsume(1)) {
        throw new Failure.Quota(
            failures.where(request)
                + ": max_requests_per_minute ("
                + policy.requestsPerMinute()
                + ") is reached",
            "run again later, or set throttle_on_limit: true to wait instead");
      }
      return;
    }
    try {
      BlockingStrategy strategy = nanos -> context.sleeper().sleep(Duration.ofNanos(nanos));
      tokens.asBlocking().consume(1, strategy);
    } catch (InterruptedException e) {
      throw HttpContext.interrupted();
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
