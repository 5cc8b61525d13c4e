package io.navette.http.auth;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;

/**
 * An authorization server and the API it protects: tokens expire, refresh tokens rotate, and one
 * that comes twice revokes the whole family (RFC 9700, 4.14.2).
 */
public final class OAuthServer implements AutoCloseable {
  public static final String CLIENT = "navette";
  public static final String CLIENT_SECRET = "client&secret=1";

  private final LocalServer server = new LocalServer();
  private final InstantSource clock;
  private final Map<String, Instant> accessTokens = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger devicePolls = new AtomicInteger();
  private String refreshToken = "refresh-000000";
  private boolean rotating = true;
  private int tokenRequests;
  private boolean denying;
  private int statusOfErrors = 400;
  private Map<String, String> lastFields = Map.of();

  public OAuthServer(InstantSource clock) throws IOException {
    this.clock = clock;
    server.always(this::handle);
  }

  public HttpUrl url(String path) {
    return server.url(path);
  }

  synchronized void errorsBy(int status) {
    statusOfErrors = status;
  }

  synchronized void rotating(boolean changed) {
    rotating = changed;
  }

  public synchronized void revokeAccess() {
    accessTokens.clear();
  }

  public synchronized void revokeAll() {
    accessTokens.clear();
    refreshToken = "none";
  }

  public synchronized int tokenRequests() {
    return tokenRequests;
  }

  public synchronized String refreshToken() {
    return refreshToken;
  }

  public synchronized Map<String, String> lastFields() {
    return lastFields;
  }

  LocalServer server() {
    return server;
  }

  /** The person says yes in the browser. */
  public synchronized HttpUrl consent(HttpUrl address) {
    String code = "code-" + number.incrementAndGet() + "-abcdef";
    codes.put(code, query(address, "code_challenge"));
    return HttpUrl.get(query(address, "redirect_uri"))
        .newBuilder()
        .setQueryParameter("code", code)
        .setQueryParameter("state", query(address, "state"))
        .build();
  }

  private static String query(HttpUrl url, String name) {
    String value = url.queryParameter(name);
    return value == null ? "" : value;
  }

  /** The person says no in the browser. */
  public synchronized void deny() {
    denying = true;
  }

  /** Codes for devices are asked about every second, and accepted at the second time. */
  public synchronized void quickDevices() {
    devicePolls.set(-100);
  }

  private void authorize(HttpExchange exchange) throws IOException {
    HttpUrl address = server.url(exchange.getRequestURI().toString());
    HttpUrl back =
        denying
            ? HttpUrl.get(query(address, "redirect_uri"))
                .newBuilder()
                .setQueryParameter("error", "access_denied")
                .setQueryParameter("state", query(address, "state"))
                .build()
            : consent(address);
    LocalServer.status(302, "Location", back.toString()).answer(exchange);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    switch (exchange.getRequestURI().getPath()) {
      case "/token" -> token(exchange, seen);
      case "/authorize" -> authorize(exchange);
      case "/device" ->
          LocalServer.body(
                  """
                  {"device_code": "device-abcdef", "user_code": "WDJB-MJHT", "interval": %d,
                   "verification_uri": "https://example.com/device", "expires_in": 60}"""
                      .formatted(devicePolls.get() < 0 ? 1 : 5))
              .answer(exchange);
      default -> api(exchange, seen);
    }
  }

  /** Whether a request with this header comes from somebody who may. */
  public synchronized boolean accepts(String authorization) {
    Instant expires = accessTokens.get(authorization.replace("Bearer ", ""));
    return expires != null && clock.instant().isBefore(expires);
  }

  private void api(HttpExchange exchange, LocalServer.Seen seen) throws IOException {
    boolean good = accepts(seen.header("Authorization"));
    LocalServer.json(
            good ? 200 : 401,
            good ? "{\"data\": [{\"id\": 1}, {\"id\": 2}]}" : "{\"error\": \"invalid_token\"}")
        .answer(exchange);
  }

  private void token(HttpExchange exchange, LocalServer.Seen seen) throws IOException {
    tokenRequests++;
    Map<String, String> fields = fields(exchange, seen);
    lastFields = fields;
    if (!knownClient(seen, fields)) {
      LocalServer.json(401, "{\"error\": \"invalid_client\"}").answer(exchange);
      return;
    }
    String refusal =
        switch (fields.getOrDefault("grant_type", "")) {
          case "client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer" -> "";
          case "password" -> "p4ss-word".equals(fields.get("password")) ? "" : "invalid_grant";
          case "refresh_token" -> refresh(fields);
          case "authorization_code" -> code(fields);
          case "urn:ietf:params:oauth:grant-type:device_code" -> device();
          default -> "unsupported_grant_type";
        };
    if (refusal.isEmpty()) {
      LocalServer.body(tokens()).answer(exchange);
    } else {
      LocalServer.json(
              statusOfErrors,
              "{\"error\": \"%s\", \"error_description\": \"no %s\"}"
                  .formatted(refusal, fields.getOrDefault("refresh_token", "")))
          .answer(exchange);
    }
  }

  private String tokens() {
    String access = "access-" + number.incrementAndGet() + "-abcdef";
    accessTokens.put(access, clock.instant().plus(Duration.ofHours(1)));
    if (rotating) {
      refreshToken = "refresh-" + number.incrementAndGet() + "-abcdef";
    }
    return """
        {"access_token": "%s", "token_type": "Bearer", "expires_in": "3600",
         %s "instance_url": "https://eu.example.com"}"""
        .formatted(access, rotating ? "\"refresh_token\": \"" + refreshToken + "\"," : "");
  }

  private String refresh(Map<String, String> fields) {
    if (refreshToken.equals(fields.get("refresh_token"))) {
      return "";
    }
    revokeAll();
    return "invalid_grant";
  }

  private String code(Map<String, String> fields) {
    String challenge = codes.remove(fields.get("code"));
    String verifier = fields.getOrDefault("code_verifier", "");
    return challenge != null && challenge.equals(Pkce.challenge(verifier)) ? "" : "invalid_grant";
  }

  private String device() {
    return switch (devicePolls.incrementAndGet()) {
      case -99 -> "authorization_pending";
      case 1 -> "authorization_pending";
      case 2 -> "slow_down";
      case 3 -> "authorization_pending";
      default -> "";
    };
  }

  private static boolean knownClient(LocalServer.Seen seen, Map<String, String> fields) {
    String header = seen.header("Authorization");
    if (header.startsWith("Basic ")) {
      String[] pair =
          new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
              .split(":", 2);
      return decode(pair[0]).equals(CLIENT) && decode(pair[1]).equals(CLIENT_SECRET);
    }
    return fields.containsKey("assertion")
        || (CLIENT.equals(fields.get("client_id"))
            && (!fields.containsKey("client_secret")
                || CLIENT_SECRET.equals(fields.get("client_secret"))));
  }

  private static Map<String, String> fields(HttpExchange exchange, LocalServer.Seen seen)
      throws IOException {
    Map<String, String> fields = new TreeMap<>();
    if (seen.header("Content-Type").startsWith("application/json")) {
      new JsonMapper()
          .readTree(seen.body())
          .properties()
          .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
      return fields;
    }
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : (query == null ? seen.body() : query).split("&", -1)) {
      String[] sides = pair.split("=", 2);
      fields.put(decode(sides[0]), decode(sides.length == 2 ? sides[1] : ""));
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
