package io.navette.connector.rest.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream as a value: a map of partition and cursor together, whose attributes {@code
 * partition}, {@code cursor_slice} and {@code extra_fields} give the parts.
 */
public record Slice(
    Map<String, @Nullable Object> partition,
    Map<String, @Nullable Object> cursorSlice,
    Map<String, @Nullable Object> extraFields) {

  /** Both parts in one map; a name of the cursor wins. */
  public Map<String, @Nullable Object> together() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(partition);
    all.putAll(cursorSlice);
    return Collections.unmodifiableMap(all);
  }

  @Nullable Map<String, @Nullable Object> attribute(String name) {
    return switch (name) {
      case "partition", "_partition" -> partition;
      case "cursor_slice" -> cursorSlice;
      case "extra_fields" -> extraFields;
      default -> null;
    };
  }
}
