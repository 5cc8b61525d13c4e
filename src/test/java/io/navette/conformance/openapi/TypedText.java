package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the texts of queries and forms the types their schemas name. */
final class TypedText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TypedText() {}

  /** The tree of names like {@code a[b][0]}; a name that comes again, or ends in [], is a list. */
  static ObjectNode tree(List<Map.Entry<String, String>> pairs) {
    ObjectNode tree = NODES.objectNode();
    for (Map.Entry<String, String> pair : pairs) {
      String[] steps = pair.getKey().replace("]", "").split("\\[", -1);
      ObjectNode at = tree;
      for (int i = 0; i < steps.length - 1; i++) {
        if (!(steps[i + 1].isEmpty() && i == steps.length - 2)) {
          at = at.withObjectProperty(steps[i]);
        }
      }
      boolean list = steps.length > 1 && steps[steps.length - 1].isEmpty();
      put(at, steps[steps.length - (list ? 2 : 1)], pair.getValue(), list);
    }
    return tree;
  }

  private static void put(ObjectNode at, String name, String value, boolean list) {
    JsonNode before = at.get(name);
    if (before instanceof ArrayNode several) {
      several.add(value);
    } else if (before != null) {
      at.set(name, NODES.arrayNode().add(before).add(value));
    } else if (list) {
      at.set(name, NODES.arrayNode().add(value));
    } else {
      at.put(name, value);
    }
  }

  /** A tree of texts as the schema wants it; what does not fit stays text. */
  static JsonNode as(Members schema, JsonNode value) {
    Set<String> types = schema.types();
    if (value instanceof ObjectNode fields) {
      return types.contains("array") && numbered(fields)
          ? list(schema, fields)
          : object(schema, fields);
    }
    if (value instanceof ArrayNode) {
      return list(schema, value);
    }
    return scalar(types, value.asText());
  }

  private static boolean numbered(ObjectNode fields) {
    return fields.properties().stream().allMatch(field -> field.getKey().matches("\\d+"));
  }

  private static JsonNode list(Members schema, JsonNode values) {
    ArrayNode list = NODES.arrayNode();
    values.forEach(value -> list.add(as(schema.items(), value)));
    return list;
  }

  private static JsonNode object(Members schema, ObjectNode fields) {
    ObjectNode object = NODES.objectNode();
    fields
        .properties()
        .forEach(
            field -> {
              Members property = schema.property(field.getKey());
              object.set(
                  field.getKey(),
                  as(property.isEmpty() ? schema.additional() : property, field.getValue()));
            });
    return object;
  }

  private static JsonNode scalar(Set<String> types, String text) {
    if (types.contains("integer") && text.matches("-?\\d+")) {
      return NODES.numberNode(new BigDecimal(text).toBigInteger());
    }
    if (types.contains("number") && text.matches("-?\\d+([.]\\d+)?")) {
      return NODES.numberNode(new BigDecimal(text));
    }
    if (types.contains("boolean") && text.matches("true|false")) {
      return NODES.booleanNode(text.equals("true"));
    }
    return NODES.textNode(text);
  }
}
