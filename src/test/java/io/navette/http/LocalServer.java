package io.navette.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;

/** A real server on the loopback interface that answers by a script and remembers what it saw. */
public final class LocalServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final ConcurrentLinkedQueue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Map<HttpExchange, Seen> open = new ConcurrentHashMap<>();
  private volatile Reply otherwise = exchange -> text(exchange, 200, "ok");

  /** What came in. */
  public record Seen(
      String method, String target, com.sun.net.httpserver.Headers headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }
  }

  /** One answer. The request's body was read already. */
  @FunctionalInterface
  public interface Reply {
    void answer(HttpExchange exchange) throws IOException;
  }

  /**
   * @param filters what each request passes first
   */
  public LocalServer(Filter... filters) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle).getFilters().addAll(List.of(filters));
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Seen request =
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      open.put(exchange, request);
      seen.add(request);
      Reply next = script.poll();
      (next == null ? otherwise : next).answer(exchange);
    } finally {
      open.remove(exchange);
    }
  }

  /** Answers these one after the other, then the usual again. */
  public void then(Reply... replies) {
    script.addAll(List.of(replies));
  }

  public void always(Reply reply) {
    otherwise = reply;
  }

  public List<Seen> seen() {
    return seen;
  }

  /** What came in by an exchange that is being answered. */
  public Seen seen(HttpExchange exchange) {
    return Objects.requireNonNull(open.get(exchange));
  }

  public HttpUrl url(String path) {
    return HttpUrl.get("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  public static Reply status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      text(exchange, status, "");
    };
  }

  public static Reply json(int status, String body, String... headers) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      text(exchange, status, body);
    };
  }

  public static Reply body(String text, String... headers) {
    return json(200, text, headers);
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
