package io.navette.connector.rest.records;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each item of the lists an object holds, where the name of a list tells what its
 * items are.
 *
 * @param objects where those objects stand: one, or lists of them
 * @param keyField the field of a record that gets the name of its list
 */
public record ListsExtractor(FieldPath objects, String keyField) implements RecordExtractor {
  @Override
  public List<@Nullable Object> extract(@Nullable Object body) {
    List<@Nullable Object> records = new ArrayList<>();
    add(objects.isEmpty() ? body : objects.get(body), records);
    return records;
  }

  private void add(@Nullable Object found, List<@Nullable Object> into) {
    if (found instanceof List<?> several) {
      several.forEach(one -> add(one, into));
    } else if (found instanceof Map<?, ?> object) {
      PlainValues.map(object)
          .forEach(
              (name, value) -> {
                if (value instanceof List<?> items) {
                  items.forEach(item -> into.add(record(name, item)));
                }
              });
    }
  }

  /** What is no object stays what it is, to be rejected as such. */
  private @Nullable Object record(String name, @Nullable Object item) {
    if (!(item instanceof Map<?, ?> fields)) {
      return item;
    }
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put(keyField, name);
    record.putAll(PlainValues.map(fields));
    return record;
  }
}
