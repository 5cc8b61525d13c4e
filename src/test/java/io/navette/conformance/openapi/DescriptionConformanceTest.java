package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of exchanges against a description finds what is wrong, and only that. */
final class DescriptionConformanceTest extends HeldExchanges {
  private static final String ORDER = "{\"total\": 12.5, \"lines\": [{\"sku\": \"a\"}]}";

  DescriptionConformanceTest() {
    super("shop");
  }

  @Test
  void whatIsAsDescribedPasses() throws IOException {
    exchange(request("GET", "/v1/orders?limit=100&created%5Bgte%5D=17&states=open,paid", ""));
    exchange(request("GET", "/v1/orders/7", ""));
    exchange(request("GET", "/v1/orders/search?q=x", ""));
    Map<String, Object> created = request("POST", "/v1/orders", ORDER);
    created.put("status", 201);
    created.put("type", "application/json");
    created.put(
        "answer",
        "{\"id\": 7, \"total\": 12.5, \"placed\": null, \"note\": {\"any\": \"x\"}, \"lines\":"
            + " [{\"sku\": \"a\", \"count\": 2}]}");
    exchange(created);
    assertThat(check(true))
        .containsPattern("requests +4 +0 +0 +0 +0")
        .containsPattern("answers +1 ");
  }

  @Test
  void aFormIsHeldAgainstItsSchema() throws IOException {
    for (String form :
        List.of(
            "total=12.50&paid=true&lines%5B0%5D%5Bsku%5D=a",
            "total=many&lines%5B0%5D%5Bsku%5D=a&lines%5B0%5D%5Bcounter%5D=1")) {
      Map<String, Object> line = request("POST", "/v1/orders", form);
      line.put(
          "headers",
          Map.of(
              "authorization",
              "Bearer ***",
              "idempotency-key",
              "1",
              "content-type",
              "application/x-www-form-urlencoded"));
      exchange(line);
    }
    assertThat(check(false))
        .containsPattern("requests +1 +0 +0 +1 +0")
        .contains("request POST /v1/orders | body /total | ")
        .contains("request POST /v1/orders | body /lines/*/counter | is not described");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "GET;/v1/order;;request GET /v1/order | path | is not described",
        "DELETE;/v1/orders/7;;request DELETE /v1/orders/7 | path | is not described",
        "GET;/v1/orders/x7;;request GET /v1/orders/{id} | path id | ",
        "GET;/v1/orders?limit=101;;request GET /v1/orders | query limit | ",
        "GET;/v1/orders?limit=ten;;request GET /v1/orders | query limit | ",
        "GET;/v1/orders?size=5;;request GET /v1/orders | query size | is not described",
        "GET;/v1/orders?states=open,lost;;request GET /v1/orders | query states/* | ",
        "GET;/v1/orders?created[gte]=now;;request GET /v1/orders | query created/gte | ",
        "GET;/v1/orders/search;;request GET /v1/orders/search | query q | is required and missing",
        "GET;/v1/orders;{};request GET /v1/orders | body | is not described",
        "POST;/v1/orders;;request POST /v1/orders | body | is required and missing",
        "POST;/v1/orders;{\"total\": 1};request POST /v1/orders | body | ",
        "POST;/v1/orders;{\"total\": \"1\", \"lines\": []};request POST /v1/orders | body /total | ",
        "POST;/v1/orders;{\"total\": 1, \"lines\": [{}]};request POST /v1/orders | body /lines/* | ",
        "POST;/v1/orders;{\"total\": 1, \"lines\": [], \"id\": 7};request POST /v1/orders | body /id | ",
        "POST;/v1/orders;{\"total\": 1, \"lines\": [], \"Paid\": true};request POST /v1/orders | body /Paid | is not described",
      })
  void aWrongRequestIsFound(String method, String target, String body, String line)
      throws IOException {
    exchange(request(method, target, body == null ? "" : body));
    assertThat(check(false)).contains(line).contains("(orders.yaml)");
  }

  @Test
  void missingHeadersAreFound() throws IOException {
    Map<String, Object> line = request("POST", "/v1/orders", ORDER);
    line.put("headers", Map.of("content-type", "text/csv"));
    exchange(line);
    assertThat(check(false))
        .contains("| header Idempotency-Key | is required and missing")
        .contains("| header Content-Type | text/csv is not described")
        .contains("| security | brings none of http bearer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "200;{\"orders\": [{\"total\": 1, \"lines\": [], \"placed\": \"yesterday\"}]};body /orders/*/placed | ",
        "200;{\"next\": null};body | ",
        "200;{\"orders\": [], \"count\": 0};body /count | is not described",
        "200;;body | is missing",
        "202;{};status | is not described",
      })
  void aWrongFixtureIsFound(int status, String answer, String line) throws IOException {
    Map<String, Object> exchange = request("GET", "/v1/orders", "");
    exchange.put("status", status);
    exchange.put("type", "application/json");
    exchange.put("answer", answer == null ? "" : answer);
    exchange(exchange);
    assertThat(check(false))
        .contains("answer GET /v1/orders " + status + " | " + line)
        .containsPattern("requests +1 +0 +0 +0 +0");
  }

  @Test
  void anAnswerThatATestMadeMayLeaveFieldsOut() throws IOException {
    Map<String, Object> exchange = request("GET", "/v1/orders/7", "");
    exchange.put("status", 200);
    exchange.put("type", "application/json");
    exchange.put("part", true);
    exchange.put("answer", "{\"id\": 7, \"total\": \"12.50\"}");
    exchange(exchange);
    assertThat(check(false))
        .contains("| body /total | string found, number expected")
        .doesNotContain("required property");
  }

  @Test
  void whatIsWrongOnPurposeIsNoDeviation() throws IOException {
    Map<String, Object> exchange = request("POST", "/v1/orders", "{}");
    exchange.put("wrong", true);
    exchange(exchange);
    assertThat(check(true)).containsPattern("requests +0 +0 +0 +0 +0");
  }

  @Test
  void anExplanationCountsApartAndMustHaveAReason() throws IOException {
    exchange(request("GET", "/v1/orders?size=5", ""));
    exchange(request("GET", "/v2/orders?limit=5", ""));
    exchange(request("GET", "/v1/orders?size=6", "{}"));
    explain(
        """
        like:
          - {path: "/v2/(.*)", as: "/v1/$1", why: the second version differs in nothing}
        explained:
          - {request: GET /v1/orders, at: query size, says: not described, why: the page says so}
          - {request: GET /v1/orders, at: body, says: not described, why: a body does no harm}
          - {answer: GET /v1/orders 200, at: body /x, why: gone since}
        """);
    assertThat(check(true))
        .containsPattern("requests +1 +1 +1 +0 +0")
        .contains("explains nothing any more: answer GET /v1/orders 200 | body /x");
    explain("explained: [{request: GET /v1/orders, at: query size, says: not described}]");
    assertThatThrownBy(() -> check(true)).hasMessageContaining("no why in ");
  }

  @Test
  void anExplanationHidesNothingElse() throws IOException {
    exchange(request("GET", "/v1/orders?size=5&sort=up", ""));
    explain("explained: [{request: GET /v1/*, at: query size, says: not described, why: because}]");
    assertThat(check(false)).contains("query sort").doesNotContain("| query size");
  }
}
