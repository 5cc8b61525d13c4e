package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The REST interface of a WordPress with WooCommerce, wherever it is installed: under {@code
 * /wp-json}, or behind {@code ?rest_route=} where addresses are not rewritten.
 */
final class WordPressDescription implements Description {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ROUTE = "rest_route";

  private final OpenApiDescription operations;

  /** Of a folder's documents; empty where they are of something else. */
  static Optional<WordPressDescription> in(List<Path> files) throws IOException {
    JsonNode manual = NODES.objectNode();
    JsonNode index = NODES.objectNode();
    for (Path file : files) {
      JsonNode document = JSON.readTree(file.toFile());
      if (WooCommerceTables.isOf(document)) {
        manual = document;
      } else if (WordPressIndex.isOf(document)) {
        index = document;
      }
    }
    return manual.isEmpty() && index.isEmpty()
        ? Optional.empty()
        : Optional.of(new WordPressDescription(manual, index));
  }

  /**
   * @param manual WooCommerce's, which is newer
   * @param index what a WordPress tells of itself, which adds what the manual leaves out
   */
  private WordPressDescription(JsonNode manual, JsonNode index) throws IOException {
    ObjectNode paths = WooCommerceTables.paths(manual);
    WordPressIndex.paths(index)
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            add(
                                paths.withObjectProperty(path.getKey()),
                                operation.getKey(),
                                operation.getValue())));
    ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
    document.set("paths", paths);
    security(document);
    this.operations = new OpenApiDescription(List.of(Document.of("woocommerce", document)));
  }

  private static void add(ObjectNode path, String method, JsonNode operation) {
    if (!(path.get(method) instanceof ObjectNode known)) {
      path.set(method, operation);
      return;
    }
    ArrayNode parameters = known.withArrayProperty("parameters");
    List<String> names = parameters.findValuesAsText("name");
    for (JsonNode parameter : operation.path("parameters")) {
      if (!names.contains(parameter.path("name").asText())) {
        parameters.add(parameter);
      }
    }
  }

  /** Key and secret as HTTP asks for them, or in the query (WooCommerce, Authentication). */
  private static void security(ObjectNode document) {
    ObjectNode schemes = document.putObject("components").putObject("securitySchemes");
    schemes.putObject("basic").put("type", "http").put("scheme", "basic");
    for (String name : List.of("consumer_key", "consumer_secret")) {
      schemes.putObject(name).put("type", "apiKey").put("in", "query").put("name", name);
    }
    ArrayNode security = document.putArray("security");
    security.addObject().putArray("basic");
    ObjectNode both = security.addObject();
    both.putArray("consumer_key");
    both.putArray("consumer_secret");
  }

  /** An operation, asked for as if WordPress was installed at the top, with addresses rewritten. */
  private record Moved(Described operation, Exchange exchange) implements Described {
    @Override
    public String title() {
      return operation.title();
    }

    @Override
    public Optional<List<Deviation>> request(Exchange sent) {
      return operation.request(exchange);
    }

    @Override
    public Optional<List<Deviation>> answer(Exchange.Answer answer) {
      return operation.answer(answer);
    }
  }

  @Override
  public Optional<Described> operation(Exchange exchange) {
    Exchange moved = moved(exchange);
    return operations.operation(moved).map(operation -> new Moved(operation, moved));
  }

  private static Exchange moved(Exchange exchange) {
    return exchange.query().stream()
        .filter(pair -> pair.getKey().equals(ROUTE))
        .map(Map.Entry::getValue)
        .findFirst()
        .map(route -> exchange.at("/wp-json" + route).without(ROUTE))
        .orElseGet(() -> exchange.at(exchange.path().replaceFirst("^.*(?=/wp-json/)", "")));
  }
}
