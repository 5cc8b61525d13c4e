package io.navette.connector.rest.records;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one record of each item in a list within a record.
 *
 * @param items where the list stands
 * @param keepOriginal whether each gets the record it came from as {@code original_record}
 * @param parentWhenEmpty whether a record without items stands for itself
 */
public record RecordExpander(FieldPath items, boolean keepOriginal, boolean parentWhenEmpty) {
  List<@Nullable Object> expand(@Nullable Object record) {
    List<@Nullable Object> expanded = new ArrayList<>();
    if (!(record instanceof Map<?, ?>) || items.isEmpty()) {
      expanded.add(record);
      return expanded;
    }
    for (Object found : items.hasWildcard() ? items.all(record) : single(record)) {
      if (found instanceof List<?>) {
        PlainValues.list(found).forEach(item -> expanded.add(expanded(item, record)));
      }
    }
    if (expanded.isEmpty() && parentWhenEmpty) {
      expanded.add(record);
    }
    return expanded;
  }

  private List<@Nullable Object> single(Object record) {
    List<@Nullable Object> found = new ArrayList<>();
    found.add(items.get(record));
    return found;
  }

  private @Nullable Object expanded(@Nullable Object item, Object record) {
    if (!keepOriginal) {
      return item;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (item instanceof Map<?, ?>) {
      fields.putAll(PlainValues.map(item));
    } else {
      fields.put("value", item);
    }
    fields.put("original_record", record);
    return fields;
  }
}
