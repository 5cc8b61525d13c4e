package io.navette.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A local server that keeps what it is given, in the way a fixture says. */
public final class WriteServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LocalServer server = new LocalServer();
  private final WriteFixture fixture;
  private final WriteStore store;
  private final ExchangeLog exchanges;
  private final Map<String, Reply> replays = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Fault> faults = new ArrayDeque<>();

  /** What happens to a request that writes. */
  public enum Fault {
    NONE,
    /** Nothing is done, and it is told to wait for seven seconds. */
    LIMIT,
    /** It is done, but the answer is lost. */
    LOST,
    /** Nothing is done, and the connection breaks. */
    DOWN,
    /** It is done, and the answer keeps waiting until the server is closed. */
    HANG
  }

  /** An answer. */
  record Reply(int status, Map<String, @Nullable Object> headers, @Nullable Object body) {}

  public WriteServer(WriteFixture fixture) throws IOException {
    this.fixture = fixture;
    this.store = new WriteStore(fixture);
    this.exchanges = new ExchangeLog(fixture.file());
    server.always(this::answer);
  }

  /** Its address, without a slash at the end. */
  public String address() {
    return server.url("/").toString().replaceFirst("/$", "");
  }

  /** Puts the address where {@code {server}} stands. */
  public String here(String text) {
    return text.replace("{server}", address());
  }

  /** What happens to the next requests that write. */
  public synchronized void next(Fault... some) {
    faults.clear();
    faults.addAll(List.of(some));
  }

  /** From now on rows are sent that the API refuses. */
  void refusesOnPurpose() {
    exchanges.wrongOnPurpose();
  }

  /** All records. */
  public synchronized List<Map<String, @Nullable Object>> records() {
    return store.all();
  }

  /** The requests that wrote since the last call: method and address. */
  public synchronized List<String> writes() {
    List<String> taken = List.copyOf(writes);
    writes.clear();
    return taken;
  }

  /** The requests that looked records up since the last call: method and address. */
  public synchronized List<String> reads() {
    List<String> taken = List.copyOf(reads);
    reads.clear();
    return taken;
  }

  /** What no endpoint fitted to, or fitted badly. */
  public List<String> unexpected() {
    return unexpected;
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (hangs(exchange)) {
      hanging.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until a request hangs. */
  public boolean awaitHanging() throws InterruptedException {
    return hanging.await(1, TimeUnit.MINUTES);
  }

  private synchronized boolean hangs(HttpExchange exchange) throws IOException {
    Fault before = faults.peek() == null ? Fault.NONE : faults.peek();
    int left = faults.size();
    reply(exchange);
    return before == Fault.HANG && faults.size() < left;
  }

  private void reply(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    HttpUrl url = HttpUrl.get("http://localhost" + seen.target());
    for (Map<String, @Nullable Object> known : fixture.answers()) {
      if (url.encodedPath().equals(PythonText.of(known.get("path")))) {
        answer(exchange, new Reply(200, Map.of(), known.get("json")));
        return;
      }
    }
    for (Map<String, @Nullable Object> endpoint : fixture.endpoints()) {
      Matcher path =
          Pattern.compile(PythonText.of(endpoint.get("path"))).matcher(url.encodedPath());
      if (seen.method().equals(endpoint.get("method")) && path.matches()) {
        Map<String, @Nullable Object> context = context(seen, url, path);
        if (holds(endpoint.get("when"), context)) {
          serve(exchange, endpoint, context);
          return;
        }
      }
    }
    unexpected.add(seen.method() + " " + seen.target() + " " + seen.body());
    send(exchange, new Reply(404, Map.of(), Map.of("message", "no such address")));
  }

  private static boolean holds(@Nullable Object condition, Map<String, @Nullable Object> context) {
    return condition == null || PlainValues.truthy(Templates.fill(condition, context));
  }

  private Map<String, @Nullable Object> context(LocalServer.Seen seen, HttpUrl url, Matcher path) {
    Map<String, @Nullable Object> context = new HashMap<>();
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    url.queryParameterNames().forEach(name -> query.put(name, url.queryParameter(name)));
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    seen.headers()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    List<@Nullable Object> groups = new ArrayList<>();
    for (int i = 0; i <= path.groupCount(); i++) {
      groups.add(path.group(i));
    }
    context.put("query", query);
    context.put("headers", headers);
    context.put("path", groups);
    context.put("body", WriteBodies.parse(seen.header("Content-Type"), seen.body()));
    context.put("text", seen.body());
    context.put("request", seen.method() + " " + seen.target());
    return context;
  }

  private void serve(
      HttpExchange exchange,
      Map<String, @Nullable Object> endpoint,
      Map<String, @Nullable Object> context)
      throws IOException {
    String does = PythonText.of(endpoint.get("does"));
    boolean writing = !List.of("list", "search", "read", "answer").contains(does);
    Fault polled = writing ? faults.poll() : null;
    Fault fault = polled == null ? Fault.NONE : polled;
    (writing ? writes : reads).add(PythonText.of(context.get("request")));
    switch (fault) {
      case LIMIT ->
          send(exchange, new Reply(429, Map.of("Retry-After", "7"), Map.of("message", "slowly")));
      case DOWN -> {}
      case LOST, HANG -> reply(endpoint, context, does);
      case NONE -> answer(exchange, reply(endpoint, context, does));
    }
  }

  private Reply reply(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> context, String does) {
    Object key = Templates.fill(endpoint.get("idempotency"), context);
    if (key == null || PythonText.of(key).isEmpty()) {
      if (endpoint.containsKey("idempotency")) {
        unexpected.add("a request without idempotency key: " + context.get("request"));
      }
      return store.reply(endpoint, context, does);
    }
    String name = PythonText.of(key);
    String body = PythonText.of(context.get("text"));
    if (!bodies.computeIfAbsent(name, absent -> body).equals(body)) {
      unexpected.add("idempotency key used for two bodies: " + bodies.get(name) + " and " + body);
    }
    return replays.computeIfAbsent(name, absent -> store.reply(endpoint, context, does));
  }

  private void answer(HttpExchange exchange, Reply reply) throws IOException {
    String type = PythonText.of(reply.headers().getOrDefault("Content-Type", "application/json"));
    exchanges.answeredInPart(server.seen(exchange), reply.status(), type, here(text(reply.body())));
    send(exchange, reply);
  }

  private static String text(@Nullable Object body) throws IOException {
    return switch (body) {
      case null -> "";
      case String plain -> plain;
      default -> JSON.writeValueAsString(body);
    };
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    List<String> headers = new ArrayList<>();
    reply
        .headers()
        .forEach((name, value) -> headers.addAll(List.of(name, here(PythonText.of(value)))));
    LocalServer.json(reply.status(), here(text(reply.body())), headers.toArray(String[]::new))
        .answer(exchange);
  }

  /** What a text of JSON holds. */
  static Optional<Object> json(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.ofNullable(JsonValues.parse(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Map<String, @Nullable Object> fields(@Nullable Object value) {
    return value instanceof Map<?, ?> found ? PlainValues.map(found) : Map.of();
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }
}
