package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Swagger 2 document says as much as the same in OpenAPI 3. */
final class Swagger2Test extends HeldExchanges {
  private static final String FORM = "application/x-www-form-urlencoded";

  Swagger2Test() {
    super("stall");
  }

  private Map<String, Object> asked(String method, String target, String body) {
    return with(request(method, target, body), "authorization", "Basic ***");
  }

  private Map<String, Object> sale(String form) {
    return with(asked("POST", "/v1/sales", form), "content-type", FORM);
  }

  @Test
  void whatIsAsDescribedPasses() throws IOException {
    exchange(
        answered(
            asked("GET", "/v1/fruits?limit=100&kinds=apple,pear", ""),
            200,
            "[{\"id\": 1, \"kind\": \"apple\", \"price\": null}]"));
    exchange(answered(asked("GET", "/v1/fruits", ""), 204, ""));
    exchange(
        answered(asked("POST", "/v1/fruits", "{\"kind\": \"pear\"}"), 201, "{\"kind\": \"pear\"}"));
    exchange(answered(sale("count=3"), 201, "{\"kind\": \"pear\", \"price\": 1.5}"));
    assertThat(check(true))
        .containsPattern("requests +4 +0 +0 +0")
        .containsPattern("answers +4 +0 +0 +0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "GET;/fruits;;request GET /fruits | path | is not described",
        "GET;/v1/fruits?limit=101;;request GET /v1/fruits | query limit | must have a maximum",
        "GET;/v1/fruits?kinds=apple,plum;;request GET /v1/fruits | query kinds/* | ",
        "GET;/v1/fruits?sort=kind;;request GET /v1/fruits | query sort | is not described",
        "POST;/v1/fruits;;request POST /v1/fruits | body | is required and missing",
        "POST;/v1/fruits;{};request POST /v1/fruits | body | required property 'kind' not found",
        "POST;/v1/fruits;{\"kind\": 7};request POST /v1/fruits | body /kind | integer found",
        "POST;/v1/fruits;{\"kind\": \"pear\", \"id\": 7};request POST /v1/fruits | body /id | ",
        "POST;/v1/fruits;{\"kind\": \"pear\", \"size\": 7};request POST /v1/fruits | body /size | is not",
      })
  void aWrongRequestIsFound(String method, String target, String body, String line)
      throws IOException {
    exchange(asked(method, target, body == null ? "" : body));
    assertThat(check(false)).contains(line);
  }

  @Test
  void aWrongFormTypeLoginOrAnswerIsFound() throws IOException {
    exchange(sale("count=many&price=3"));
    exchange(with(asked("POST", "/v1/sales", "{}"), "content-type", "application/json"));
    exchange(with(asked("GET", "/v1/fruits", ""), "authorization", "Bearer ***"));
    exchange(
        answered(asked("GET", "/v1/fruits", ""), 200, "[{\"kind\": \"pear\", \"price\": \"1\"}]"));
    assertThat(check(false))
        .contains("request POST /v1/sales | body /count | string found, integer expected")
        .contains("request POST /v1/sales | body /price | is not described")
        .contains("request POST /v1/sales | header Content-Type | application/json is not")
        .contains("request GET /v1/fruits | security | brings none of http basic")
        .contains("answer GET /v1/fruits 200 | body /*/price | string found, number expected");
  }

  @Test
  void aListMayStandInAMemberWhereThatIsExplained() throws IOException {
    for (String rows : List.of("[{\"kind\": \"pear\"}]", "[{\"kind\": 7}]")) {
      String body = "{\"total\": 1, \"rows\": " + rows + "}";
      exchange(answered(asked("GET", "/v1/fruits", ""), 200, body));
    }
    explain("lists: [{answer: GET /v1/fruits 200, in: rows, why: pages come in an envelope}]");
    assertThat(check(false))
        .containsPattern("answers +1 +0 +0 +1 +0")
        .contains("answer GET /v1/fruits 200 | body /*/kind | integer found, string expected");
    explain("lists: [{answer: GET /v1/sales 200, in: rows, why: as above}]");
    assertThat(check(false))
        .contains("body | object found, array expected")
        .contains("explains nothing any more: list of GET /v1/sales 200");
  }
}
