package io.navette.connector.rest.records;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings nested fields to the top under their own name; under that of the parent too when the name
 * is taken, or within lists. The last fields come first, so theirs is the short name.
 */
public final class FlattenFields implements Transformation {
  private final boolean flattenLists;

  public FlattenFields(boolean flattenLists) {
    this.flattenLists = flattenLists;
  }

  private record Pending(String name, @Nullable Object value) {}

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    Deque<Pending> pending = new ArrayDeque<>();
    pending.push(new Pending("_", new LinkedHashMap<>(record)));
    boolean withParent = false;
    while (!pending.isEmpty()) {
      Pending next = pending.pop();
      if (next.value() instanceof Map<?, ?>) {
        for (Map.Entry<String, @Nullable Object> field : PlainValues.map(next.value()).entrySet()) {
          String own = field.getKey();
          boolean longName = withParent || flat.containsKey(own);
          pending.push(new Pending(longName ? next.name() + "." + own : own, field.getValue()));
        }
      } else if (flattenLists && next.value() instanceof List<?> items) {
        withParent |= !items.isEmpty();
        for (int i = 0; i < items.size(); i++) {
          pending.push(new Pending(next.name() + "." + i, items.get(i)));
        }
      } else {
        flat.put(next.name(), next.value());
      }
    }
    record.clear();
    record.putAll(flat);
  }
}
