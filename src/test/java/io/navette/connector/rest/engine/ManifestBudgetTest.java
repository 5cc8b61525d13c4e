package io.navette.connector.rest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Call budgets, tokens that take turns, GET requests with a body, answers that are remembered. */
final class ManifestBudgetTest extends ManifestFixture {
  private static final String STREAMS =
      """
      version: 7.28.0
      check: {type: CheckStream, stream_names: [orders]}
      definitions:
        stream: &stream
          type: DeclarativeStream
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
          retriever:
            type: SimpleRetriever
            requester:
              type: HttpRequester
              url_base: BASE
              path: "{{ parameters['name'] }}"
              AUTHENTICATOR
            record_selector: {extractor: {field_path: []}}
            partition_router: {type: ListPartitionRouter, cursor_field: part, values: [a, b, c, d],
              request_option: {type: RequestOption, inject_into: request_parameter, field_name: part}}
      streams:
      - {<<: *stream, name: orders, $parameters: {name: orders}}
      - {<<: *stream, name: items, $parameters: {name: items}}
      """;

  private static String budget(String policies) {
    return STREAMS.replace("AUTHENTICATOR", "authenticator: {type: NoAuth}")
        + "api_budget: {type: HTTPAPIBudget, policies: ["
        + policies
        + "]}\n";
  }

