package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.navette.config.ApiConnector;
import io.navette.config.ConfigLoader;
import io.navette.config.ConfigSchema;
import io.navette.config.ConfigSource;
import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.Setting;
import io.navette.connector.SharedState;
import io.navette.connector.SinkConnector;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published JSON Schema and the parser say the same. */
final class ConfigSchemaTest {
  private static final Path PUBLISHED = Path.of("docs/navette.schema.json");
  private static final Pattern KNOWN = Pattern.compile("unknown key zzzzzz \\(known: (.*)\\)");
  private static final JsonNode TREE = ConfigSchema.of(Main.catalog(SharedState.none()));
  private static final Map<String, String> BLOCKS = blocks();

  /** Keys of a stream that not every mode knows. */
  private static final Set<String> UPSERTED =
      Set.of("duplicates", "only_changed", "identity", "acknowledge");

  private static final Judges MAIN = Judges.of(Main.catalog(SharedState.none()));

  @TempDir Path folder;

  private record Judges(Catalog catalog, Schema schema) {
    static Judges of(Catalog catalog) {
      return new Judges(catalog, compiled(ConfigSchema.text(catalog)));
    }
  }

  /** By definition in the schema: a YAML that uses it, with {@code @} for one more key. */
  private static Map<String, String> blocks() {
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("configuration", "{@}");
    blocks.put("history", "{history: {host: h, database: d, user: u, @}}");
    blocks.put("job", job("streams: x, @"));
    blocks.put("stream", job("streams: {x: {@}}"));
    blocks.put("stream/properties/guards", job("streams: {x: {guards: {@}}}"));
    for (Connector connector : Main.catalog(SharedState.none()).connectors()) {
      String connections = "{connections: {a: {" + connection(connector);
      blocks.put(connector.name() + "-connection", connections + ", @}}}");
      if (!connector.streamOptions().isEmpty()) {
        boolean sink = connector instanceof SinkConnector;
        String to =
            sink
                ? "a, streams: {x: {options: {@}, target_options: {}}}"
                : "b, streams: {x: {options: {@}}}";
        blocks.put(
            connector.name() + "-options",
            connections
                + "}, b: {type: sqlite, path: b.db}}, jobs: {j: {from: a, to: "
                + to
                + "}}}");
      }
    }
    return blocks;
  }

  private static String job(String keys) {
    return "{connections: {a: {type: sqlite, path: a.db}}, jobs: {j: {from: a, to: a, "
        + keys
        + "}}}";
  }

