package io.navette.connector.rest.engine;

import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a stream without a schema, from records that were seen. */
final class SeenColumns {
  private final Map<String, @Nullable ColumnType> types = new LinkedHashMap<>();

  void see(Map<String, @Nullable Object> record) {
    record.forEach(
        (name, value) -> {
          ColumnType known = types.get(name);
          ColumnType seen = value == null ? known : type(value);
          types.put(name, known == null || seen == null ? seen : both(known, seen));
        });
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  /** The declared columns, then the others that were seen: text where all was null. */
  Schema schema(List<Column> declared) {
    List<Column> columns = new ArrayList<>(declared);
    Set<String> names = declared.stream().map(Column::name).collect(Collectors.toSet());
    types.forEach(
        (name, type) -> {
          if (!names.contains(name)) {
            columns.add(Column.of(name, type == null ? ColumnType.TEXT : type));
          }
        });
    return new Schema(columns);
  }

  private static ColumnType type(Object value) {
    return switch (value) {
      case Boolean flag -> ColumnType.BOOLEAN;
      case Long number -> ColumnType.INTEGER;
      case Number number -> ColumnType.DECIMAL;
      case Map<?, ?> map -> ColumnType.JSON;
      case List<?> list -> ColumnType.JSON;
      default -> ColumnType.TEXT;
    };
  }

  private static ColumnType both(ColumnType one, ColumnType other) {
    if (one.equals(other)) {
      return one;
    }
    Set<ColumnType> numbers = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL);
    return numbers.contains(one) && numbers.contains(other) ? ColumnType.DECIMAL : ColumnType.JSON;
  }
}
