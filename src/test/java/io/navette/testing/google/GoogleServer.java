package io.navette.testing.google;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.navette.testing.ExchangeFilter;
import io.navette.testing.google.Exchange.Refusal;
import io.navette.testing.google.Exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * A server that hands out tokens to whoever signs with the right key, and lets a fake API answer
 * those who bring one. Requests are answered one after the other.
 */
public final class GoogleServer implements AutoCloseable {
  /** A header of replies that says after how many bytes the connection breaks. */
  static final String CUT = "x-cut";

  private final HttpServer server;
  private final Function<Exchange, Reply> api;
  private final ServiceAccount account;
  private final Deque<Planned> planned = new ConcurrentLinkedDeque<>();
  private final List<Exchange> seen = new CopyOnWriteArrayList<>();
  private volatile String token = "";
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile boolean revoked;

  /**
   * What the next request meets.
   *
   * @param part of the method and path of the requests that are meant
   * @param done whether the API does what was asked before the answer is lost
   */
  private record Planned(String part, Reply reply, boolean done) {}

  public GoogleServer(Function<Exchange, Reply> api) throws IOException {
    this.api = api;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.account = new ServiceAccount(root() + "token");
    server.setExecutor(Executors.newSingleThreadExecutor());
    server
        .createContext("/", this::answer)
        .getFilters()
        .addAll(
            List.of(
                new ExchangeFilter("google-drive", "(/upload)?/drive/v3/.*"),
                new ExchangeFilter("google-sheets", "/v4/spreadsheets.*")));
    server.start();
  }

  /** With a slash at its end. */
  public String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  public ServiceAccount account() {
    return account;
  }

  /** The key is no longer good. */
  public void revoke() {
    revoked = true;
  }

  /** The token handed out last expires now. */
  public void expire() {
    token = "";
  }

  /** The next request whose method and path hold this part is answered so, and not carried out. */
  public void refuse(String part, Reply reply) {
    planned.add(new Planned(part, reply, false));
  }

  /** The next request whose method and path hold this part is carried out, and its answer lost. */
  public void lose(String part) {
    planned.add(
        new Planned(part, Reply.error(503, "UNAVAILABLE", "backendError", "try again"), true));
  }

  /** How many tokens were handed out. */
  public int tokens() {
    return tokens.get();
  }

  /** What the API was asked, tokens apart. */
  public List<Exchange> seen() {
    return List.copyOf(seen);
  }

  /** How often the API was asked for paths that hold this part. */
  public long count(String method, String part) {
    return seen.stream()
        .filter(one -> one.method().equals(method) && one.path().contains(part))
        .count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = reply(read(exchange));
      } catch (Refusal refusal) {
        reply = refusal.reply();
      } catch (RuntimeException bug) {
        reply = Reply.error(501, "UNIMPLEMENTED", "fake", String.valueOf(bug));
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body();
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      int whole = Integer.parseInt(reply.headers().getOrDefault(CUT, "" + body.length));
      if (whole > 0) {
        exchange.getResponseBody().write(body, 0, whole);
      }
    }
  }

  private Reply reply(Exchange request) {
    if (request.path().equals("/token")) {
      return token(request);
    }
    if (request.path().equals("/authorize")) {
      return consent(request);
    }
    seen.add(request);
    if (token.isEmpty()
        || !("Bearer " + token).equals(request.headers().getOrDefault("authorization", ""))) {
      return Reply.error(401, "UNAUTHENTICATED", "authError", "Invalid Credentials");
    }
    Planned next = planned.peek();
    if (next == null || !(request.method() + " " + request.path()).contains(next.part())) {
      return api.apply(request);
    }
    planned.remove();
    if (next.done()) {
      Reply unused = api.apply(request);
    }
    return next.reply();
  }

  /** A person who agrees to everything. */
  private static Reply consent(Exchange request) {
    String back =
        request.parameter("redirect_uri").orElseThrow()
            + "?code=4%2Fcode&state="
            + request.parameter("state").orElseThrow();
    return new Reply(302, Map.of("Location", back), new byte[0]);
  }

  private Reply token(Exchange request) {
    Map<String, List<String>> form = fields(request.text());
    String grant = form.getOrDefault("grant_type", List.of("")).getFirst();
    if (revoked) {
      return Reply.json(
          400, Map.of("error", "invalid_grant", "error_description", "Invalid JWT Signature."));
    }
    boolean good =
        switch (grant) {
          case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
              account.signed(form.getOrDefault("assertion", List.of("")).getFirst());
          case "refresh_token" ->
              form.getOrDefault("refresh_token", List.of("")).equals(List.of("1//refresh"));
          case "authorization_code" ->
              form.getOrDefault("code", List.of("")).equals(List.of("4/code"))
                  && form.containsKey("code_verifier");
          default -> false;
        };
    if (!good) {
      return Reply.json(400, Map.of("error", "invalid_grant", "error_description", "Bad Request"));
    }
    token = "ya29.a0-test-token-" + tokens.incrementAndGet();
    Map<String, Object> answer = new HashMap<>();
    answer.put("access_token", token);
    answer.put("expires_in", 3599);
    answer.put("token_type", "Bearer");
    if (grant.equals("authorization_code")) {
      answer.put("refresh_token", "1//refresh");
    }
    return Reply.json(answer);
  }

  private static Exchange read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String query = exchange.getRequestURI().getRawQuery();
    try (InputStream body =
        "gzip".equals(headers.get("content-encoding"))
            ? new GZIPInputStream(exchange.getRequestBody())
            : exchange.getRequestBody()) {
      return new Exchange(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          fields(query == null ? "" : query),
          headers,
          body.readAllBytes());
    }
  }

  private static Map<String, List<String>> fields(String encoded) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