  private Duration slept(String manifest, String stream) {
    int before = around.sleeps().size();
    server.always(LocalServer.body("[{\"id\": 1}]"));
    assertThat(readAll(manifest, stream, Map.of()).rows).hasSize(4);
    List<Duration> sleeps = around.sleeps();
    return sleeps.subList(before, sleeps.size()).stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void aPolicyCountsOnlyWhatItMatches() {
    String moving =
        budget(
            "{type: MovingWindowCallRatePolicy, rates: [{limit: 2, interval: PT1M}], matchers:"
                + " [{method: GET, url_base: BASE, url_path_pattern: \"/orders$\"}]}");
    String based = moving.replace("url_base: BASE", "url_base: " + server.url("/"));
    assertThat(slept(based, "items")).isZero();
    assertThat(slept(based, "orders")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void theFirstPolicyThatMatchesCounts() {
    String policies =
        "{type: UnlimitedCallRatePolicy, matchers: [{url_path_pattern: /items, params: {part: a}},"
            + " {url_path_pattern: /items, params: {part: b}}]},"
            + " {type: MovingWindowCallRatePolicy, rates: [{limit: 1, interval: PT10S}],"
            + " matchers: []}";
    assertThat(slept(budget(policies), "items")).isEqualTo(Duration.ofSeconds(10));
    assertThat(slept(budget(policies), "orders")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void severalRatesHoldAtOnceAndWeightsCount() {
    String policies =
        "{type: MovingWindowCallRatePolicy, rates: [{limit: 4, interval: PT10S}, {limit: 6,"
            + " interval: PT1M}], matchers: [{url_path_pattern: /orders, weight: 2}]}";
    assertThat(slept(budget(policies), "orders")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aFixedWindowBeginsAnew() {
    String policies =
        "{type: FixedWindowCallRatePolicy, call_limit: 3, period: PT1H, matchers: []}";
    assertThat(slept(budget(policies), "orders")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void theAnswersHeadersCorrectAFixedWindow() {
    String policies =
        "{type: FixedWindowCallRatePolicy, call_limit: 100, period: PT1H, matchers: []}";
    long reset = around.instant().plusSeconds(90).getEpochSecond();
    server.then(
        LocalServer.body("[{\"id\": 1}]"),
        LocalServer.body(
            "[{\"id\": 1}]", "RateLimit-Remaining", "1", "RateLimit-Reset", String.valueOf(reset)));
    assertThat(slept(budget(policies), "orders")).isEqualTo(Duration.ofSeconds(90));
  }

  private static final String TOKENS =
      STREAMS.replace(
          "AUTHENTICATOR",
          "authenticator: {type: RateLimitedMultipleTokenAuthenticator, tokens: \"{{ config['tokens']"
              + " }}\", auth_method: token, max_wait_time: PT1H, budget_reserve_fraction: 0,"
              + " budget_min_reserve: LEAST, quota_status_source: {type: QuotaStatusSource, url:"
              + " BASE/limits, unavailable_status_codes: [404]}, quotas: [{type: TokenQuota, name:"
              + " items, remaining_path: [items, left], reset_path: [items, reset], matchers:"
              + " [{url_path_pattern: /items}]}, {type: TokenQuota, name: rest, remaining_path: [rest,"
              + " left], reset_path: [rest, reset], limit_path: [rest, limit], remaining_header:"
              + " X-Left, reset_header: X-Reset, exhaustion_status_codes: [429]}]}");

  private LocalServer.Reply limits(int left, long resetsIn) {
    long reset = around.instant().plusSeconds(resetsIn).getEpochSecond();
    return LocalServer.body(
        "{\"items\": {\"left\": 99, \"reset\": %2$d}, \"rest\": {\"left\": %1$d, \"reset\": %2$d, \"limit\": 9}}"
            .formatted(left, reset));
  }

  private List<String> keys(String path) {
    return server.seen().stream()
        .filter(seen -> seen.target().startsWith("/api/" + path))
        .map(seen -> seen.header("Authorization"))
        .toList();
  }

  @Test
  void tokensTakeTurnsAndTheResetIsWaitedFor() {
    server.always(LocalServer.body("[{\"id\": 1}]"));
    server.then(limits(2, 600), limits(1, 900));
    String manifest = TOKENS.replace("LEAST", "0");
    LocalServer.Reply later = exchange -> limits(5, 3600).answer(exchange);
    server.then(
        LocalServer.body("[{\"id\": 1}]"),
        LocalServer.body("[{\"id\": 1}]"),
        LocalServer.body("[{\"id\": 1}]"),
        later,
        later);
    assertThat(readAll(manifest, "orders", Map.of("tokens", "t-one, t-two")).rows).hasSize(4);
    assertThat(keys("limits"))
        .containsExactly("token t-one", "token t-two", "token t-one", "token t-two");
    assertThat(keys("orders"))
        .containsExactly("token t-one", "token t-one", "token t-two", "token t-two");
    assertThat(around.sleeps()).containsExactly(Duration.ofMinutes(10));
    assertThat(around.log()).doesNotContain("t-one");
  }

  @Test
  void aTokenThatIsRefusedForItsLimitGivesWay() {
    server.always(LocalServer.body("[{\"id\": 1}]"));
    server.then(limits(100, 600), limits(100, 600), LocalServer.status(429));
    assertThat(
            readAll(TOKENS.replace("LEAST", "0"), "orders", Map.of("tokens", "t-one,t-two")).rows)
        .hasSize(4);
    assertThat(keys("orders"))
        .containsExactly("token t-one", "token t-two", "token t-two", "token t-two", "token t-two");
    assertThat(around.sleeps()).isEmpty();
  }

  @Test
  void callsAreSlowedDownBeforeTheyAreUsedUp() {
    server.always(LocalServer.body("[{\"id\": 1}]"));
    server.then(limits(8, 80));
    readAll(TOKENS.replace("LEAST", "50"), "orders", Map.of("tokens", "t-one"));
    assertThat(around.sleeps()).hasSize(4).startsWith(Duration.ofSeconds(10));
    int before = around.sleeps().size();
    server.then(LocalServer.status(404));
    readAll(TOKENS.replace("LEAST", "50"), "orders", Map.of("tokens", "t-one"));
    assertThat(around.sleeps()).hasSize(before);
  }

  @Test
  void aResetThatIsTooFarIsNotWaitedFor() {
    server.then(limits(0, 7200));
    assertThatThrownBy(
            () -> readAll(TOKENS.replace("LEAST", "0"), "orders", Map.of("tokens", "t-one")))
        .isInstanceOf(Failure.Quota.class)
        .hasMessageContaining("all tokens have used up their calls of rest until");
    server.then(limits(0, 7200));
    server.always(LocalServer.body("[{\"id\": 1}]"));
    assertThat(readAll(TOKENS.replace("LEAST", "0"), "items", Map.of("tokens", "t-one")).rows)
        .hasSize(4);
  }

  @Test
  void aGetMayHaveABody() {
    String search =
        STREAMS.replace(
            "AUTHENTICATOR",
            "authenticator: {type: BearerAuthenticator, api_token: k3y-abc}\n"
                + "        request_body: {type: RequestBodyJsonObject, value: {query: x}}");
    server.then(
        LocalServer.status(503),
        LocalServer.body("[{\"id\": 1}]", "Set-Cookie", "a=b"),
        LocalServer.body("[]"),
        LocalServer.body("[]"),
        LocalServer.body("[]"));
    assertThat(readAll(search, "orders", Map.of()).rows).hasSize(1);
    assertThat(server.seen())
        .hasSize(5)
        .allSatisfy(
            seen -> {
              assertThat(seen.method()).isEqualTo("GET");
              assertThat(seen.body()).isEqualTo("{\"query\":\"x\"}");
              assertThat(seen.header("Content-Type")).startsWith("application/json");
              assertThat(seen.header("Authorization")).isEqualTo("Bearer k3y-abc");
            });
  }

  private static final String CHILDREN =
      """
      version: 7.28.0
      check: {type: CheckStream, stream_names: [first]}
      definitions:
        parent: &parent
          type: DeclarativeStream
          name: parents
          retriever:
            type: SimpleRetriever
            requester: {type: HttpRequester, url_base: BASE, path: parents CACHE}
            record_selector: {extractor: {field_path: []}}
        child: &child
          type: DeclarativeStream
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
          retriever:
            type: SimpleRetriever
            requester: {type: HttpRequester, url_base: BASE, path: "children"}
            record_selector: {extractor: {field_path: []}}
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs:
              [{stream: *parent, parent_key: id, partition_field: parent}]}
      streams:
      - {<<: *child, name: first}
      - {<<: *child, name: second}
      """;

  private long parentsAsked(String cache) {
    server.always(LocalServer.body("[{\"id\": 1}]"));
    int before = server.seen().size();
    try (ManifestSource source = source(CHILDREN.replace(" CACHE", cache), Map.of())) {
      read(source, request(source, "first"));
      read(source, request(source, "second"));
    }
    return targets().stream().skip(before).filter(target -> target.endsWith("/parents")).count();
  }

  @Test
  void parentsAreReadOncePerRun() {
    assertThat(parentsAsked("")).isEqualTo(1);
    assertThat(parentsAsked("")).isEqualTo(1);
    assertThat(parentsAsked(", use_cache: false")).isEqualTo(2);
  }

  @Test
  void whatIsLeftOfPointsIsToldByEachAnswer() {
    String manifest =
        STREAMS.replace(
                "AUTHENTICATOR",
                "error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type:"
                    + " \"navette:WaitTimeFromAnswer\", seconds: \"{{ (response.cost - response.left)"
                    + " / 50 }}\"}], response_filters: [{type: HttpResponseFilter, predicate: \"{{"
                    + " 'refused' in response }}\", action: RATE_LIMITED}]}")
            + "concurrency_level: {type: ConcurrencyLevel, default_concurrency: 1}\n";
    String page = "{\"id\": 1, \"cost\": 100, \"left\": %s}";
    server.then(
        LocalServer.body(page.formatted("900")),
        LocalServer.body(page.formatted("50")),
        LocalServer.body("{\"refused\": true, \"cost\": 500, \"left\": 100}"),
        LocalServer.body(page.formatted("400")),
        LocalServer.body(page.formatted("300")));
    assertThat(readAll(manifest, "orders", Map.of()).rows).hasSize(4);
    // One second before anything else is asked, eight after the refusal.
    assertThat(around.sleeps()).contains(Duration.ofSeconds(1), Duration.ofSeconds(8));
    assertThat(around.sleeps().stream().filter(Duration::isPositive)).hasSize(2);
  }
}
