package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way out: values of the language as plain Java values that belong to the caller. */
final class Native {
  private Native() {}

  static @Nullable Object of(Object value) {
    return switch (value) {
      case None none -> null;
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> value;
    };
  }

  private static List<@Nullable Object> list(List<?> list) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      copy.add(of(Values.of(item)));
    }
    return copy;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = Values.of(entry.getKey());
      copy.put(key instanceof String text ? text : key.toString(), of(Values.of(entry.getValue())));
    }
    return copy;
  }
}
