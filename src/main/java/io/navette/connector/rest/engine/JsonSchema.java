package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.PlainValues;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns a stream's JSON schema declares. */
final class JsonSchema {
  private JsonSchema() {}

  /** The columns, in the order of the properties. */
  static Schema columns(Map<String, @Nullable Object> schema) {
    List<Column> columns = new ArrayList<>();
    PlainValues.map(schema.get("properties"))
        .forEach((name, property) -> columns.add(Column.of(name, type(property))));
    return new Schema(columns);
  }

  private static ColumnType type(@Nullable Object property) {
    if (!(property instanceof Map<?, ?> fields)) {
      return ColumnType.JSON;
    }
    Set<String> types = types(fields.get("type"));
    if (types.equals(Set.of("integer", "number"))) {
      return ColumnType.DECIMAL;
    }
    return types.size() == 1 ? single(types.iterator().next(), fields) : ColumnType.JSON;
  }

  private static ColumnType single(String type, Map<?, ?> property) {
    return switch (type) {
      case "string" -> text(property);
      case "integer" -> ColumnType.INTEGER;
      case "number" ->
          "integer".equals(property.get("airbyte_type")) ? ColumnType.INTEGER : ColumnType.DECIMAL;
      case "boolean" -> ColumnType.BOOLEAN;
      default -> ColumnType.JSON;
    };
  }

  private static ColumnType text(Map<?, ?> property) {
    return switch (String.valueOf(property.get("format"))) {
      case "date" -> ColumnType.DATE;
      case "date-time" ->
          "timestamp_without_timezone".equals(property.get("airbyte_type"))
              ? ColumnType.DATETIME
              : ColumnType.INSTANT;
      default -> ColumnType.TEXT;
    };
  }

  private static Set<String> types(@Nullable Object type) {
    Set<String> types = new LinkedHashSet<>();
    if (type instanceof List<?> several) {
      several.forEach(one -> types.add(String.valueOf(one)));
    } else if (type != null) {
      types.add(String.valueOf(type));
    }
    types.remove("null");
    return types;
  }
}
