package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Keeps to the rate that was configured, and holds all requests back while the remote wants rest.
 */
final class RateLimit implements Layer {
  private final RatePolicy policy;
  private final RateBudget budget;
  private final HttpContext context;
  private final Failures failures;

  RateLimit(HttpSettings settings, HttpContext context, Failures failures) {
    this.policy = settings.rate();
    this.budget = context.limits().budget(settings, context);
    this.context = context;
    this.failures = failures;
  }

  boolean throttles() {
    return policy.throttle();
  }

  /** Nothing is sent before this time has passed. */
  void hold(Duration wait) {
    budget.hold(wait);
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    context.sleep(budget.held());
    if (policy.throttle()) {
      budget.take();
    } else if (!budget.tryTake()) {
      throw new Failure.Quota(
          failures.where(request)
              + (policy.requestsPerMinute() == 0
                  ? ": another run was told to wait"
                  : ": max_requests_per_minute (" + policy.requestsPerMinute() + ") is reached"),
          "run again later, or set throttle_on_limit: true to wait instead");
    }
    return next.send(request);
  }
}
