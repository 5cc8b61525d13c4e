package io.navette.connector.rest.records;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields out of a record. With a condition only those values that are neither a map nor a
 * list, and for which it holds; it sees the value as {@code property}.
 */
public final class RemoveFields implements Transformation {
  private final List<FieldPath> pointers;
  private final String condition;
  private final Evaluator evaluator;

  public RemoveFields(List<FieldPath> pointers, String condition, Evaluator evaluator) {
    this.pointers = List.copyOf(pointers);
    this.condition = condition;
    this.evaluator = evaluator;
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    for (FieldPath pointer : pointers) {
      for (FieldPath.Place place : pointer.places(record).reversed()) {
        if (condition.isEmpty() || holds(place.value())) {
          place.remove();
        }
      }
    }
  }

  private boolean holds(@Nullable Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return false;
    }
    Map<String, @Nullable Object> seen = new HashMap<>();
    seen.put("property", value);
    return evaluator.condition(condition, seen);
  }
}
