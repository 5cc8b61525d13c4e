package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.StreamInfo;
import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import io.navette.row.Rejection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ManifestSourceTest extends ManifestFixture {
  private static final String PAGED =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [orders]}
      spec:
        connection_specification:
          required: [token]
          properties: {token: {type: string, airbyte_secret: true}}
      streams:
      - name: orders
        primary_key: id
        schema_loader:
          type: InlineSchemaLoader
          schema:
            properties:
              id: {type: integer}
              name: {type: [string, "null"]}
              price: {type: number}
              at: {type: string, format: date-time}
              tags: {type: array}
        retriever:
          requester:
            type: HttpRequester
            url_base: BASE
            path: /orders
            authenticator: {type: BearerAuthenticator, api_token: "{{ config['token'] }}"}
          record_selector: {extractor: {field_path: [data]}}
          paginator:
            type: DefaultPaginator
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
            page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit}
            pagination_strategy:
              type: CursorPagination
              page_size: 2
              cursor_value: "{{ response.next }}"
              stop_condition: "{{ not response.next }}"
      """;

  private static final Map<String, String> TOKEN = Map.of("token", "s3cret-token");

  private static LocalServer.Reply page(String next, String... records) {
    return body("{\"data\": [" + String.join(",", records) + "], \"next\": " + next + "}");
  }

  @Test
  void pagesAreReadToTheLast() {
    server.then(
        page(
            "\"b\"",
            "{\"id\":1,\"name\":\"a\",\"price\":1.50,\"at\":\"2026-01-31T10:00:00\",\"tags\":[1,\"x\"]}",
            "{\"id\":2}"),
        page("null", "{\"id\":3,\"name\":\"c\",\"more\":1}"));
    Read read = readAll(PAGED, "orders", TOKEN);
    assertThat(read.rows)
        .containsExactly(
            "{\"id\":1,\"name\":\"a\",\"price\":1.5,\"at\":\"2026-01-31T10:00:00Z\",\"tags\":[1,\"x\"]}",
            "{\"id\":2,\"name\":null,\"price\":null,\"at\":null,\"tags\":null}",
            "{\"id\":3,\"name\":\"c\",\"price\":null,\"at\":null,\"tags\":null}");
    assertThat(targets()).containsExactly("/api/orders?limit=2", "/api/orders?after=b&limit=2");
    assertThat(server.seen().getFirst().header("Authorization")).isEqualTo("Bearer s3cret-token");
    assertThat(around.log()).doesNotContain("s3cret-token");
  }

  @Test
  void aStreamIsDescribedByItsSchema() {
    try (ManifestSource source = source(PAGED, TOKEN)) {
      StreamInfo info = source.describe("orders", new Settings("shop", Map.of()));
      assertThat(source.streamNames()).containsExactly("orders");
      assertThat(info.key()).containsExactly("id");
      assertThat(info.schema().columns())
          .extracting(column -> column.name() + " " + column.type())
          .containsExactly("id integer", "name text", "price decimal", "at instant", "tags json");
    }
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void withoutASchemaTheFirstPageTellsTheColumns() {
    String bare = PAGED.replaceAll("(?s)  schema_loader:.*?  retriever:", "  retriever:");
    LocalServer.Reply first = page("\"b\"", "{\"id\":1,\"ok\":true}", "{\"id\":1.5,\"o\":{}}");
    server.then(first, first, page("null", "{\"id\":3}"));
    Read read = readAll(bare, "orders", TOKEN);
    assertThat(read.rows)
        .containsExactly(
            "{\"id\":1,\"ok\":true,\"o\":null}",
            "{\"id\":1.5,\"ok\":null,\"o\":{}}",
            "{\"id\":3,\"ok\":null,\"o\":null}");
    assertThat(around.log()).contains("the manifest has no schema for orders");
  }

  @Test
  void aLimitAndAnErrorOfTheServerAreWaitedFor() {
    server.then(
        LocalServer.status(429, "Retry-After", "7"),
        LocalServer.status(503),
        page("null", "{\"id\":1}"));
    assertThat(readAll(PAGED, "orders", TOKEN).rows).hasSize(1);
    assertThat(around.sleeps().getFirst()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aMalformedPageEndsTheReadAndWhatCameBeforeStays() {
    server.then(page("\"b\"", "{\"id\":1}"), body("{\"data\": [{\"id\": 2}, {\"i"));
    try (ManifestSource source = source(PAGED, TOKEN)) {
      ReadRequest request = request(source, "orders");
      Read read = new Read();
      assertThatThrownBy(() -> readInto(read, source, request))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("orders: a page can't be read");
      assertThat(read.rows).hasSize(1);
      server.then(page("null", "{\"id\":2}"));
      assertThat(read(source, request.since(read.last())).rows)
          .singleElement()
          .asString()
          .contains("2");
      assertThat(targets().getLast()).isEqualTo("/api/orders?after=b&limit=2");
    }
  }

  @Test
  void whatStandsBeforeTheDataIsShown() {
    server.then(body("<b>Warning</b>: no such\n  variable {\"data\": [{\"id\": 1}]}"));
    assertThatThrownBy(() -> readAll(PAGED, "orders", TOKEN))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("it begins with: <b>Warning</b>: no such variable {\"data\"");
  }

  @Test
  void anAnswerThatPassesMaySaySomethingOnce() {
    String manifest =
        PAGED.replace(
            "path: /orders",
            "path: /orders\n      error_handler: {type: DefaultErrorHandler, response_filters: [{type:"
                + " \"navette:Warning\", predicate: \"{{ headers['X-Version'] == '2' }}\", message:"
                + " \"version {{ headers['X-Version'] }} answers\"}]}");
    server.always(body("{\"data\": [{\"id\": 1}]}", "X-Version", "2"));
    assertThat(readAll(manifest, "orders", TOKEN).rows).hasSize(1);
    assertThat(around.log()).containsOnlyOnce("shop: version 2 answers");
  }

  @Test
  void aTokenThatComesAgainIsAFailure() {
    server.always(page("\"b\"", "{\"id\":1}"));
    assertThatThrownBy(() -> readAll(PAGED, "orders", TOKEN))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("the same next page again: b");
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void anHtmlPageIsAFailure() {
    server.then(body("<html>log in</html>", "Content-Type", "text/html; charset=utf-8"));
    assertThatThrownBy(() -> readAll(PAGED, "orders", TOKEN))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("HTML");
  }

  @Test
  void nothingIsNoRow() {
    server.then(page("null"));
    Read read = readAll(PAGED, "orders", TOKEN);
    assertThat(read.rows).isEmpty();
    assertThat(read.rejections).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRejectedAndKept() {
    server.then(
        page("null", "{\"id\":\"x\",\"name\":\"a\"}", "7", "{\"id\":2,\"name\":{}}", "{\"id\":3}"));
    Read read = readAll(PAGED, "orders", TOKEN);
    assertThat(read.rows).hasSize(1);
    assertThat(read.rejections)
        .extracting(Rejection::row)
        .containsExactly(
            "{\"id\":\"x\",\"name\":\"a\"}", "{\"_raw\":\"7\"}", "{\"id\":2,\"name\":{}}");
  }

  @Test
  void aMissingSettingIsNamed() {
    assertThatThrownBy(() -> readAll(PAGED, "orders", Map.of()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("config lacks token");
  }

  @Test
  void aStreamThatCannotRunSaysWhy() {
    String custom = PAGED.replace("type: HttpRequester", "type: CustomRequester");
    assertThatThrownBy(() -> readAll(custom, "orders", TOKEN))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("orders");
  }

  @Test
  void aRefusedTokenIsRefreshed() {
    String oauth =
        PAGED.replace(
            "{type: BearerAuthenticator, api_token: \"{{ config['token'] }}\"}",
            "{type: OAuthAuthenticator, token_refresh_endpoint: BASE/token, client_id: me,"
                + " client_secret: \"{{ config['token'] }}\", refresh_token: first}");
    server.then(
        body("{\"access_token\": \"token-one\", \"expires_in\": 3600}"),
        LocalServer.status(401),
        body("{\"access_token\": \"token-two\", \"expires_in\": 3600}"),
        page("null", "{\"id\":1}"));
    assertThat(readAll(oauth, "orders", TOKEN).rows).hasSize(1);
    assertThat(server.seen().get(0).body()).contains("refresh_token=first", "client_id=me");
    assertThat(server.seen().get(3).header("Authorization")).isEqualTo("Bearer token-two");
  }

  @Test
  void filtersOfTheManifestDecide() {
    String handler =
        "{type: DefaultErrorHandler, backoff_strategies: [{type: ConstantBackoffStrategy,"
            + " backoff_time_in_seconds: 3}], response_filters: [{http_codes: [404], action: IGNORE},"
            + " {predicate: \"{{ response.error == 'busy' }}\", action: RETRY},"
            + " {error_message_contains: broken, error_message: \"it is {{ response.error }}\"}]}";
    String filtered =
        PAGED.replace("path: /orders", "path: /orders\n      error_handler: " + handler);
    server.then(LocalServer.json(404, "{}"));
    assertThat(readAll(filtered, "orders", TOKEN).rows).isEmpty();
    server.then(body("{\"error\": \"busy\"}"), page("null", "{\"id\":1}"));
    assertThat(readAll(filtered, "orders", TOKEN).rows).hasSize(1);
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(3));
    server.then(body("{\"error\": \"broken\"}"));
    assertThatThrownBy(() -> readAll(filtered, "orders", TOKEN))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("it is broken");
  }

  @Test
  void aSessionIsOpenedBeforeTheFirstRequest() {
    String session =
        PAGED.replace(
            "{type: BearerAuthenticator, api_token: \"{{ config['token'] }}\"}",
            "{type: SessionTokenAuthenticator, session_token_path: [session], login_requester:"
                + " {type: HttpRequester, url_base: BASE, path: login, http_method: POST,"
                + " request_body_json: {password: \"{{ config.token }}\", n: 5}},"
                + " request_authentication: {type: ApiKey, inject_into:"
                + " {type: RequestOption, inject_into: header, field_name: X-Session}}}");
    server.then(body("{\"session\": \"abc-123\"}"), page("null", "{\"id\":1}"));
    assertThat(readAll(session, "orders", TOKEN).rows).hasSize(1);
    assertThat(server.seen().get(0).body()).isEqualTo("{\"password\":\"s3cret-token\",\"n\":5}");
    assertThat(server.seen().get(1).header("X-Session")).isEqualTo("abc-123");
  }

  @Test
  void aLinkToAnotherHostIsNotSentTheCredentials() {
    String linked =
        PAGED.replaceAll(
            "page_token_option: \\{[^}]*\\}", "page_token_option: {type: RequestPath}");
    server.then(
        page("\"" + server.url("/api/orders?p=2") + "\"", "{\"id\":1}"),
        page("null", "{\"id\":2}"));
    assertThat(readAll(linked, "orders", TOKEN).rows).hasSize(2);
    assertThat(targets().getLast()).isEqualTo("/api/orders?p=2&limit=2");
    server.then(page("\"https://elsewhere.example/orders\"", "{\"id\":1}"));
    assertThatThrownBy(() -> readAll(linked, "orders", TOKEN))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("elsewhere.example");
  }

  @Test
  void linesAreReadWhileTheyArrive() {
    String lines =
        PAGED
            .replace(
                "      record_selector: {extractor: {field_path: [data]}}".strip(),
                "record_selector: {extractor: {field_path: []}}")
            .replaceAll("(?s)\\n    paginator:.*", "\n    decoder: {type: JsonlDecoder}\n");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 5000; i++) {
      text.append("{\"id\":").append(i).append("}\n");
    }
    server.then(body(text.toString()));
    assertThat(readAll(lines, "orders", TOKEN).rows).hasSize(5000);
  }

  @Test
  void aBudgetOfTheManifestIsKept() {
    String slow =
        PAGED
            + "api_budget: {type: HTTPAPIBudget, policies: [{type: MovingWindowCallRatePolicy,"
            + " matchers: [], rates: [{limit: 1, interval: PT1M}]}]}\n";
    server.then(page("\"b\"", "{\"id\":1}"), page("null", "{\"id\":2}"));
    assertThat(readAll(slow, "orders", TOKEN).rows).hasSize(2);
    assertThat(around.sleeps()).isNotEmpty();
  }

  @Test
  void aSessionOfTheLegacyKindLogsInWithUsernameAndPassword() {
    String manifest =
        """
        version: 6.0.0
        check: {type: CheckStream}
        streams:
        - name: cards
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
          retriever:
            requester:
              type: HttpRequester
              url_base: BASE
              path: cards
              authenticator:
                type: LegacySessionTokenAuthenticator
                header: X-Session
                login_url: session
                session_token_response_key: id
                validate_session_url: user/current
                username: "{{ config.username }}"
                password: "{{ config.password }}"
                session_token: "{{ config.session }}"
            record_selector: {extractor: {field_path: []}}
        """;
    server.then(body("{\"id\":\"s1\"}"), body("[{\"id\":1}]"), body("[{\"id\":2}]"));
    readAll(manifest, "cards", Map.of("username", "u", "password", "p"));
    readAll(manifest, "cards", Map.of("session", "s2"));
    assertThat(targets()).containsExactly("/api/session", "/api/cards", "/api/cards");
    assertThat(server.seen().getFirst().body())
        .isEqualTo("{\"username\":\"u\",\"password\":\"p\"}");
    assertThat(server.seen().get(1).header("X-Session")).isEqualTo("s1");
    assertThat(server.seen().get(2).header("X-Session")).isEqualTo("s2");
  }

  @Test
  void theFirstOfSeveralHandlersThatLetsAnAnswerPassDecides() {
    String manifest =
        """
        version: 6.0.0
        check: {type: CheckStream}
        streams:
        - name: orders
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
          retriever:
            requester:
              type: HttpRequester
              url_base: BASE
              path: orders
              error_handler:
                type: CompositeErrorHandler
                error_handlers:
                - {type: DefaultErrorHandler, response_filters: [{http_codes: [403], action: FAIL}]}
                - {type: DefaultErrorHandler, response_filters: [{http_codes: [403], action: IGNORE}]}
                - {type: DefaultErrorHandler, response_filters: [{predicate: "{{ response }}", action: FAIL}]}
            record_selector: {extractor: {field_path: []}}
        """;
    server.then(status(403), body("[{\"id\":1}]"));
    assertThat(readAll(manifest, "orders", Map.of()).rows).isEmpty();
    assertThat(readAll(manifest, "orders", Map.of()).rows).containsExactly("{\"id\":1}");
  }
}