  /** Type and all required settings; those with dotted names in their blocks. */
  private static String connection(Connector connector) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("type", connector.name());
    for (Setting setting : connector.settings()) {
      if (setting.required()) {
        String[] name = setting.name().split("[.]", 2);
        String value =
            switch (setting.kind()) {
              case SECRET -> "'${env:X}'";
              case CHOICE -> setting.choices().getFirst();
              default -> "x";
            };
        keys.merge(
            name[0],
            name.length == 1 ? value : "{" + name[1] + ": " + value + "}",
            (one, other) -> one.replaceFirst("}$", ", ") + other.substring(1));
      }
    }
    return keys.entrySet().stream()
        .map(key -> key.getKey() + ": " + key.getValue())
        .collect(Collectors.joining(", "));
  }

  private static Schema compiled(String schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema, InputFormat.JSON);
  }

  private List<String> parserProblems(String yaml, Judges judges) throws IOException {
    Path file = Files.writeString(folder.resolve("navette.yaml"), yaml);
    Optional<String> given = Optional.of(file.toString());
    try {
      ConfigLoader.load(
          new ConfigSource(given, Map.of(), folder, Optional.empty(), List.of()), judges.catalog());
      return List.of();
    } catch (Failure.Configuration failure) {
      return failure.problems();
    }
  }

  private void accepted(String yaml, Judges judges) throws IOException {
    assertThat(judges.schema().validate(yaml, InputFormat.YAML)).as("schema: " + yaml).isEmpty();
    assertThat(parserProblems(yaml, judges)).as("parser: " + yaml).isEmpty();
  }

  private List<String> refused(String yaml, Judges judges) throws IOException {
    List<String> problems = parserProblems(yaml, judges);
    assertThat(judges.schema().validate(yaml, InputFormat.YAML)).as("schema: " + yaml).isNotEmpty();
    assertThat(problems).as("parser: " + yaml).isNotEmpty();
    return problems;
  }

  @Test
  void publishedSchemaIsCurrent() {
    Typed.in(folder, "generate", folder.toString());
    assertThat(PUBLISHED)
        .as("run target/navette-*/bin/navette generate . and commit " + PUBLISHED)
        .hasSameTextualContentAs(folder.resolve(PUBLISHED));
  }

  @Test
  void publishedSchemaIsASchema() throws IOException {
    Schema meta = compiled("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");
    assertThat(meta.validate(Files.readString(PUBLISHED), InputFormat.JSON)).isEmpty();
  }

  @Test
  void examplesAreValid() throws IOException {
    Schema published = compiled(Files.readString(PUBLISHED));
    try (Stream<Path> files = Files.walk(Path.of("config-examples"))) {
      List<Path> examples = files.filter(file -> file.endsWith("navette.yaml")).toList();
      assertThat(examples).isNotEmpty();
      for (Path example : examples) {
        assertThat(published.validate(Files.readString(example), InputFormat.YAML))
            .as(example.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void manualNamesEveryKeyAndItsExampleIsValid() throws IOException {
    String manual = Files.readString(Path.of("docs/configuration.md"));
    Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(manual);
    assertThat(example.find()).isTrue();
    accepted(example.group(1), MAIN);
    for (String block :
        List.of("configuration", "history", "job", "stream", "stream/properties/guards")) {
      properties(block)
          .forEach((key, value) -> assertThat(manual).as(block).contains("`" + key + "`"));
    }
  }

  private static Map<String, JsonNode> properties(String block) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> key :
        TREE.at("/$defs/" + block).path("properties").properties()) {
      properties.put(key.getKey(), key.getValue());
    }
    assertThat(properties).as(block).isNotEmpty();
    return properties;
  }

  @Test
  void bothKnowTheSameKeysAndRefuseOthers() throws IOException {
    for (Map.Entry<String, String> block : BLOCKS.entrySet()) {
      String yaml = block.getValue().replace("@", "zzzzzz: 1");
      String problem = String.join("\n", refused(yaml, MAIN));
      Matcher known = KNOWN.matcher(problem);
      assertThat(known.find()).as(problem).isTrue();
      assertThat(new TreeSet<>(Arrays.asList(known.group(1).split(", "))))
          .as(block.getKey())
          .isEqualTo(names(block.getKey()));
    }
  }

  /** The names as messages have them: a connector's setting in inner blocks is a.b or a.b.c. */
  private static SortedSet<String> names(String block) {
    SortedSet<String> names = new TreeSet<>();
    properties(block)
        .forEach((name, property) -> addNames(names, name, property, block.contains("-")));
    return names;
  }

  private static void addNames(
      SortedSet<String> names, String name, JsonNode property, boolean dotted) {
    JsonNode inner = property.path("properties");
    if (inner.isEmpty() || !dotted) {
      names.add(name);
    } else {
      inner
          .properties()
          .forEach(key -> addNames(names, name + "." + key.getKey(), key.getValue(), true));
    }
  }

  /** The three keys of the top are in every block's YAML. */
  @Test
  void bothAcceptEveryKeyWithEveryValueTheSchemaNames() throws IOException {
    for (Map.Entry<String, String> block : BLOCKS.entrySet()) {
      for (Map.Entry<String, JsonNode> key : properties(block.getKey()).entrySet()) {
        boolean isThere = block.getValue().contains(key.getKey() + ": ");
        if (!isThere && !block.getKey().equals("configuration")) {
          for (String value : values(key.getValue())) {
            String yaml = block.getValue().replace("@", key.getKey() + ": " + value);
            accepted(
                UPSERTED.contains(key.getKey()) ? yaml.replace("x: {", "x: {mode: upsert, ") : yaml,
                MAIN);
          }
        }
      }
    }
  }

  /** Values the schema offers, and some of each of its types. */
  private static List<String> values(JsonNode node) {
    List<String> values = new ArrayList<>();
    for (String list : List.of("enum", "examples")) {
      node.path(list).forEach(value -> values.add(value.toString()));
    }
    if (node.has("default")) {
      values.add(node.path("default").toString());
    }
    if (node.has("$ref")) {
      values.addAll(values(TREE.at(node.path("$ref").asText().substring(1))));
    }
    node.path("anyOf").forEach(each -> values.addAll(values(each)));
    JsonNode types = node.path("type");
    types.forEach(type -> values.addAll(ofType(type.asText(), node)));
    if (types.isTextual()) {
      values.addAll(ofType(types.asText(), node));
    }
    assertThat(values).as(node.toString()).isNotEmpty();
    return values;
  }

  private static List<String> ofObject(JsonNode node) {
    if (node.has("required")) {
      return List.of();
    }
    return node.path("additionalProperties").isObject()
        ? values(node.path("additionalProperties")).stream()
            .map(value -> "{k: " + value + "}")
            .toList()
        : List.of("{}");
  }

  private static List<String> ofType(String type, JsonNode node) {
    return switch (type) {
      case "array" -> values(node.path("items")).stream().map(item -> "[" + item + "]").toList();
      case "object" -> ofObject(node);
      case "boolean" -> List.of("true", "no");
      case "integer" -> List.of("7");
      case "number" -> List.of("1.5");
      case "null" -> List.of("", "null");
      default -> node.has("pattern") || node.has("examples") ? List.of() : List.of("x", "\"\"");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "configuration|connections:",
        "configuration|jobs: {}",
        "configuration|history: null",
        "job|parallel: 64",
        "job|parallel: '4'",
        "job|schedule: daily at 02:00 Europe/Paris",
        "job|defaults: {mode: upsert, key: id}",
        "stream|disabled: off",
        "stream|lag: 90",
        "stream|lag: 500 ms",
        "stream|columns: [id, name]",
        "stream|columns: {id: Id, total: price * 2}",
        "stream|casts: {a: 'decimal(12, 2)', b: decimal(9), c: integer(16), d: bytes(4), e: json}",
        "stream|max_rejects: 5",
        "stream|max_rejects: 1.5 %",
        "stream/properties/guards|max_delete: 100%",
        "stream/properties/guards|min_rows: 12.5% of median(3)",
        "postgres-connection|port: '5433'",
        "postgres-connection|port: '${env:PORT}'",
        "postgres-connection|schema: 'x-${env:HOME}'",
        "postgres-connection|sslmode: '${file:mode}'",
        "postgres-connection|password: '${secret:dw.password}'",
        "postgres-connection|schema: '$HOME {x} $'",
        "csv-options|delimiter: ;",
      })
  void bothAccept(String block, String key) throws IOException {
    accepted(BLOCKS.getOrDefault(block, "").replace("@", key), MAIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "configuration|connections: []",
        "configuration|connections: {a: {path: x}}",
        "configuration|connections: {a: {type: sqlit, path: x}}",
        "configuration|connections: {a: {type: sqlite}}",
        "configuration|connections: {a: }",
        "configuration|jobs: {j: }",
        "configuration|jobs: {j: {streams: x}}",
        "configuration|history: {host: h}",
        "job|parallel: 0",
        "job|parallel: 65",
        "job|parallel: many",
        "job|schedule: 5",
        "job|defaults: append",
        "stream|disabled: perhaps",
        "stream|mode: upsrt",
        "stream|lag: soon",
        "stream|lag: -5",
        "stream|into: [a]",
        "stream|key: {id: 1}",
        "stream|columns: id",
        "stream|casts: {a: integr}",
        "stream|casts: {a: integer(8)}",
        "stream|casts: {a: 'text(8,2)'}",
        "stream|types: {a: boolean(1)}",
        "stream|checks: [a]",
        "stream|schema: melt",
        "stream|max_rejects: few",
        "stream|max_rejects: -1",
        "stream|max_rejects: 101%",
        "stream|verify: sums",
        "stream/properties/guards|max_delete: any",
        "stream/properties/guards|min_rows: 80%",
        "stream/properties/guards|max_nulls: {a: 5}",
        "postgres-connection|port: high",
        "postgres-connection|port: [1]",
        "postgres-connection|password: hunter2",
        "postgres-connection|password: 1234",
        "postgres-connection|sslmode: sometimes",
        "postgres-connection|schema: 'x-${secret:home}'",
        "postgres-connection|schema: '${vaults:x}'",
        "postgres-connection|connect_timeout: soon",
        "history|password: hunter2",
        "history|type: sqlite",
        "csv-options|path: x",
        "csv-options|header: perhaps",
        "excel-options|query: x, skip_rows: 1",
      })
  void bothRefuse(String block, String key) throws IOException {
    accepted(BLOCKS.getOrDefault(block, "").replace("@", ""), MAIN);
    refused(BLOCKS.getOrDefault(block, "").replace("@", key), MAIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|{type: api, @}",
        "true|{connections: {a: {type: api, @}}}",
        "false|{type: api, jobs: {j: x}, @}",
        "false|{@}",
      })
  void nestedSettingsAreBlocks(boolean good, String yaml) throws IOException {
    Judges judges = Judges.of(new Catalog(List.of(new ApiConnector())));
    String keys =
        "api: {base_url: u, version: 1}, auth: {client_secret: '${secret:s}', scopes: [a, b]},"
            + " connection: {timeout: 30}, logging: {level: DEBUG}";
    if (good) {
      accepted(yaml.replace("@", keys), judges);
      refused(yaml.replace("@", keys.replace("base_url", "base_ulr")), judges);
      refused(yaml.replace("@", keys.replace("'${secret:s}'", "s3cret")), judges);
      refused(yaml.replace("@", "auth: {scopes: a}"), judges);
    } else {
      refused(yaml.replace("@", keys), judges);
    }
  }
}
