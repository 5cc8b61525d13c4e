package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Google's API discovery documents (developers.google.com/discovery/v1/reference/apis): methods
 * stand under resources, which may stand under others, and take files on a path of their own.
 */
final class Discovery implements DescriptionFormat {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String JSON = "application/json";
  private static final String ANY = "*/*";

  /** A variable that holds more than one step of a path where its pattern allows that. */
  private static final Pattern LONG_VARIABLE = Pattern.compile("\\{\\+([^}]*)}");

  private static final String ONE_STEP = "^[^/]+$";

  @Override
  public boolean isOf(JsonNode document) {
    return document.path("kind").asText().equals("discovery#restDescription");
  }

  @Override
  public JsonNode openApi(JsonNode document) {
    ObjectNode open = NODES.objectNode().put("openapi", "3.1.0");
    open.putArray("security").addObject().putArray("token");
    ObjectNode components = open.putObject("components");
    components.putObject("securitySchemes").putObject("token").put("type", "oauth2");
    ObjectNode schemas = components.putObject("schemas");
    document
        .path("schemas")
        .properties()
        .forEach(one -> schemas.set(one.getKey(), DiscoverySchema.openApi(one.getValue())));
    ObjectNode paths = open.putObject("paths");
    for (JsonNode method : methods(document)) {
      String path = "/" + document.path("servicePath").asText() + path(method);
      ObjectNode operation = operation(document, method);
      paths.withObjectProperty(path).set(verb(method), operation);
      JsonNode upload = method.path("mediaUpload").path("protocols").path("simple").path("path");
      if (upload.isTextual()) {
        upload(paths.withObjectProperty(named(upload.asText())), verb(method), operation);
      }
    }
    return open;
  }

  private static List<JsonNode> methods(JsonNode resource) {
    List<JsonNode> methods = new ArrayList<>();
    resource.path("methods").forEach(methods::add);
    resource.path("resources").forEach(below -> methods.addAll(methods(below)));
    return methods;
  }

  private static String verb(JsonNode method) {
    return method.path("httpMethod").asText().toLowerCase(Locale.ROOT);
  }

  /** By its parameters' names where each is one step of it; else the flat one. */
  private static String path(JsonNode method) {
    String path = method.path("path").asText();
    boolean steps =
        LONG_VARIABLE
            .matcher(path)
            .results()
            .map(variable -> method.path("parameters").path(variable.group(1)).path("pattern"))
            .allMatch(pattern -> pattern.asText().equals(ONE_STEP));
    return steps ? named(path) : method.path("flatPath").asText();
  }

  private static String named(String path) {
    return LONG_VARIABLE.matcher(path).replaceAll("{$1}");
  }

  private static ObjectNode operation(JsonNode document, JsonNode method) {
    ObjectNode operation = NODES.objectNode();
    ArrayNode parameters = operation.putArray("parameters");
    for (JsonNode owner : List.of(document, method)) {
      owner.path("parameters").properties().forEach(one -> parameters.add(parameter(one)));
    }
    if (method.has("request")) {
      operation.putObject("requestBody").putObject("content").set(JSON, body(method, "request"));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode refused = responses.putObject("default").putObject("content").putObject(JSON);
    refused.set("schema", DiscoverySchema.error());
    // No status is told.
    ObjectNode content = responses.putObject("2XX").putObject("content");
    if (method.has("response")) {
      content.set(JSON, body(method, "response"));
    }
    if (method.path("supportsMediaDownload").asBoolean()) {
      content.putObject(ANY);
    }
    return operation;
  }

  private static ObjectNode body(JsonNode method, String side) {
    ObjectNode body = NODES.objectNode();
    body.set("schema", DiscoverySchema.openApi(method.path(side)));
    return body;
  }

  private static ObjectNode parameter(Map.Entry<String, JsonNode> named) {
    JsonNode told = named.getValue();
    ObjectNode parameter = NODES.objectNode().put("name", named.getKey());
    parameter.put("in", told.path("location").asText());
    parameter.put("required", told.path("required").asBoolean());
    JsonNode schema = DiscoverySchema.openApi(told);
    if (told.path("repeated").asBoolean()) {
      parameter.putObject("schema").put("type", "array").set("items", schema);
    } else {
      parameter.set("schema", schema);
    }
    return parameter;
  }

  /**
   * A file is sent with the fields, after them, or in parts to the address that the first request
   * is answered with; of these the document has no more than that they are there
   * (developers.google.com/workspace/drive/api/guides/manage-uploads).
   */
  private static void upload(ObjectNode paths, String verb, ObjectNode operation) {
    ObjectNode first = operation.deepCopy();
    ObjectNode sent = first.withObjectProperty("requestBody").withObjectProperty("content");
    sent.set("multipart/related", sent.path(JSON).deepCopy());
    sent.putObject(ANY);
    paths.set(verb, first);
    ObjectNode part = operation.deepCopy();
    ArrayNode parameters = part.withArrayProperty("parameters");
    parameters.addObject().put("name", "upload_id").put("in", "query").put("required", true);
    parameters.addObject().put("name", "Content-Range").put("in", "header").put("required", true);
    part.putObject("requestBody").putObject("content").putObject(ANY);
    part.withObjectProperty("responses").putObject("308");
    paths.set("put", part);
  }
}
