package io.navette.testing;

import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.HttpUrl;

/** A local server that answers as a fixture says, but for the faults put into its way. */
public final class ApiServer implements AutoCloseable {
  /** Where redirects lead that no API makes. */
  static final String ELSEWHERE = "/elsewhere";

  private final LocalServer server = new LocalServer();
  private final ApiFixture fixture;
  private final ExchangeLog exchanges;
  private final Map<ApiFixture.Answer, Deque<LocalServer.Reply>> faults = new HashMap<>();
  private final List<LocalServer.Seen> asked = new CopyOnWriteArrayList<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();
  private List<ApiFixture.Answer> pages = List.of();
  private Optional<String> always = Optional.empty();

  public ApiServer(ApiFixture fixture) throws IOException {
    this.fixture = fixture;
    this.exchanges = new ExchangeLog(fixture.file());
    server.always(this::reply);
  }

  /** Its address, without a slash at the end. */
  public String address() {
    return server.url("/").toString().replaceFirst("/$", "");
  }

  /** Puts the address where {@code {server}} stands. */
  String here(String text) {
    return text.replace("{server}", address());
  }

  /** From now on these are the pages; what was asked before is forgotten. */
  public void serve(List<ApiFixture.Answer> changed) {
    pages = changed;
    asked.clear();
  }

  /** The pages of all streams; of several that fit, those of the streams named first. */
  public void serveAll() {
    serve(
        fixture.streams().reversed().stream().flatMap(stream -> stream.pages().stream()).toList());
  }

  /** From now on all requests that no answer fits to are answered by this text. */
  public void otherwise(String text) {
    always = Optional.of(text);
  }

  /** The next requests for a page are answered so. */
  public synchronized void fault(int page, LocalServer.Reply... replies) {
    faults.computeIfAbsent(pages.get(page), key -> new ArrayDeque<>()).addAll(List.of(replies));
  }

  /** The usual answer of a page, as often as it is passed to {@link #fault}. */
  LocalServer.Reply usual(int page) {
    return reply(pages.get(page));
  }

  /** The next request for a page is answered so. */
  void fault(int page, ApiFixture.Answer answer) {
    fault(page, reply(answer));
  }

  /** The next request for a page is told that there were too many. */
  void fault(int page, ApiFixture.Limit limit) {
    fault(page, new Told(limit.status(), limit.headers(), limit.body()));
  }

  /** The next request for a page finds nothing. */
  void nothing(int page, String empty) {
    fault(page, new Told(200, Map.of(), empty));
  }

  /** An answer as the vendor's API gives it. */
  private record Told(int status, Map<String, String> headers, String text)
      implements LocalServer.Reply {
    @Override
    public void answer(HttpExchange exchange) throws IOException {
      List<String> pairs = new ArrayList<>();
      headers.forEach((name, value) -> pairs.addAll(List.of(name, value)));
      LocalServer.json(status, text, pairs.toArray(String[]::new)).answer(exchange);
    }
  }

  /** Whether the request of this number was one for that page. */
  boolean asks(int request, ApiFixture.Answer page) {
    LocalServer.Seen seen = asked.get(request);
    return fits(page, HttpUrl.get("http://localhost" + seen.target()), seen);
  }

  String text(int page) {
    return here(pages.get(page).text());
  }

  /** The requests besides those for answers that are no pages, in order: path and query. */
  public List<String> asked() {
    return asked.stream().map(LocalServer.Seen::target).toList();
  }

  List<LocalServer.Seen> seen() {
    return server.seen();
  }

  /** What no answer fitted to. */
  List<String> unexpected() {
    return unexpected;
  }

  private void reply(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    Optional<ApiFixture.Answer> page = best(pages, seen);
    Optional<ApiFixture.Answer> found = page.or(() -> best(fixture.answers(), seen));
    if (page.isPresent() || (found.isEmpty() && always.isPresent())) {
      asked.add(seen);
    }
    if (found.isEmpty() && always.isPresent()) {
      if (!seen.target().startsWith(ELSEWHERE)) {
        exchanges.asked(seen);
      }
      LocalServer.body(always.get()).answer(exchange);
      return;
    }
    if (found.isEmpty()) {
      unexpected.add(seen.method() + " " + seen.target());
      LocalServer.status(404).answer(exchange);
      return;
    }
    LocalServer.Reply reply = fault(found.get()).orElseGet(() -> reply(found.get()));
    if (reply instanceof Told told) {
      String type = told.headers().getOrDefault("Content-Type", "application/json");
      exchanges.answered(seen, told.status(), type, told.text());
    } else {
      exchanges.asked(seen);
    }
    reply.answer(exchange);
  }

  private synchronized Optional<LocalServer.Reply> fault(ApiFixture.Answer of) {
    return Optional.ofNullable(faults.get(of)).map(Deque::poll);
  }

  private LocalServer.Reply reply(ApiFixture.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, here(value)));
    return new Told(answer.status(), headers, here(answer.text()));
  }

  /**
   * The last one that fits, since later pages are told apart by one parameter more. A run that goes
   * on from a bookmark may ask in other windows of time: it is given what is nearest.
   */
  private static Optional<ApiFixture.Answer> best(
      List<ApiFixture.Answer> answers, LocalServer.Seen seen) {
    HttpUrl url = HttpUrl.get("http://localhost" + seen.target());
    return answers.reversed().stream()
        .filter(answer -> fits(answer, url, seen))
        .findFirst()
        .or(
            () ->
                answers.reversed().stream()
                    .filter(answer -> url.encodedPath().equals(answer.path()))
                    .filter(answer -> answer.body().stream().allMatch(seen.body()::contains))
                    .max(Comparator.comparingLong(answer -> nearness(answer, url))));
  }

  private static long nearness(ApiFixture.Answer answer, HttpUrl url) {
    long equal =
        answer.query().entrySet().stream()
            .filter(entry -> entry.getValue().equals(url.queryParameter(entry.getKey())))
            .count();
    return 2 * equal - answer.query().size();
  }

  private static boolean fits(ApiFixture.Answer answer, HttpUrl url, LocalServer.Seen seen) {
    return url.encodedPath().equals(answer.path())
        && answer.query().entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(url.queryParameter(entry.getKey())))
        && answer.requestHeaders().entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(seen.header(entry.getKey())))
        && answer.body().stream().allMatch(seen.body()::contains);
  }

  @Override
  public void close() {
    server.close();
  }
}
