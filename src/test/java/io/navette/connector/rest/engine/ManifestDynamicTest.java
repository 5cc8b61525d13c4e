package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ManifestDynamicTest extends ManifestFixture {
  private static final String TABLES =
      """
      version: 6.0.0
      check:
        type: CheckStream
        stream_names: [about]
        dynamic_streams_check_configs: [{dynamic_stream_name: tables, stream_count: 1}]
      spec: {type: Spec, connection_specification: {properties: {custom: {type: array}}}}
      concurrency_level: {type: ConcurrencyLevel, default_concurrency: "{{ config.threads or 8 }}", max_concurrency: 5}
      definitions:
        selector: {extractor: {field_path: []}}
        schema: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
        template:
          type: DeclarativeStream
          name: ""
          schema_loader: {$ref: "#/definitions/schema"}
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: ""}
            record_selector: {$ref: "#/definitions/selector"}
        mapping:
        - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values.name }}"}
        - {type: ComponentMappingDefinition, field_path: [retriever, requester, path], value: "rows/{{ components_values.id }}"}
        - type: ComponentMappingDefinition
          field_path: [retriever, requester, request_parameters]
          value: "{limit: {{ components_values.limit }}}"
          create_or_update: true
          condition: "{{ components_values.limit is defined }}"
      streams:
      - name: about
        schema_loader: {$ref: "#/definitions/schema"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: about}
          record_selector: {$ref: "#/definitions/selector"}
      dynamic_streams:
      - type: DynamicDeclarativeStream
        name: tables
        stream_template: {$ref: "#/definitions/template"}
        components_resolver:
          type: HttpComponentsResolver
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: tables}
            record_selector: {$ref: "#/definitions/selector"}
          components_mapping: {$ref: "#/definitions/mapping"}
      - type: DynamicDeclarativeStream
        stream_template: {$ref: "#/definitions/template"}
        components_resolver:
          type: ConfigComponentsResolver
          stream_config: {type: StreamConfig, configs_pointer: [custom], default_values: [{id: 9, name: own}]}
          components_mapping: {$ref: "#/definitions/mapping"}
      - type: DynamicDeclarativeStream
        stream_template: {$ref: "#/definitions/template"}
        components_resolver:
          type: ParametrizedComponentsResolver
          stream_parameters:
            type: StreamParametersDefinition
            list_of_parameters_for_stream: [{id: 7, name: seven, limit: 3}]
          components_mapping: {$ref: "#/definitions/mapping"}
      """;

  @Test
  void streamsAreMadeOfWhatTheApiTheConfigurationAndTheManifestSay() {
    server.then(body("[{\"id\":1,\"name\":\"one\"}]"), body("[{\"id\":5}]"), body("[{\"id\":6}]"));
    try (ManifestSource source =
        source(TABLES, Map.of("custom", "[{\"id\":2,\"name\":\"two\"}]"))) {
      assertThat(source.streamNames()).containsExactly("about", "one", "two", "own", "seven");
      assertThat(read(source, request(source, "one")).rows).containsExactly("{\"id\":5}");
      assertThat(read(source, request(source, "seven")).rows).containsExactly("{\"id\":6}");
      assertThat(targets()).containsExactly("/api/tables", "/api/rows/1", "/api/rows/7?limit=3");
      assertThat(source.concurrency()).isEqualTo(5);
    }
  }

  @Test
  void theCheckReadsWhatTheManifestSays() {
    server.then(
        body("[]"),
        body("[{\"id\":1,\"name\":\"one\"},{\"id\":2,\"name\":\"two\"}]"),
        body("[]"),
        body("[]"),
        body("[{\"id\":1,\"name\":\"one\"}]"),
        status(404));
    try (ManifestSource source = source(TABLES, Map.of())) {
      assertThat(source.check()).isEqualTo("about, one");
    }
    try (ManifestSource source = source(TABLES, Map.of())) {
      assertThatThrownBy(source::check)
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContainingAll("one", "404");
    }
  }

  @Test
  void twoStreamsOfOneNameAreRefused() {
    server.then(body("[{\"id\":1,\"name\":\"own\"}]"));
    try (ManifestSource source = source(TABLES, Map.of())) {
      assertThatThrownBy(source::streamNames)
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("two streams of the name own");
    }
  }

  @Test
  void theApiTellsItsSchema() {
    String manifest =
        """
        version: 6.0.0
        check: {type: CheckDynamicStream, stream_count: 1, config_overrides: {path: quick}}
        streams:
        - name: rows
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: "{{ config.path }}"}
            record_selector: {extractor: {field_path: []}}
          schema_loader:
            type: DynamicSchemaLoader
            retriever:
              requester: {type: HttpRequester, url_base: BASE, path: fields}
              record_selector: {extractor: {field_path: []}}
            schema_filter: {type: RecordFilter, condition: "{{ 'secret' not in record }}"}
            schema_transformations: [{type: KeysToLower}]
            schema_type_identifier:
              schema_pointer: [fields]
              key_pointer: [name]
              type_pointer: [type]
              types_mapping:
              - {target_type: integer, current_type: count}
              - target_type: {field_type: array, items: string}
                current_type: many
                condition: "{{ raw_schema.of == 'text' }}"
        """;
    server.then(
        body(
            "{\"fields\":[{\"name\":\"Id\",\"type\":\"count\"},{\"name\":\"secret\"},"
                + "{\"name\":\"Tags\",\"type\":\"many\",\"of\":\"text\"},"
                + "{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"at\","
                + "\"type\":\"timestamp_with_timezone\"}]}"),
        body("[{\"Id\":1}]"));
    try (ManifestSource source = source(manifest, Map.of("path", "rows"))) {
      assertThat(source.describe("rows", new Settings("shop", Map.of())).schema().columns())
          .containsExactly(
              Column.of("id", ColumnType.INTEGER),
              Column.of("tags", ColumnType.JSON),
              Column.of("day", ColumnType.DATE),
              Column.of("at", ColumnType.INSTANT));
      assertThat(source.check()).isEqualTo("rows");
      assertThat(targets()).containsExactly("/api/fields", "/api/quick");
    }
  }

  private static final String DELEGATING =
      """
      version: 6.0.0
      check: {type: CheckStream}
      definitions:
        way:
          name: events
          schema_loader: {type: InlineSchemaLoader, schema: {properties: {at: {type: string}}}}
          incremental_sync:
            type: DatetimeBasedCursor
            cursor_field: at
            datetime_format: "%Y-%m-%d"
            start_datetime: "2026-01-01"
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: all}
            record_selector: {extractor: {field_path: []}}
      streams:
      - type: StateDelegatingStream
        name: events
        api_retention_period: P30D
        full_refresh_stream: {$ref: "#/definitions/way", type: DeclarativeStream}
        incremental_stream:
          $ref: "#/definitions/way"
          type: DeclarativeStream
          retriever:
            requester: {type: HttpRequester, url_base: BASE, path: changes}
            record_selector: {extractor: {field_path: []}}
      """;

  @Test
  void whatChangedIsAskedForUntilTheStateIsTooOld() {
    server.then(body("[{\"at\":\"2026-02-20\"}]"), body("[]"), body("[{\"at\":\"2026-03-01\"}]"));
    try (ManifestSource source = source(DELEGATING, Map.of())) {
      ReadRequest request = request(source, "events").withCursor(List.of("at"), List.of());
      Read first = read(source, request);
      read(source, request.since(first.last()));
      around.pass(Duration.ofDays(60));
      Read again = read(source, request.since(first.last()));
      assertThat(targets()).containsExactly("/api/all", "/api/changes", "/api/all");
      assertThat(again.last().json()).isEqualTo("{\"state\":{\"at\":\"2026-03-01\"}}");
    }
  }

  @Test
  void aWayWithoutACursorIsFollowedByTheOther() {
    String manifest =
        DELEGATING
            .replace("api_retention_period: P30D", "")
            .replace(
                "full_refresh_stream: {$ref: \"#/definitions/way\",",
                "full_refresh_stream: {$ref: \"#/definitions/way\", incremental_sync: null,");
    server.then(body("[{\"at\":\"2026-02-20\"}]"), body("[{\"at\":\"2026-02-21\"}]"));
    try (ManifestSource source = source(manifest, Map.of())) {
      ReadRequest request = request(source, "events").withCursor(List.of("at"), List.of());
      Read first = read(source, request);
      Read second = read(source, request.since(first.last()));
      assertThat(targets()).containsExactly("/api/all", "/api/changes");
      assertThat(second.last().json()).isEqualTo("{\"state\":{\"at\":\"2026-02-21\"}}");
    }
  }

  @Test
  void aSpecMigratesAndValidatesTheConfiguration() {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put(
        "config_normalization_rules",
        Map.of(
            "config_migrations",
            List.of(
                Map.of(
                    "transformations",
                    List.of(
                        Map.of(
                            "type",
                            "ConfigRemapField",
                            "field_path",
                            List.of("size"),
                            "map",
                            Map.of("big", "large")),
                        Map.of(
                            "type",
                            "ConfigAddFields",
                            "fields",
                            List.of(
                                Map.of(
                                    "path", List.of("auth", "key"), "value", "{{ config.key }}"))),
                        Map.of(
                            "type",
                            "ConfigRemoveFields",
                            "field_pointers",
                            List.of(List.of("key")))))),
            "validations",
            List.of(
                Map.of(
                    "type",
                    "DpathValidator",
                    "field_path",
                    List.of("auth"),
                    "validation_strategy",
                    Map.of(
                        "type",
                        "ValidateAdheresToSchema",
                        "base_schema",
                        Map.of(
                            "type",
                            "object",
                            "required",
                            List.of("key"),
                            "properties",
                            Map.of("key", Map.of("type", "string", "minLength", 3L))))))));
    ConfigRules rules = new ConfigRules(Optional.of(spec), around);
    Map<String, @Nullable Object> config = new LinkedHashMap<>(Map.of("key", "abc", "size", "big"));
    rules.normalize(config);
    assertThat(config).isEqualTo(Map.of("size", "large", "auth", Map.of("key", "abc")));
    rules.validate(config, "shop");
    assertThatThrownBy(() -> rules.validate(Map.of("auth", Map.of("key", "a")), "shop"))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("config.auth: key: is too short");
  }
}
