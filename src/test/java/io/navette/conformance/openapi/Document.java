package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An OpenAPI document of version 3.0 or 3.1, whose references lead into itself. */
final class Document {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ADDRESS = "https://description/openapi.json";

  private final String name;
  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new HashMap<>();

  /**
   * A value that is not what a schema asks for.
   *
   * @param at where in the value, as a JSON pointer
   * @param keyword of the schema that says so
   */
  record Fault(String at, String keyword, String message) {}

  private Document(String name, JsonNode root) throws IOException {
    this.name = name;
    this.root = root;
    Dialect dialect =
        root.path("openapi").asText().startsWith("3.0")
            ? Dialects.getOpenApi30()
            : Dialects.getOpenApi31();
    String text = JSON.writeValueAsString(root);
    this.registry =
        SchemaRegistry.withDefaultDialect(
            dialect,
            builder ->
                builder
                    .schemas(Map.of(ADDRESS, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ENGLISH)
                            .build()));
  }

  /**
   * Reads a file of any {@link DescriptionFormat}; tells by its {@link #isOpenApi} whether it can
   * be used.
   */
  static Document read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    ObjectMapper mapper = name.endsWith(".json") ? JSON : new YAMLMapper();
    return new Document(name, DescriptionFormat.openApi3(mapper.readTree(file.toFile())));
  }

  static Document of(String name, JsonNode root) throws IOException {
    return new Document(name, root);
  }

  String name() {
    return name;
  }

  boolean isOpenApi() {
    return root.path("openapi").asText().startsWith("3.") && root.has("paths");
  }

  Place root() {
    return new Place("", root);
  }

  /** What stands under a place, references followed. */
  Place child(Place of, String... steps) {
    Place at = of;
    for (String step : steps) {
      String escaped = step.replace("~", "~0").replace("/", "~1");
      JsonNode next =
          at.node().isArray() ? at.node().path(Integer.parseInt(step)) : at.node().path(step);
      at = followed(new Place(at.pointer() + "/" + escaped, next));
    }
    return at;
  }

  /** All that stand under a place, references followed. */
  List<Place> children(Place of) {
    List<Place> all = new ArrayList<>();
    if (of.node().isArray()) {
      for (int i = 0; i < of.node().size(); i++) {
        all.add(child(of, String.valueOf(i)));
      }
    } else {
      of.node().fieldNames().forEachRemaining(field -> all.add(child(of, field)));
    }
    return all;
  }

  private Place followed(Place place) {
    Place at = place;
    for (int depth = 0; at.node().has("$ref") && depth < 20; depth++) {
      String pointer = at.node().path("$ref").asText().replaceFirst("^#", "");
      String decoded = URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
      at = new Place(decoded, root.at(decoded));
    }
    return at;
  }

  /**
   * What is wrong with a value.
   *
   * @param sent whether Navette sends it, so that fields which can only be read must be missing
   */
  List<Fault> faults(Place schema, JsonNode value, boolean sent) {
    List<Fault> faults = new ArrayList<>();
    compiled(schema)
        .validate(
            value.toString(),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.readOnly(sent).writeOnly(!sent)))
        .forEach(
            error ->
                faults.add(
                    new Fault(
                        error.getInstanceLocation().toString(),
                        error.getKeyword(),
                        error.getMessage())));
    return faults;
  }

  private Schema compiled(Place schema) {
    return schemas.computeIfAbsent(
        schema.pointer(),
        pointer -> registry.getSchema(SchemaLocation.of(ADDRESS + "#" + pointer)));
  }
}
