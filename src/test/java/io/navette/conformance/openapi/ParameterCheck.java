package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds path, query and headers of a request against the parameters of its operation. */
final class ParameterCheck {
  // OpenAPI 3: parameters of these names are ignored, as other parts of a document describe them.
  private static final Set<String> DESCRIBED_ELSEWHERE =
      Set.of("accept", "content-type", "authorization");

  private final Operation operation;
  private final Exchange exchange;
  private final List<Deviation> deviations = new ArrayList<>();

  private ParameterCheck(Operation operation, Exchange exchange) {
    this.operation = operation;
    this.exchange = exchange;
  }

  static List<Deviation> of(Operation operation, Exchange exchange) {
    ParameterCheck check = new ParameterCheck(operation, exchange);
    check.all();
    return check.deviations;
  }

  private void all() {
    List<Map.Entry<String, String>> unknown = new ArrayList<>(exchange.query());
    for (Place parameter : operation.parameters()) {
      String name = parameter.text("name");
      switch (parameter.text("in")) {
        case "path" -> path(parameter, name);
        case "header" -> header(parameter, name);
        case "query" -> {
          List<Map.Entry<String, String>> given =
              exchange.query().stream().filter(pair -> isOf(pair.getKey(), name)).toList();
          unknown.removeAll(given);
          query(parameter, name, given);
        }
        default -> {}
      }
    }
    for (String key : Security.queryKeys(operation)) {
      unknown.removeIf(pair -> pair.getKey().equals(key));
    }
    unknown.forEach(pair -> deviates("query " + pair.getKey(), "is not described"));
  }

  private static boolean isOf(String key, String name) {
    return key.equals(name) || key.startsWith(name + "[");
  }

  private void path(Place parameter, String name) {
    String value = operation.variables(exchange.path()).orElseThrow().get(name);
    if (value != null) {
      hold(parameter, "path " + name, text(value));
    }
  }

  private void header(Place parameter, String name) {
    String key = name.toLowerCase(Locale.ROOT);
    String value = exchange.headers().get(key);
    if (DESCRIBED_ELSEWHERE.contains(key)) {
      return;
    }
    if (value != null) {
      hold(parameter, "header " + name, text(value));
    } else if (parameter.flag("required")) {
      deviates("header " + name, "is required and missing");
    }
  }

  private void query(Place parameter, String name, List<Map.Entry<String, String>> given) {
    if (given.isEmpty()) {
      if (parameter.flag("required")) {
        deviates("query " + name, "is required and missing");
      }
      return;
    }
    JsonNode value = TypedText.tree(given).path(name.replaceFirst("\\[]$", ""));
    hold(parameter, "query " + name, listed(parameter, value));
  }

  /** A list that is written as one text with commas, or given once only. */
  private JsonNode listed(Place parameter, JsonNode value) {
    Set<String> types = Members.of(operation.document(), schema(parameter)).types();
    if (!value.isTextual() || !types.contains("array") || types.contains("string")) {
      return value;
    }
    boolean explode = parameter.node().path("explode").asBoolean(true);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String item : explode ? new String[] {value.asText()} : value.asText().split(",", -1)) {
      list.add(item);
    }
    return list;
  }

  private Place schema(Place parameter) {
    Place schema = operation.document().child(parameter, "schema");
    return schema.exists()
        ? schema
        : operation.document().child(parameter, "content", "application/json", "schema");
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  private void hold(Place parameter, String at, JsonNode value) {
    Place schema = schema(parameter);
    if (schema.exists()) {
      Document document = operation.document();
      JsonNode typed = TypedText.as(Members.of(document, schema), value);
      document
          .faults(schema, typed, true)
          .forEach(fault -> deviates(at + fault.at(), fault.message()));
    }
  }

  private void deviates(String at, String message) {
    deviations.add(Deviation.of(Deviation.Side.REQUEST, operation.title(), at, message));
  }
}
