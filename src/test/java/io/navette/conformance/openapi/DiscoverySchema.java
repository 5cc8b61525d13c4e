package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A schema of a discovery document: JSON Schema of an old draft, with references by name, limits as
 * texts, and formats that say how a number or a time is written as text
 * (developers.google.com/discovery/v1/type-format).
 */
final class DiscoverySchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Map<String, String> TEXTS =
      Map.of(
          "int64", "^-?[0-9]+$",
          "uint64", "^[0-9]+$",
          "byte", "^[A-Za-z0-9+/_-]*={0,2}$",
          "google-duration", "^-?[0-9]+([.][0-9]{1,9})?s$");

  private static final Map<String, String> TIMES =
      Map.of("date", "date", "date-time", "date-time", "google-datetime", "date-time");

  private DiscoverySchema() {}

  /** The same in OpenAPI 3.1. */
  static ObjectNode openApi(JsonNode schema) {
    ObjectNode open = NODES.objectNode();
    if (schema.has("$ref")) {
      open.put("$ref", "#/components/schemas/" + schema.path("$ref").asText());
    }
    for (String same : List.of("enum", "pattern", "readOnly")) {
      if (schema.has(same)) {
        open.set(same, schema.path(same).deepCopy());
      }
    }
    String type = schema.path("type").asText("any");
    if (!type.equals("any")) {
      open.put("type", type);
    }
    if (type.equals("string")) {
      format(schema.path("format").asText(), open);
    }
    for (String limit : List.of("minimum", "maximum")) {
      if (schema.has(limit)) {
        open.put(limit, new BigDecimal(schema.path(limit).asText()));
      }
    }
    for (String below : List.of("items", "additionalProperties")) {
      if (schema.has(below)) {
        open.set(below, openApi(schema.path(below)));
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            one ->
                open.withObjectProperty("properties").set(one.getKey(), openApi(one.getValue())));
    return open;
  }

  /**
   * How Google words what it refuses: documents leave it out, pages have it
   * (cloud.google.com/apis/design/errors, and each API's own on errors).
   */
  static ObjectNode error() {
    ObjectNode answer = NODES.objectNode().put("type", "object");
    answer.putArray("required").add("error");
    ObjectNode error = answer.putObject("properties").putObject("error").put("type", "object");
    error.putArray("required").add("code").add("message");
    ObjectNode fields = texts(error, "message", "status");
    fields.putObject("code").put("type", "integer");
    fields.putObject("details").put("type", "array");
    ObjectNode reason = fields.putObject("errors").put("type", "array").putObject("items");
    texts(reason, "domain", "reason", "message", "location", "locationType", "debugInfo");
    reason.putArray("required").add("reason");
    return answer;
  }

  private static ObjectNode texts(ObjectNode schema, String... names) {
    ObjectNode properties = schema.withObjectProperty("properties");
    List.of(names).forEach(name -> properties.putObject(name).put("type", "string"));
    return properties;
  }

  private static void format(String format, ObjectNode text) {
    if (TEXTS.containsKey(format)) {
      text.put("pattern", TEXTS.get(format));
    } else if (TIMES.containsKey(format)) {
      text.put("format", TIMES.get(format));
    }
  }
}
