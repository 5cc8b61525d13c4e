package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/** Leaves a host alone that keeps failing. */
final class Breaker implements Layer {
  private final HttpSettings settings;
  private final HttpContext context;
  private final Failures failures;

  Breaker(HttpSettings settings, HttpContext context, Failures failures) {
    this.settings = settings;
    this.context = context;
    this.failures = failures;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    Health health = context.limits().health(request.url().host(), settings, context);
    health
        .refusal()
        .ifPresent(
            why -> {
              throw new Failure.Remote(
                  failures.where(request) + ": failed too often, " + why,
                  "check that the service is up, then run again");
            });
    Response response;
    try {
      response = next.send(request);
    } catch (IOException e) {
      health.failed(String.valueOf(e.getMessage()));
      throw e;
    } catch (Failure tooLarge) {
      health.succeeded();
      throw tooLarge;
    }
    if (response.code() >= 500) {
      health.failed("status " + response.code());
    } else {
      health.succeeded();
    }
    return response;
  }
}
