package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of WooCommerce's manual, a page for each resource: its properties, with flags and a
 * word on what may stand there, its endpoints in the order of the page's examples, and the
 * parameters of lists and deletions.
 */
final class WooCommerceTables {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern SECTION = Pattern.compile("See (.+ properties)");
  private static final Pattern OPTIONS =
      Pattern.compile("Options: ((?:`[^`]*`(?:, | and | or )?(?:and |or )?)+)");
  private static final Pattern OPTION = Pattern.compile("`([^`]*)`");
  private static final String TIME = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$";

  private final JsonNode resource;

  private WooCommerceTables(JsonNode resource) {
    this.resource = resource;
  }

  static boolean isOf(JsonNode document) {
    return document.path("orders").path("properties").has("Order properties");
  }

  /** The paths of an OpenAPI document. */
  static ObjectNode paths(JsonNode manual) {
    ObjectNode paths = NODES.objectNode();
    manual.forEach(resource -> new WooCommerceTables(resource).into(paths));
    return paths;
  }

  private void into(ObjectNode paths) {
    List<JsonNode> examples = new ArrayList<>();
    resource.path("examples").forEach(examples::add);
    for (int i = 0; i < resource.path("endpoints").size(); i++) {
      String[] endpoint = resource.path("endpoints").path(i).asText().split(" ", 2);
      String path = WordPressIndex.path(endpoint[1]);
      JsonNode example = i < examples.size() ? examples.get(i) : NODES.objectNode();
      ObjectNode operation = path.endsWith("/batch") ? batch() : operation(endpoint[0], example);
      paths.withObjectProperty(path).set(endpoint[0].toLowerCase(Locale.ROOT), operation);
    }
  }

  private ObjectNode operation(String method, JsonNode example) {
    ObjectNode operation = NODES.objectNode();
    ArrayNode parameters = operation.putArray("parameters");
    for (JsonNode section : resource.path("list_params")) {
      boolean deletes = section.path("params").findValuesAsText("name").contains("force");
      if (deletes ? method.equals("DELETE") : method.equals("GET")) {
        section.path("params").forEach(parameter -> parameter(parameter, parameters));
      }
    }
    boolean list = example.isArray();
    String table = table(list ? example.path(0) : example);
    if (method.equals("POST") || method.equals("PUT")) {
      content(operation.putObject("requestBody")).set("schema", sent(table, method.equals("POST")));
    }
    ObjectNode answer = schema(table, true);
    ObjectNode responses = operation.putObject("responses");
    content(responses.putObject(method.equals("POST") ? "201" : "200"))
        .set("schema", list ? listOf(answer) : answer);
    return operation;
  }

  private static void parameter(JsonNode parameter, ArrayNode parameters) {
    ObjectNode schema = NODES.objectNode();
    String type = parameter.path("type").asText();
    options(parameter, type.equals("array") ? listed(schema) : schema.put("type", type));
    parameters
        .addObject()
        .put("name", parameter.path("name").asText())
        .put("in", "query")
        .set("schema", schema);
  }

  private static ObjectNode listed(ObjectNode schema) {
    return schema.put("type", "array").putObject("items");
  }

  private static void options(JsonNode row, ObjectNode schema) {
    Matcher options = OPTIONS.matcher(row.path("description").asText());
    if (options.find()) {
      ArrayNode names = schema.putArray("enum");
      OPTION.matcher(options.group(1)).results().forEach(option -> names.add(option.group(1)));
    }
  }

  private static ObjectNode content(ObjectNode of) {
    return of.putObject("content").putObject("application/json");
  }

  private static ObjectNode listOf(ObjectNode schema) {
    ObjectNode list = NODES.objectNode().put("type", "array");
    list.set("items", schema);
    return list;
  }

  /** Records under what becomes of them; the answer holds a record or an error for each. */
  private ObjectNode batch() {
    ObjectNode operation = NODES.objectNode();
    String table = table(NODES.objectNode());
    ObjectNode asked =
        content(operation.putObject("requestBody"))
            .putObject("schema")
            .put("type", "object")
            .putObject("properties");
    ObjectNode update = sent(table, false);
    ((ObjectNode) update.path("properties")).putObject("id").put("type", "integer");
    asked.set("create", listOf(sent(table, true)));
    asked.set("update", listOf(update));
    asked.set("delete", listOf(NODES.objectNode().put("type", "integer")));
    ObjectNode done = schema(table, true);
    ((ObjectNode) done.path("properties"))
        .putObject("error")
        .put("type", "object")
        .putObject("properties");
    ObjectNode answered =
        content(operation.putObject("responses").putObject("200"))
            .putObject("schema")
            .put("type", "object")
            .putObject("properties");
    for (String what : List.of("create", "update", "delete")) {
      answered.set(what, listOf(done.deepCopy()));
    }
    return operation;
  }

  /** The table of a whole record that has most of an example's fields, or the first. */
  private String table(JsonNode example) {
    List<String> whole = new ArrayList<>();
    resource.path("properties").fieldNames().forEachRemaining(whole::add);
    whole.removeIf(name -> name.contains(" - "));
    return whole.stream()
        .max(
            Comparator.<String>comparingLong(name -> named(name, example))
                .thenComparing(Comparator.comparingInt(whole::indexOf).reversed()))
        .orElse("");
  }

  private long named(String table, JsonNode example) {
    return resource.path("properties").path(table).findValuesAsText("name").stream()
        .filter(example::has)
        .count();
  }

  private ObjectNode sent(String table, boolean created) {
    ObjectNode schema = schema(table, false);
    if (created) {
      ArrayNode required = schema.putArray("required");
      for (JsonNode row : resource.path("properties").path(table)) {
        if (flagged(row, "mandatory")) {
          required.add(row.path("name").asText());
        }
      }
    }
    return schema;
  }

  private static boolean flagged(JsonNode row, String flag) {
    for (JsonNode one : row.path("flags")) {
      if (one.asText().equals(flag)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param answered where any property may be null
   */
  private ObjectNode schema(String table, boolean answered) {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    ObjectNode properties = NODES.objectNode();
    for (JsonNode row : resource.path("properties").path(table)) {
      properties.set(row.path("name").asText(), property(row, answered));
    }
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
    return schema;
  }

  private ObjectNode property(JsonNode row, boolean answered) {
    ObjectNode property = NODES.objectNode();
    String type = row.path("type").asText();
    Matcher section = SECTION.matcher(row.path("description").asText());
    String table = section.find() ? section.group(1) : "";
    if (type.equals("array") || type.endsWith("[]")) {
      type(property, "array", answered);
      if (type.equals("string[]")) {
        property.putObject("items").put("type", "string");
      } else if (!table.isEmpty()) {
        property.set("items", schema(table, answered));
      }
    } else if (type.equals("object") && !table.isEmpty()) {
      property = schema(table, answered);
      type(property, "object", answered);
    } else if (type.equals("date-time")) {
      type(property, "string", answered);
      property.put("pattern", TIME);
    } else {
      type(property, type, answered);
      if (!answered) {
        options(row, property);
      }
    }
    if (flagged(row, "read-only")) {
      property.put("readOnly", true);
    } else if (flagged(row, "write-only")) {
      property.put("writeOnly", true);
    }
    return property;
  }

  private static void type(ObjectNode property, String type, boolean answered) {
    ArrayNode types = property.putArray("type").add(type.equals("bool") ? "boolean" : type);
    if (answered) {
      types.add("null");
    }
  }
}
