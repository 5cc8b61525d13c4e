package io.navette.http.auth;

import com.google.errorprone.annotations.MustBeClosed;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.navette.failure.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;

/**
 * Waits on this machine for the browser to come back from a login (RFC 8252, 7.3). Listens on the
 * loopback interface only.
 */
public final class LoopbackReceiver implements AutoCloseable {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
  private static final byte[] PAGE =
      """
      <!doctype html><meta charset="utf-8"><title>Navette</title>
      <p>Done. You can close this page and go back to the terminal.</p>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final HttpUrl redirect;
  private final CompletableFuture<HttpUrl> received = new CompletableFuture<>();

  private LoopbackReceiver(HttpServer server, HttpUrl redirect) {
    this.server = server;
    this.redirect = redirect;
  }

  /** Whether a browser on this machine would come back to this machine. */
  public static boolean serves(HttpUrl redirect) {
    return !redirect.isHttps() && LOOPBACK.contains(redirect.host());
  }

  /**
   * Starts to listen.
   *
   * @param wanted the redirect address registered with the vendor; port 80 takes any free port
   * @throws Failure.Configuration when the port is taken
   */
  @MustBeClosed
  public static LoopbackReceiver open(HttpUrl wanted) {
    if (!serves(wanted)) {
      throw new Failure.Configuration(
          wanted.host() + " is not this machine", "paste the address the browser ends at instead");
    }
    int port = wanted.port() == 80 ? 0 : wanted.port();
    try {
      InetAddress loopback = InetAddress.getByName(wanted.host());
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      HttpUrl redirect = wanted.newBuilder().port(server.getAddress().getPort()).build();
      LoopbackReceiver receiver = new LoopbackReceiver(server, redirect);
      server.createContext("/", receiver::handle);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new Failure.Configuration(
          "can't listen on " + wanted.host() + ":" + port + ": " + e.getMessage(),
          "end the program that uses this port, or register another redirect address",
          e);
    }
  }

  /** The address to give to the login, with the port that was found. */
  public HttpUrl redirect() {
    return redirect;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Browsers also ask for an icon.
      if (!exchange.getRequestURI().getPath().equals(redirect.encodedPath())) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, PAGE.length);
      exchange.getResponseBody().write(PAGE);
      received.complete(
          redirect.newBuilder().encodedQuery(exchange.getRequestURI().getRawQuery()).build());
    }
  }

  /** Blocks until the browser comes, or the patience ends with {@link Failure.Access}. */
  public HttpUrl await(String connection, Duration patience) {
    try {
      return received.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new Failure.Access(
          connection + ": no login within " + patience.toSeconds() + " s",
          "run it again: navette connect login "
              + connection
              + "; without a browser here, add --no-browser, or --device if the vendor has it",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("interrupted while waiting for a login");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
