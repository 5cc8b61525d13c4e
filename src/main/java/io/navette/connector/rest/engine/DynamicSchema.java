package io.navette.connector.rest.engine;

import io.navette.connector.rest.records.RecordFilter;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a JSON schema of what the API says about its fields. */
final class DynamicSchema {
  /** Ours: maps the types that no other entry does. */
  private static final String OTHERS = "navette:OtherTypesMap";

  private final Component identifier;

  private DynamicSchema(Component identifier) {
    this.identifier = identifier;
  }

  /** Asks the API. Blocks. */
  static Map<String, @Nullable Object> of(Component loader, Clients clients) {
    List<Map<String, @Nullable Object>> records =
        FetchedRecords.of("the schema", loader.needed("retriever"), clients);
    DynamicSchema schema = new DynamicSchema(loader.needed("schema_type_identifier"));
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    if (!records.isEmpty()) {
      schema.add(records.getFirst(), properties);
    }
    Map<String, @Nullable Object> made = new LinkedHashMap<>();
    made.put("type", "object");
    made.put("properties", transformed(loader, filtered(loader, properties)));
    return made;
  }

  private void add(Map<String, @Nullable Object> record, Map<String, @Nullable Object> properties) {
    Object fields = identifier.path("schema_pointer").get(record);
    List<@Nullable Object> definitions =
        fields instanceof List<?> list
            ? PlainValues.list(list)
            : new ArrayList<>(PlainValues.map(fields == null ? Map.of() : fields).values());
    for (Object definition : definitions) {
      Object key = identifier.path("key_pointer").get(definition);
      if (!(key instanceof String name)) {
        throw new Failure.Data(
            "the API's schema names a field " + key + ", which is no text",
            "check the key_pointer of the manifest's schema_type_identifier");
      }
      properties.put(name, type(definition));
    }
  }

  private Object type(@Nullable Object definition) {
    FieldPath pointer = identifier.path("type_pointer");
    Object found = pointer.isEmpty() ? "string" : pointer.get(definition);
    Object type = mapped(found == null ? "string" : found, definition);
    if (type instanceof List<?> several && several.size() == 2) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("oneOf", several.stream().map(name -> named(String.valueOf(name))).toList());
      return one;
    }
    return type instanceof Map<?, ?> complex
        ? complex(PlainValues.map(complex))
        : named(String.valueOf(type));
  }

  private Object mapped(Object type, @Nullable Object definition) {
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    seen.put("raw_schema", definition);
    for (Component mapping : identifier.children("types_mapping")) {
      boolean applies =
          (mapping.type().equals(OTHERS) || PlainValues.same(mapping.get("current_type"), type))
              && mapping
                  .template("condition")
                  .map(condition -> mapping.evaluator().condition(condition, seen))
                  .orElse(true);
      Object target = mapping.get("target_type");
      if (applies && target != null) {
        return target;
      }
    }
    return type;
  }

  private static Map<String, @Nullable Object> complex(Map<String, @Nullable Object> type) {
    Map<String, @Nullable Object> made = named(String.valueOf(type.get("field_type")));
    Object items = type.get("items");
    if (items != null) {
      made.put(
          "items",
          items instanceof Map<?, ?> inner
              ? complex(PlainValues.map(inner))
              : named(String.valueOf(items)));
    }
    return made;
  }

  private static Map<String, @Nullable Object> named(String type) {
    return switch (type) {
      case "string", "boolean", "integer", "number", "array", "object" -> schema(type, "", "");
      case "date" -> schema("string", "date", "");
      case "timestamp_with_timezone", "timestamp_without_timezone" ->
          schema("string", "date-time", type);
      case "time_with_timezone", "time_without_timezone" -> schema("string", "time", type);
      default ->
          throw new Failure.Configuration(
              "the API's schema has a field of the type \"" + type + "\", which is not known",
              "map it under types_mapping of the manifest's schema_type_identifier");
    };
  }

  private static Map<String, @Nullable Object> schema(String type, String format, String exact) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("type", List.of("null", type));
    if (!format.isEmpty()) {
      schema.put("format", format);
    }
    if (!exact.isEmpty()) {
      schema.put("airbyte_type", exact);
    }
    return schema;
  }

  private static Map<String, @Nullable Object> filtered(
      Component loader, Map<String, @Nullable Object> properties) {
    Optional<RecordFilter> filter =
        loader
            .child("schema_filter")
            .map(
                found ->
                    new RecordFilter(found.template("condition").orElse(""), found.evaluator()));
    if (filter.isEmpty()) {
      return properties;
    }
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    properties.forEach(
        (name, type) -> {
          Map<String, @Nullable Object> one = new LinkedHashMap<>();
          one.put(name, type);
          if (filter.get().keeps(one, Map.of())) {
            kept.put(name, type);
          }
        });
    return kept;
  }

  private static Map<String, @Nullable Object> transformed(
      Component loader, Map<String, @Nullable Object> properties) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(properties);
    loader
        .children("schema_transformations")
        .forEach(item -> Selectors.transformation(item).transform(changed, Map.of()));
    return changed;
  }
}
