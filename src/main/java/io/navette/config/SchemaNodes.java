package io.navette.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pieces a JSON Schema is made of. */
final class SchemaNodes {
  private SchemaNodes() {}

  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ObjectNode typed(String... types) {
    ObjectNode node = empty();
    return types.length == 1 ? node.put("type", types[0]) : node.set("type", array(List.of(types)));
  }

  /** A single value; YAML takes some texts for numbers or booleans. */
  static ObjectNode text() {
    return typed("string", "number", "boolean");
  }

  /** Text of a form, or what YAML takes such a text for. */
  static ObjectNode matching(String pattern, String... types) {
    return typed(types).put("pattern", "^(" + pattern + ")$");
  }

  /** A whole number from 0 on, or text of a form. */
  static ObjectNode numberOr(String pattern) {
    return matching(pattern, "integer", "string").put("minimum", 0);
  }

  static ObjectNode choice(Collection<String> choices) {
    return empty().set("enum", array(choices));
  }

  /** An enum's names as the YAML writes them. */
  static ObjectNode choice(Enum<?>[] constants) {
    return choice(
        Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
  }

  static ObjectNode defined(String name) {
    return empty().put("$ref", "#/$defs/" + name);
  }

  /** Several texts, or one. */
  static ObjectNode list(ObjectNode item) {
    return typed("array", "string", "number", "boolean").set("items", item);
  }

  /** A block with keys of the user's choice. */
  static ObjectNode map(ObjectNode value) {
    return typed("object", "null").set("additionalProperties", value);
  }

  /** A block with these keys only. */
  static ObjectNode block(Map<String, ObjectNode> keys, List<String> required) {
    ObjectNode block = required.isEmpty() ? typed("object", "null") : typed("object");
    ObjectNode properties = block.putObject("properties");
    keys.forEach(properties::set);
    if (!required.isEmpty()) {
      block.set("required", array(required));
    }
    return block.put("additionalProperties", false);
  }
}
