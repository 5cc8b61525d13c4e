package io.navette.connector.rest.records;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each entry of a map whose names the entries themselves do not tell.
 *
 * @param entries where the map stands; anything else there, as an empty list, holds no record
 * @param keyField the field of a record that gets the entry's name
 */
public record EntriesExtractor(FieldPath entries, String keyField) implements RecordExtractor {
  @Override
  public List<@Nullable Object> extract(@Nullable Object body) {
    Object found = entries.isEmpty() ? body : entries.get(body);
    List<@Nullable Object> records = new ArrayList<>();
    if (found instanceof Map<?, ?> named) {
      PlainValues.map(named).forEach((name, entry) -> records.add(record(name, entry)));
    }
    return records;
  }

  private Map<String, @Nullable Object> record(String name, @Nullable Object entry) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put(keyField, name);
    if (entry instanceof Map<?, ?> fields) {
      record.putAll(PlainValues.map(fields));
    }
    return record;
  }
}
