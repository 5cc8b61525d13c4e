package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A manual's tables and an index of routes are held against like an OpenAPI document. */
final class WordPressDescriptionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INDEX =
      """
      {"namespace": "wc/v3", "routes": {
        "/wc/v3/orders/(?P<id>[\\\\d]+)": {"endpoints": [
          {"methods": ["DELETE"], "args": {"force": {"required": false, "type": "boolean"}}}]},
        "/wc/v3/orders": {"endpoints": [
          {"methods": ["GET"], "args": {
            "page": {"required": false, "type": "string"},
            "offset": {"required": false, "type": "integer"}}}]}}}
      """;
  private static final String MANUAL =
      """
      {"orders": {
        "properties": {
          "Order properties": [
            {"name": "id", "type": "integer", "description": "Number.", "flags": ["read-only"]},
            {"name": "status", "type": "string", "description": "One of. Options: `open`, `paid` and `gone`."},
            {"name": "email", "type": "string", "description": "Whose.", "flags": ["mandatory"]},
            {"name": "placed", "type": "date-time", "description": "When."},
            {"name": "lines", "type": "array", "description": "What. See Order - Lines properties"}],
          "Order - Lines properties": [{"name": "sku", "type": "string", "description": "Which."}]},
        "endpoints": [
          "POST /wp-json/wc/v3/orders", "GET /wp-json/wc/v3/orders", "POST /wp-json/wc/v3/orders/batch"],
        "list_params": [{"params": [
          {"name": "page", "type": "integer", "description": "Which."},
          {"name": "sort", "type": "string", "description": "How. Options: `asc`, `desc`. Default is `asc`."}]}],
        "examples": {"a": {"id": 1}, "b": [{"id": 1}], "c": {}}}}
      """;

  @TempDir Path folder;
  private Description description;

  @BeforeEach
  void read() throws IOException {
    Files.writeString(folder.resolve("index.json"), INDEX);
    Files.writeString(folder.resolve("manual.json"), MANUAL);
    assertThat(Descriptions.in(folder)).hasSize(1);
    description = Descriptions.in(folder).getFirst();
  }

  private static Exchange exchange(String method, String target, String body, String answer)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("method", method);
    line.put("target", target);
    line.put("headers", Map.of("content-type", "application/json", "authorization", "Basic ***"));
    line.put("body", body);
    line.put("status", method.equals("POST") && !target.endsWith("batch") ? 201 : 200);
    line.put("type", "application/json");
    line.put("answer", answer);
    return Exchange.of(JSON.writeValueAsString(line));
  }

  private List<String> asked(String method, String target, String body) throws IOException {
    Exchange exchange = exchange(method, target, body, "");
    return description.operation(exchange).orElseThrow().request(exchange).orElseThrow().stream()
        .map(Deviation::line)
        .toList();
  }

  @Test
  void whatIsAsDescribedPassesWhereverItIsInstalled() throws IOException {
    assertThat(asked("GET", "/wp-json/wc/v3/orders?page=2&sort=asc&offset=3", "")).isEmpty();
    assertThat(asked("GET", "/shop/?rest_route=/wc/v3/orders&page=2", "")).isEmpty();
    assertThat(asked("DELETE", "/shop/wp-json/wc/v3/orders/7?force=true", "")).isEmpty();
    assertThat(
            asked(
                "POST",
                "/wp-json/wc/v3/orders/batch",
                "{\"create\": [{\"email\": \"a\"}], \"update\": [{\"id\": 1, \"status\": \"paid\"}],"
                    + " \"delete\": [3]}"))
        .isEmpty();
    assertThat(
            description.operation(exchange("PUT", "/wp-json/wc/v3/orders/7", "{}", "")).isPresent())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "GET;/wp-json/wc/v3/orders?size=2;;query size | is not described",
        "GET;/wp-json/wc/v3/orders?page=two;;query page | ",
        "GET;/wp-json/wc/v3/orders?sort=up;;query sort | ",
        "DELETE;/wp-json/wc/v3/orders/7?forced=true;;query forced | is not described",
        "POST;/wp-json/wc/v3/orders;{\"email\": \"a\", \"id\": 7};body /id | ",
        "POST;/wp-json/wc/v3/orders;{\"status\": \"open\"};body | required property 'email'",
        "POST;/wp-json/wc/v3/orders;{\"email\": \"a\", \"status\": \"lost\"};body /status | ",
        "POST;/wp-json/wc/v3/orders;{\"email\": \"a\", \"lines\": [{\"code\": 1}]};body /lines/*/code | is not described",
        "POST;/wp-json/wc/v3/orders/batch;{\"update\": [{\"id\": \"1\"}]};body /update/*/id | ",
        "POST;/wp-json/wc/v3/orders/batch;{\"remove\": [1]};body /remove | is not described",
      })
  void aWrongRequestIsFound(String method, String target, String body, String line)
      throws IOException {
    assertThat(asked(method, target, body == null ? "" : body))
        .singleElement()
        .asString()
        .contains(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[{\"id\": 1, \"placed\": null, \"lines\": [{\"sku\": \"a\"}]}];",
        "[{\"id\": \"1\"}];body /*/id | ",
        "[{\"placed\": \"2026-01-05T09:00:00Z\"}];body /*/placed | ",
        "[{\"total\": 1}];body /*/total | is not described",
        "{\"id\": 1};body | ",
      })
  void aWrongAnswerIsFound(String answer, String line) throws IOException {
    Exchange exchange = exchange("GET", "/wp-json/wc/v3/orders", "", answer);
    List<Deviation> deviations =
        description
            .operation(exchange)
            .orElseThrow()
            .answer(exchange.answer().orElseThrow())
            .orElseThrow();
    if (line == null) {
      assertThat(deviations).isEmpty();
    } else {
      assertThat(deviations).singleElement().extracting(Deviation::line).asString().contains(line);
    }
  }
}
