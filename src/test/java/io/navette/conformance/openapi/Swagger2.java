package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Swagger 2.0 (swagger.io/specification/v2): bodies are parameters, types stand beside a
 * parameter's name, and what is shared stands elsewhere.
 */
final class Swagger2 implements DescriptionFormat {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Members of a parameter that are not of its type. */
  private static final Set<String> NO_TYPE =
      Set.of("name", "in", "description", "required", "collectionFormat", "allowEmptyValue");

  private static final Map<String, String> MOVED =
      Map.of(
          "#/definitions/", "#/components/schemas/",
          "#/parameters/", "#/components/parameters/",
          "#/responses/", "#/components/responses/");

  @Override
  public boolean isOf(JsonNode document) {
    return document.path("swagger").asText().equals("2.0") && document.has("paths");
  }

  @Override
  public JsonNode openApi(JsonNode document) {
    ObjectNode open = NODES.objectNode().put("openapi", "3.0.3");
    open.putArray("servers").addObject().put("url", document.path("basePath").asText());
    copy(document, open, "security");
    ObjectNode paths = open.putObject("paths");
    document
        .path("paths")
        .properties()
        .forEach(path -> paths.set(path.getKey(), item(document, path.getValue())));
    ObjectNode components = open.putObject("components");
    components.set("schemas", document.path("definitions").deepCopy());
    ObjectNode schemes = components.putObject("securitySchemes");
    document
        .path("securityDefinitions")
        .properties()
        .forEach(scheme -> schemes.set(scheme.getKey(), scheme(scheme.getValue())));
    move(open);
    return open;
  }

  private static void copy(JsonNode from, ObjectNode to, String... names) {
    for (String name : names) {
      if (from.has(name)) {
        to.set(name, from.path(name).deepCopy());
      }
    }
  }

  private static JsonNode scheme(JsonNode scheme) {
    return scheme.path("type").asText().equals("basic")
        ? NODES.objectNode().put("type", "http").put("scheme", "basic")
        : scheme.deepCopy();
  }

  /** All methods of a path. */
  private static ObjectNode item(JsonNode document, JsonNode item) {
    ObjectNode open = NODES.objectNode();
    for (Map.Entry<String, JsonNode> method : item.properties()) {
      if (!method.getKey().equals("parameters") && method.getValue().isObject()) {
        open.set(method.getKey(), operation(document, item, method.getValue()));
      }
    }
    return open;
  }

  private static ObjectNode operation(JsonNode document, JsonNode item, JsonNode operation) {
    ObjectNode open = NODES.objectNode();
    copy(operation, open, "security");
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode owner : List.of(item, operation)) {
      owner.path("parameters").forEach(parameter -> all.add(followed(document, parameter)));
    }
    ArrayNode parameters = open.putArray("parameters");
    ObjectNode form = NODES.objectNode();
    for (JsonNode parameter : all) {
      switch (parameter.path("in").asText()) {
        case "body" -> open.set("requestBody", body(document, operation, parameter));
        case "formData" -> field(form, parameter);
        default -> parameters.add(parameter(parameter));
      }
    }
    if (!form.isEmpty()) {
      open.putObject("requestBody").putObject("content").putObject(FORM).set("schema", form);
    }
    ObjectNode responses = open.putObject("responses");
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      JsonNode told = followed(document, response.getValue());
      ObjectNode changed = responses.putObject(response.getKey());
      if (told.has("schema")) {
        changed.set("content", content(document, operation, "produces", told.path("schema")));
      }
    }
    return open;
  }

  private static JsonNode followed(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().replaceFirst("^#", "")) : node;
  }

  private static ObjectNode body(JsonNode document, JsonNode operation, JsonNode parameter) {
    ObjectNode body = NODES.objectNode();
    copy(parameter, body, "required");
    body.set("content", content(document, operation, "consumes", parameter.path("schema")));
    return body;
  }

  /**
   * @param word which names the media types, of the operation or of all
   */
  private static ObjectNode content(
      JsonNode document, JsonNode operation, String word, JsonNode schema) {
    ObjectNode content = NODES.objectNode();
    JsonNode types = operation.has(word) ? operation.path(word) : document.path(word);
    types.forEach(type -> content.putObject(type.asText()).set("schema", schema.deepCopy()));
    if (content.isEmpty()) {
      content.putObject(JSON).set("schema", schema.deepCopy());
    }
    return content;
  }

  private static void field(ObjectNode form, JsonNode parameter) {
    String name = parameter.path("name").asText();
    form.put("type", "object").withObjectProperty("properties").set(name, type(parameter));
    if (parameter.path("required").asBoolean()) {
      form.withArrayProperty("required").add(name);
    }
  }

  private static ObjectNode parameter(JsonNode parameter) {
    ObjectNode open = NODES.objectNode();
    copy(parameter, open, "name", "in", "required");
    open.put("explode", parameter.path("collectionFormat").asText().equals("multi"));
    open.set("schema", type(parameter));
    return open;
  }

  private static ObjectNode type(JsonNode parameter) {
    ObjectNode type = parameter.deepCopy();
    type.remove(NO_TYPE);
    return type;
  }

  /** What is written in another way within schemas, at any depth. */
  private static void move(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      if (schema.path("$ref").isTextual()) {
        MOVED.forEach(
            (from, to) -> schema.put("$ref", schema.path("$ref").asText().replace(from, to)));
      }
      if (schema.path("x-nullable").isBoolean()) {
        schema.set("nullable", schema.path("x-nullable"));
      }
    }
    node.forEach(Swagger2::move);
  }
}
