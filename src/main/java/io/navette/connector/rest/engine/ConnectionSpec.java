package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a manifest's spec says about the configuration. */
final class ConnectionSpec {
  private final Map<String, @Nullable Object> schema;

  private ConnectionSpec(Map<String, @Nullable Object> schema) {
    this.schema = schema;
  }

  static ConnectionSpec of(Manifest manifest) {
    return new ConnectionSpec(
        manifest
            .component("spec")
            .map(spec -> spec.get("connection_specification"))
            .filter(Map.class::isInstance)
            .map(PlainValues::map)
            .orElse(Map.of()));
  }

  /**
   * The configuration with defaults filled in; fails when a required part is missing.
   *
   * @param filled names that a login fills in
   */
  Map<String, @Nullable Object> complete(
      Map<String, @Nullable Object> config, String connection, Set<String> filled) {
    Map<String, @Nullable Object> complete = PlainValues.copyOf(config);
    properties(schema)
        .forEach(
            (name, property) -> {
              if (property instanceof Map<?, ?> fields && fields.get("default") != null) {
                complete.putIfAbsent(name, PlainValues.copy(fields.get("default")));
              }
            });
    List<String> missing = new ArrayList<>();
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .map(String::valueOf)
          .filter(name -> complete.get(name) == null && !filled.contains(name))
          .forEach(missing::add);
    }
    if (!missing.isEmpty()) {
      throw new Failure.Configuration(
          connection + ": config lacks " + String.join(", ", missing),
          "add it under config; a secret as ${secret:name}");
    }
    return complete;
  }

  /** The values that must not be shown. */
  List<Secret> secrets(Map<String, @Nullable Object> config) {
    Set<String> names = new HashSet<>();
    collect(schema, names);
    List<Secret> secrets = new ArrayList<>();
    find(config, names, secrets);
    return secrets;
  }

  private static Map<String, @Nullable Object> properties(Map<String, @Nullable Object> schema) {
    return schema.get("properties") instanceof Map<?, ?> properties
        ? PlainValues.map(properties)
        : Map.of();
  }

  private static void collect(@Nullable Object node, Set<String> names) {
    if (node instanceof List<?> items) {
      items.forEach(item -> collect(item, names));
    } else if (node instanceof Map<?, ?> fields) {
      PlainValues.map(fields)
          .forEach(
              (name, value) -> {
                if (value instanceof Map<?, ?> property
                    && PlainValues.truthy(property.get("airbyte_secret"))) {
                  names.add(name);
                }
                collect(value, names);
              });
    }
  }

  private static void find(
      Map<String, @Nullable Object> config, Set<String> names, List<Secret> into) {
    config.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            find(PlainValues.map(inner), names, into);
          } else if (value != null && names.contains(name)) {
            into.add(new Secret(String.valueOf(value)));
          }
        });
  }

  /**
   * Makes a configuration of texts: a dotted name leads into objects, and a text becomes the number
   * or the truth value the spec declares.
   */
  Map<String, @Nullable Object> typed(Map<String, String> texts) {
    Map<String, @Nullable Object> typed = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          List<String> steps = List.of(name.split("\\.", -1));
          FieldPath.of(steps).put(typed, typed(text, property(steps)));
        });
    return typed;
  }

  private Map<String, @Nullable Object> property(List<String> steps) {
    Map<String, @Nullable Object> found = schema;
    for (String step : steps) {
      Object next = properties(found).get(step);
      if (!(next instanceof Map<?, ?>)) {
        return Map.of();
      }
      found = PlainValues.map(next);
    }
    return found;
  }

  private static @Nullable Object typed(String text, Map<String, @Nullable Object> property) {
    String type = String.valueOf(property.get("type"));
    try {
      return switch (type) {
        case "integer", "number", "boolean", "array", "object" -> JsonValues.parse(text);
        default -> text;
      };
    } catch (IOException e) {
      return text;
    }
  }
}
