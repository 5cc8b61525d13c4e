package io.navette.testing;

import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers that are not what they should be. */
final class ApiFaults {
  private ApiFaults() {}

  /** All of it, but in pieces with pauses between, which are shorter than the patience. */
  static LocalServer.Reply slowly(String text, long pauseMillis) {
    return exchange -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      json(exchange, bytes.length);
      OutputStream body = exchange.getResponseBody();
      int piece = bytes.length / 4 + 1;
      for (int from = 0; from < bytes.length; from += piece) {
        body.write(bytes, from, Math.min(piece, bytes.length - from));
        body.flush();
        pause(pauseMillis);
      }
    };
  }

  /** Nothing for longer than anybody waits. */
  static LocalServer.Reply silence(long millis) {
    return exchange -> pause(millis);
  }

  /** The connection breaks in the middle. */
  static LocalServer.Reply cut(String text) {
    return exchange -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      json(exchange, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
    };
  }

  /** Complete, as far as HTTP knows, but not as far as JSON does. */
  static LocalServer.Reply half(String text) {
    return LocalServer.body(text.substring(0, text.length() / 2));
  }

  static LocalServer.Reply html() {
    return LocalServer.body(
        "<!DOCTYPE html><html><body>Please log in.</body></html>", "Content-Type", "text/html");
  }

  private static void json(HttpExchange exchange, int length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, length);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
