package io.navette.connector.rest.records;

import io.navette.connector.rest.value.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each bare value of a list, as of the ids in {@code {"data": ["a", "b"]}}; of a
 * value alone, too, since the items of an answer that is a list come one by one. Objects stay what
 * they are; nulls and empty objects are no records.
 *
 * @param values where the list stands
 * @param valueField the field of a record that gets the value
 */
public record ValuesExtractor(FieldPath values, String valueField) implements RecordExtractor {
  @Override
  public List<@Nullable Object> extract(@Nullable Object body) {
    Object found = values.isEmpty() ? body : values.get(body);
    List<@Nullable Object> records = new ArrayList<>();
    List<?> items = found instanceof List<?> list ? list : Collections.singletonList(found);
    for (Object item : items) {
      if (item instanceof Map<?, ?> fields) {
        if (!fields.isEmpty()) {
          records.add(item);
        }
      } else if (item != null) {
        records.add(record(item));
      }
    }
    return records;
  }

  private Map<String, @Nullable Object> record(Object value) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put(valueField, value);
    return record;
  }
}
