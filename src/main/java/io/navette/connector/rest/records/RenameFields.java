package io.navette.connector.rest.records;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives fields another name, where theirs would collide with one that stands elsewhere in the
 * record.
 *
 * @param path to the map that holds them; empty for the record itself
 * @param names the new names by the old ones
 */
public record RenameFields(FieldPath path, Map<String, String> names) implements Transformation {
  public RenameFields {
    names = Map.copyOf(names);
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Object holder = path.isEmpty() ? record : path.get(record);
    if (!(holder instanceof Map<?, ?> found)
        || names.keySet().stream().noneMatch(found::containsKey)) {
      return;
    }
    Map<String, @Nullable Object> fields = PlainValues.map(found);
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    fields.forEach((name, value) -> renamed.put(names.getOrDefault(name, name), value));
    fields.clear();
    fields.putAll(renamed);
  }
}
