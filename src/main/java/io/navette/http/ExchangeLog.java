package io.navette.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Request;
import okhttp3.Response;

/** A line for every request that is sent and every answer, without bodies and secrets. */
final class ExchangeLog implements Layer {
  private final String connection;
  private final HttpContext context;

  ExchangeLog(String connection, HttpContext context) {
    this.connection = connection;
    this.context = context;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    if (!context.log().shows(Level.DEBUG)) {
      return next.send(request);
    }
    Redaction redaction = context.redaction();
    String what = request.method() + " " + redaction.url(request.url());
    line("> " + what + " " + redaction.headers(request.headers()));
    Instant start = context.clock().instant();
    try {
      Response response = next.send(request);
      line(
          "< %d %s %d ms %s"
              .formatted(
                  response.code(), what, since(start), redaction.headers(response.headers())));
      return response;
    } catch (IOException e) {
      line("! %s %d ms %s".formatted(what, since(start), redaction.hide(e.toString())));
      throw e;
    }
  }

  private long since(Instant start) {
    return Duration.between(start, context.clock().instant()).toMillis();
  }

  private void line(String text) {
    context.log().write(Level.DEBUG, connection + " " + text);
  }
}
