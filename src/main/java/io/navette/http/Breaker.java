package io.navette.http;

import dev.failsafe.CircuitBreaker;
import io.navette.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Leaves a remote alone that keeps failing. Failsafe counts and lets one probe through; when the
 * rest is over is decided here, since Failsafe's clock can't be handed in.
 */
final class Breaker implements Layer {
  private final BreakerPolicy policy;
  private final InstantSource clock;
  private final Failures failures;
  private final CircuitBreaker<Object> breaker;
  private Instant openUntil = Instant.MAX;
  private String lastError = "";

  Breaker(BreakerPolicy policy, InstantSource clock, Failures failures) {
    this.policy = policy;
    this.clock = clock;
    this.failures = failures;
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(policy.failures(), policy.exchanges())
            .withSuccessThreshold(1)
            .withDelay(Duration.ofDays(3650))
            .build();
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    requirePermit(request);
    Response response;
    try {
      response = next.send(request);
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
      throw e;
    } catch (Failure tooLarge) {
      succeeded();
      throw tooLarge;
    }
    if (response.code() >= 500) {
      failed("status " + response.code());
    } else {
      succeeded();
    }
    return response;
  }

  private synchronized void requirePermit(Request request) {
    Instant now = clock.instant();
    if (breaker.isOpen() && !now.isBefore(openUntil)) {
      breaker.halfOpen();
    }
    if (!breaker.tryAcquirePermit()) {
      String why =
          breaker.isOpen()
              ? "left alone for another " + Failures.text(Duration.between(now, openUntil))
              : "left alone until a probe has answered";
      throw new Failure.Remote(
          failures.where(request) + ": failed too often, " + why + "; at last: " + lastError,
          "check that the service is up, then run again");
    }
  }

  private synchronized void failed(String error) {
    lastError = error;
    boolean open = breaker.isOpen();
    breaker.recordFailure();
    if (!open && breaker.isOpen()) {
      openUntil = clock.instant().plus(policy.rest());
    }
  }

  private synchronized void succeeded() {
    breaker.recordSuccess();
  }
}
