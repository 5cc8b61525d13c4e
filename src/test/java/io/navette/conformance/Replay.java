package io.navette.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to any host as a recording did, as an HTTP proxy of this process: matched by
 * method, host, path, parameters and body. What was recorded several times is answered in that
 * order, the last answer again and again.
 */
final class Replay implements AutoCloseable {
  private final HttpServer server;
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<Asked> missing = new ArrayList<>();

  /** What was asked. */
  record Asked(String method, HttpUrl url, String body) {
    /** The same for the same request, however it is written. */
    String key() {
      TreeSet<String> parameters = new TreeSet<>();
      for (int i = 0; i < url.querySize(); i++) {
        parameters.add(url.queryParameterName(i) + "=" + url.queryParameterValue(i));
      }
      return method + " " + url.host() + url.pathSegments() + parameters + " " + plain(body);
    }

    private static String plain(String body) {
      try {
        return body.isEmpty() ? "" : String.valueOf(Canonical.of(JsonValues.parse(body)));
      } catch (IOException e) {
        return body;
      }
    }

    @Override
    public String toString() {
      return method + " " + url + (body.isEmpty() ? "" : " " + body);
    }
  }

  private static final class Exchange {
    private final Asked asked;
    private final int status;
    private final Map<String, @Nullable Object> headers;
    private final String body;
    private boolean used;

    Exchange(Map<String, @Nullable Object> recorded) {
      HttpUrl url = HttpUrl.get(String.valueOf(recorded.get("url")));
      this.asked =
          new Asked(String.valueOf(recorded.get("method")), url, text(recorded.get("body")));
      this.status = ((Number) Objects.requireNonNull(recorded.get("status"))).intValue();
      this.headers = PlainValues.map(recorded.get("rheaders"));
      this.body = text(recorded.get("rbody"));
    }

    private static String text(@Nullable Object value) {
      return value == null ? "" : String.valueOf(value);
    }
  }

  Replay(List<@Nullable Object> recorded) throws IOException {
    recorded.forEach(each -> exchanges.add(new Exchange(PlainValues.map(each))));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    ProxySelector.setDefault(selector(server.getAddress()));
  }

  private static ProxySelector selector(InetSocketAddress address) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(@Nullable URI uri) {
        return List.of(new Proxy(Proxy.Type.HTTP, address));
      }

      @Override
      public void connectFailed(
          @Nullable URI uri, @Nullable SocketAddress at, @Nullable IOException cause) {
        throw new IllegalStateException(cause);
      }
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Asked asked =
        new Asked(
            exchange.getRequestMethod(), HttpUrl.get(exchange.getRequestURI().toString()), body);
    Optional<Exchange> found = find(asked);
    byte[] reply = found.map(each -> each.body).orElse("").getBytes(StandardCharsets.UTF_8);
    found.ifPresent(
        each ->
            each.headers.forEach(
                (name, value) -> exchange.getResponseHeaders().add(name, String.valueOf(value))));
    exchange.getResponseHeaders().remove("Content-Encoding");
    exchange.getResponseHeaders().remove("Content-Length");
    exchange.sendResponseHeaders(
        found.map(each -> each.status).orElse(418), reply.length == 0 ? -1 : reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  private synchronized Optional<Exchange> find(Asked asked) {
    List<Exchange> same =
        exchanges.stream().filter(each -> each.asked.key().equals(asked.key())).toList();
    if (same.isEmpty()) {
      missing.add(asked);
      return Optional.empty();
    }
    Exchange next = same.stream().filter(each -> !each.used).findFirst().orElseGet(same::getLast);
    next.used = true;
    return Optional.of(next);
  }

  /** What was asked and never recorded. */
  synchronized List<Asked> missing() {
    return List.copyOf(missing);
  }

  /** What was recorded. */
  List<Asked> recorded() {
    return exchanges.stream().map(each -> each.asked).toList();
  }

  /** What was recorded and never asked, each once. */
  synchronized List<Asked> left() {
    List<String> used =
        exchanges.stream().filter(each -> each.used).map(each -> each.asked.key()).toList();
    return exchanges.stream()
        .map(each -> each.asked)
        .filter(asked -> !used.contains(asked.key()))
        .toList();
  }

  /**
   * What was asked since the mark out of turn: its answer was recorded after one that was not asked
   * yet, to a request that differs. Each with that one.
   */
  synchronized Map<Asked, List<Asked>> outOfTurn(List<Boolean> mark) {
    Map<Asked, List<Asked>> found = new LinkedHashMap<>();
    List<Asked> passed = new ArrayList<>();
    for (int i = 0; i < exchanges.size(); i++) {
      Exchange exchange = exchanges.get(i);
      if (!exchange.used) {
        passed.add(exchange.asked);
      } else if (!mark.get(i) && !passed.isEmpty()) {
        found.put(exchange.asked, List.copyOf(passed));
      }
    }
    return found;
  }

  /** Which answers were given so far. */
  synchronized List<Boolean> mark() {
    return exchanges.stream().map(each -> each.used).toList();
  }

  /** As if nothing had been asked since the mark. */
  synchronized void reset(List<Boolean> mark) {
    for (int i = 0; i < mark.size(); i++) {
      exchanges.get(i).used = mark.get(i);
    }
    missing.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    ProxySelector.setDefault(null);
  }
}
