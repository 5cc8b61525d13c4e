package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import okhttp3.Request;
import okhttp3.Response;

/** Keeps to the call policies of the API's parts. */
final class CallRates implements Layer {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final HttpSettings settings;
  private final HttpContext context;
  private final Failures failures;

  CallRates(HttpSettings settings, HttpContext context, Failures failures) {
    this.settings = settings;
    this.context = context;
    this.failures = failures;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    Duration wait = settings.calls().take(request, context.clock().instant());
    while (wait.isPositive()) {
      if (!settings.rate().throttle()) {
        throw new Failure.Quota(
            failures.where(request) + ": the API's budget allows it in " + Failures.text(wait),
            "run again later, or set throttle_on_limit: true to wait instead");
      }
      say(request, wait);
      context.sleep(wait);
      wait = settings.calls().take(request, context.clock().instant());
    }
    Response response = next.send(request);
    settings.calls().answered(request, response, context.clock().instant());
    return response;
  }

  private void say(Request request, Duration wait) {
    if (wait.compareTo(LONG) > 0) {
      String line = ": waits " + Failures.text(wait) + " for the API's budget";
      context.log().write(Level.INFO, failures.where(request) + line);
    }
  }
}
