package io.navette.connector.rest.simple;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.rest.expression.Accepted;
import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the templates of the connectors' manifests say, seen from one stream. */
final class SourceTemplatesTest {
  private final Expressions expressions =
      new Expressions(() -> Instant.parse("2026-01-02T03:04:05Z"));

  private static String resource(String path) {
    try (InputStream in = SourceTemplatesTest.class.getResourceAsStream("/connectors/" + path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, @Nullable Object> retriever(String source, String stream) {
    Manifest manifest = Manifest.parse(resource(source), source);
    return manifest.streams().stream()
        .filter(found -> found.name().equals(stream))
        .map(found -> PlainValues.map(found.component().get("retriever")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, @Nullable Object> block(
      Map<String, @Nullable Object> component, String... path) {
    Map<String, @Nullable Object> block = component;
    for (String field : path) {
      block = PlainValues.map(block.get(field));
    }
    return block;
  }

  private @Nullable Object value(
      Map<String, @Nullable Object> component, String field, Map<String, Object> context) {
    Context all =
        Context.of(context)
            .with("parameters", component.getOrDefault("$parameters", Map.of()))
            .with("next_page_token", context.get("next_page_token"))
            .with("last_record", Map.of());
    return expressions
        .compile(String.valueOf(component.get(field)))
        .evaluate(all, null, Accepted.ANY);
  }

  private static Map<String, Object> config(String yaml) {
    return Map.of(
        "config",
        Manifest.tree(yaml, "test"),
        "stream_slice",
        Map.of("account", "1001", "start_time", "A", "end_time", "B"));
  }

  @Test
  void retailSalesAreAskedForWithTheirLines() {
    Map<String, @Nullable Object> requester =
        block(retriever("lightspeed/source.yaml", "sales"), "requester");
    assertThat(value(requester, "url_base", config("api: {}")))
        .isEqualTo("https://api.lightspeedapp.com/API/V3/");
    assertThat(
            value(
                requester,
                "url_base",
                config("api: {base_url: 'https://api.lightspeedapp.com/api/', version: v1}")))
        .isEqualTo("https://api.lightspeedapp.com/api/V3/");
    assertThat(value(requester, "path", config("api: {}")))
        .isEqualTo(
            "Account/1001/Sale.json?load_relations="
                + "%5B%22SaleLines%22%2C%22SalePayments%22%2C%22Customer%22%5D");
    Map<String, @Nullable Object> parameters = block(requester, "request_parameters");
    assertThat(value(parameters, "timeStamp", config("api: {}"))).isEqualTo("><,A,B");
    assertThat(
            value(
                parameters,
                "timeStamp",
                Map.of(
                    "config",
                    Map.of(),
                    "stream_slice",
                    Map.of(),
                    "next_page_token",
                    Map.of("next_page_token", "u"))))
        .isNull();
  }

  @Test
  void retailPagesEndWithoutANextAddress() {
    Map<String, @Nullable Object> strategy =
        block(retriever("lightspeed/source.yaml", "sales"), "paginator", "pagination_strategy");
    assertThat(value(strategy, "cursor_value", response("lightspeed/sales-1.json")))
        .isEqualTo("{server}/API/V3/Account/1001/Sale.json" + "?limit=2&sort=timeStamp&after=abc");
    assertThat(value(strategy, "stop_condition", response("lightspeed/sales-1.json")))
        .isEqualTo(false);
    assertThat(value(strategy, "stop_condition", response("lightspeed/sales-2.json")))
        .isEqualTo(true);
  }

  @Test
  void storePagesGoOnBehindTheLargestVersion() {
    Map<String, @Nullable Object> retriever = retriever("lightspeed/source-x.yaml", "products");
    assertThat(
            value(
                block(retriever, "requester"),
                "url_base",
                config("api: {domain_prefix: port, version: 2026-07}")))
        .isEqualTo("https://port.retail.lightspeed.app/api/2026-07/");
    Map<String, @Nullable Object> strategy = block(retriever, "paginator", "pagination_strategy");
    assertThat(value(strategy, "cursor_value", response("lightspeed/x-products-1.json")))
        .isEqualTo(102L);
    assertThat(value(strategy, "stop_condition", response("lightspeed/x-products-2.json")))
        .isEqualTo(true);
  }

  @Test
  void restaurantPagesEndWithoutAToken() {
    Map<String, @Nullable Object> retriever = retriever("lightspeed/source-k.yaml", "sales");
    Map<String, @Nullable Object> strategy = block(retriever, "paginator", "pagination_strategy");
    assertThat(value(block(retriever, "requester"), "url_base", config("api: {}")))
        .isEqualTo("https://api.lsk.lightspeed.app/");
    assertThat(value(strategy, "cursor_value", response("lightspeed/k-sales-1.json")))
        .isEqualTo("p2");
    assertThat(value(strategy, "stop_condition", response("lightspeed/k-sales-2.json")))
        .isEqualTo(true);
  }

  @Test
  void projectsAreOnePageUnlessASizeIsSet() {
    Map<String, @Nullable Object> retriever = retriever("batisimply/source.yaml", "projects");
    Map<String, @Nullable Object> strategy = block(retriever, "paginator", "pagination_strategy");
    Map<String, Object> link = Map.of("link", Map.of("next", Map.of("url", "https://x.test/2")));
    Map<String, Object> unset = Map.of("config", Map.of("api", Map.of()), "headers", link);
    Map<String, Object> set =
        Map.of("config", Map.of("api", Map.of("page_size", 20L)), "headers", link);
    assertThat(value(strategy, "stop_condition", unset)).isEqualTo(true);
    assertThat(value(strategy, "stop_condition", set)).isEqualTo(false);
    assertThat(value(strategy, "cursor_value", set)).isEqualTo("https://x.test/2");
    Map<String, @Nullable Object> requester = block(retriever, "requester");
    assertThat(value(block(requester, "request_parameters"), "size", unset)).isNull();
    assertThat(value(requester, "url_base", config("api: {base_url: 'https://x.test/api'}")))
        .isEqualTo("https://x.test/api/");
  }

  private static Map<String, Object> response(String fixture) {
    try {
      return Map.of("response", Objects.requireNonNull(JsonValues.parse(resource(fixture))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
