package io.navette.connector.rest.records;

import io.navette.connector.rest.value.PlainValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the id in place of an object, where an API may tell either of them in the same field.
 *
 * @param fields of the record that may hold an object instead of its id
 */
public record IdsOfObjects(List<String> fields) implements Transformation {
  public IdsOfObjects {
    fields = List.copyOf(fields);
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    for (String field : fields) {
      if (record.get(field) instanceof Map<?, ?> object && object.containsKey("id")) {
        record.put(field, PlainValues.map(object).get("id"));
      }
    }
  }
}
