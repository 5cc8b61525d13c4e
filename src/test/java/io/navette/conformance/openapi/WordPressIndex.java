package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What a WordPress tells of its own REST interface under {@code /wp-json}: routes as regular
 * expressions, each with its methods and their arguments (WordPress, REST API Handbook). It does
 * not tell what is answered.
 */
final class WordPressIndex {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private WordPressIndex() {}

  static boolean isOf(JsonNode document) {
    return document.path("namespace").isTextual() && document.path("routes").isObject();
  }

  /** The paths of an OpenAPI document. */
  static ObjectNode paths(JsonNode index) {
    ObjectNode paths = NODES.objectNode();
    index
        .path("routes")
        .properties()
        .forEach(
            route -> {
              ObjectNode path = paths.putObject(path("/wp-json" + route.getKey()));
              for (JsonNode endpoint : route.getValue().path("endpoints")) {
                for (JsonNode method : endpoint.path("methods")) {
                  path.set(
                      method.asText().toLowerCase(Locale.ROOT),
                      operation(method.asText(), endpoint.path("args")));
                }
              }
            });
    return paths;
  }

  /** Variables, which are named differently in each place, all have one name. */
  static String path(String route) {
    return route.replaceAll("\\(\\?P<\\w+>[^)]*\\)|<\\w+>", "{id}");
  }

  private static ObjectNode operation(String method, JsonNode arguments) {
    ObjectNode operation = NODES.objectNode();
    if (method.equals("GET") || method.equals("DELETE")) {
      ArrayNode parameters = operation.putArray("parameters");
      arguments
          .properties()
          .forEach(
              argument ->
                  parameters
                      .addObject()
                      .put("name", argument.getKey())
                      .put("in", "query")
                      .put("required", argument.getValue().path("required").asBoolean())
                      .set("schema", schema(argument.getValue())));
    } else {
      ObjectNode body = operation.putObject("requestBody").putObject("content");
      ObjectNode schema = body.putObject("application/json").putObject("schema");
      ObjectNode properties = schema.put("type", "object").putObject("properties");
      arguments
          .properties()
          .forEach(argument -> properties.set(argument.getKey(), schema(argument.getValue())));
    }
    return operation;
  }

  private static ObjectNode schema(JsonNode argument) {
    ObjectNode schema = NODES.objectNode();
    String type = argument.path("type").asText();
    if (type.equals("date-time")) {
      schema.put("type", "string");
    } else if (!type.isEmpty()) {
      schema.put("type", type);
    }
    for (String name : new String[] {"enum", "items", "properties"}) {
      if (argument.has(name)) {
        schema.set(name, argument.path(name).deepCopy());
      }
    }
    return schema;
  }
}
