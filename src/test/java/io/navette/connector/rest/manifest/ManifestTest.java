package io.navette.connector.rest.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {
  private static final String SHOP =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [orders]}
      definitions:
        base:
          type: DeclarativeStream
          retriever:
            type: SimpleRetriever
            requester: {type: HttpRequester, url_base: "https://shop.example"}
            record_selector: {extractor: {field_path: []}}
      streams:
        - $ref: "#/definitions/base"
          $parameters: {name: orders, path: /orders}
        - $ref: "#/definitions/base"
          name: rates
          retriever: {type: CustomRetriever, class_name: shop.Rates}
        - name: odd
          retriever:
            requester: {url: "https://shop.example", authenticator: {type: MagicAuthenticator}}
            record_selector: {extractor: {field_path: []}}
        - type: ConditionalStreams
          condition: "{{ config.beta }}"
          streams:
            - $ref: "#/definitions/base"
              name: beta
      """;

  private static void refuses(String text, String... parts) {
    assertThatThrownBy(() -> Manifest.parse(text, "shop.yaml"))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void aTypeAmongWhatIsSentIsTheApisOwn() {
    Manifest manifest =
        Manifest.parse(
            """
            streams:
              - name: bills
                $parameters: {path: bills, tenant: t}
                retriever:
                  requester:
                    type: HttpRequester
                    url_base: "https://shop.example"
                    request_parameters: {type: ACCPAY, filter: {type: open}}
                    request_body: {type: RequestBodyJsonObject, value: {type: bill, lines: {type: all}}}
                  record_selector: {extractor: {field_path: []}}
            """,
            "shop.yaml");
    assertThat(manifest.refused()).isEmpty();
    Map<String, @Nullable Object> retriever =
        PlainValues.map(manifest.streams().getFirst().component().get("retriever"));
    Map<String, @Nullable Object> requester = PlainValues.map(retriever.get("requester"));
    assertThat(requester)
        .containsEntry("path", "bills")
        .containsEntry(
            "request_parameters", Map.of("type", "ACCPAY", "filter", Map.of("type", "open")));
    assertThat(PlainValues.map(requester.get("request_body")).get("value"))
        .isEqualTo(Map.of("type", "bill", "lines", Map.of("type", "all")));
  }

  @Test
  void streamsRunButForThoseThatNeedCodeOrUnknownComponents() {
    Manifest manifest = Manifest.parse(SHOP, "shop.yaml");
    assertThat(manifest.streams())
        .extracting(StreamDefinition::name)
        .containsExactly("orders", "beta");
    assertThat(manifest.streams().getLast().condition()).contains("{{ config.beta }}");
    assertThat(manifest.refused())
        .containsExactly(
            new RefusedStream(
                "rates",
                "#/streams/1/retriever",
                "shop.yaml:15",
                "CustomRetriever shop.Rates is code, which is not run"),
            new RefusedStream(
                "odd",
                "#/streams/2/retriever/requester/authenticator",
                "shop.yaml:18",
                "\"MagicAuthenticator\" is no known component"));
  }

  @Test
  void aTemplateThatCantBeReadRefusesItsStreamOnly() {
    Manifest manifest =
        Manifest.parse(
            """
            version: 6.0.0
            check: {type: CheckStream}
            definitions:
              requester:
                url_base: https://shop.example
                request_parameters:
                  since: "{{ config[ }}"
            streams:
            - name: broken
              retriever:
                requester: {$ref: "#/definitions/requester"}
                record_selector: {extractor: {field_path: []}}
            - name: whole
              retriever:
                requester: {url_base: https://shop.example}
                record_selector: {extractor: {field_path: []}}
            """,
            "shop.yaml");
    assertThat(manifest.streams()).extracting(StreamDefinition::name).containsExactly("whole");
    RefusedStream refused = manifest.refused().getFirst();
    assertThat(refused.place()).isEqualTo("shop.yaml:7");
    assertThat(refused.path())
        .isEqualTo("#/streams/0/retriever/requester/request_parameters/since");
    assertThat(refused.reason()).contains("the template can't be read");
  }

  @Test
  void typesAndParametersAreHandedDown() {
    Map<?, ?> orders = Manifest.parse(SHOP, "shop.yaml").streams().getFirst().component();
    assertThat(orders.get("name")).isEqualTo("orders");
    assertThat(field(field(orders, "retriever"), "requester").get("path")).isEqualTo("/orders");
    assertThat(field(field(orders, "retriever"), "record_selector").get("type"))
        .isEqualTo("RecordSelector");
  }

  private static Map<?, ?> field(Map<?, ?> component, String name) {
    return (Map<?, ?>) Objects.requireNonNull(component.get(name));
  }

  @Test
  void oldFieldsGetTheirPresentForm() {
    Manifest manifest =
        Manifest.parse(
            """
            version: "1"
            check: {stream_names: [a]}
            streams:
              - name: a
                retriever:
                  requester: {url_base: "https://a.example", request_body_json: {a: 1}}
                  record_selector: {extractor: {field_path: []}}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: path}
                    pagination_strategy: {type: PageIncrement}
            """,
            "a.yaml");
    assertThat(manifest.streams().getFirst().component().toString())
        .contains("request_body={type=RequestBodyJsonObject, value={a=1}}")
        .contains("page_token_option={type=RequestPath}");
  }

  @Test
  void errorsNameTheFileAndThePlace() {
    refuses("streams: [", "shop.yaml:1:", "is not YAML");
    refuses("- a", "shop.yaml", "is not a manifest");
    refuses("streams: [{$ref: '#/gone'}]", "shop.yaml", "#/streams/0", "#/gone stands nowhere");
    refuses("a: '#/b'\nb: '#/a'\nstreams: []", "circular reference: #/b -> #/a -> #/b");
    refuses("streams: []", "shop.yaml", "there is no stream");
    refuses("type: Other\nstreams: [{name: a}]", "#/type", "Other");
    assertThatThrownBy(() -> Manifest.load(Path.of("/nowhere/a.yaml")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no such manifest");
  }

  @Test
  void whatASmallFileUnfoldsToIsLimited() {
    StringBuilder text = new StringBuilder("a0: [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String list = String.join(", ", Collections.nCopies(10, "'#/a" + (i - 1) + "'"));
      text.append("a").append(i).append(": [").append(list).append("]\n");
    }
    refuses(text + "streams: [{name: a}]", "grows too large");
  }

  @Test
  void yamlIsReadAsPlainValues() {
    Map<?, ?> tree =
        YamlTree.parse(
            """
            base: &base {a: 1, b: 2}
            merged: {<<: *base, b: 3}
            list: [1, 0x1F, 017, 1.5, yes, ~, 2024-01-01, "5", 12345678901234567890, 1_000]
            """,
            "a.yaml");
    assertThat(tree.get("merged")).isEqualTo(Map.of("a", 1L, "b", 3L));
    assertThat(tree.get("list"))
        .hasToString("[1, 31, 15, 1.5, true, null, 2024-01-01, 5, 12345678901234567890, 1000]");
    assertThat(tree.get("list")).asInstanceOf(LIST).contains("2024-01-01", "5");
  }

  @Test
  void namesOfFieldsMayHoldSlashes() {
    Map<String, @Nullable Object> tree =
        YamlTree.parse("{a: {b/c: found, b: {c: other}}, d: {$ref: '#/a/b/c'}}", "a.yaml");
    assertThat(References.resolve(tree, "a.yaml").get("d")).isEqualTo("found");
  }

  @Test
  void filesBesideAManifestAreReadAndNoOthers(@TempDir Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(folder.resolve("secret.json"), "{}");
    Files.writeString(home.resolve("orders.json"), "{\"a\":1}");
    Files.createSymbolicLink(home.resolve("link.json"), folder.resolve("secret.json"));
    Files.writeString(home.resolve("shop.yaml"), SHOP);
    Manifest manifest = Manifest.load(home.resolve("shop.yaml"));
    assertThat(manifest.beside("./orders.json")).contains("{\"a\":1}");
    assertThat(manifest.beside("../secret.json")).isEmpty();
    assertThat(manifest.beside("link.json")).isEmpty();
    assertThat(manifest.beside("none.json")).isEmpty();
    assertThat(Manifest.parse(SHOP, "shop.yaml").beside("orders.json")).isEmpty();
  }

  @Test
  void whatIsSentMayHaveATypeAndIsGivenNoParameters() {
    Map<String, @Nullable Object> requester =
        Propagation.propagate(
            "",
            Map.of(
                "type", "HttpRequester", "request_parameters", Map.of("type", "all", "page", "1")),
            Map.of("resource", "orders"),
            false);
    assertThat(requester)
        .containsEntry("resource", "orders")
        .containsEntry("request_parameters", Map.of("type", "all", "page", "1"));
  }
}
