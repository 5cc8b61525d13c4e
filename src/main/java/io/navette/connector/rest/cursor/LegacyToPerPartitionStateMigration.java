package io.navette.connector.rest.cursor;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the state {@code {"13": {"updated_at": ..}}} of an older connector into one of partitions.
 *
 * @param partitionField the field of the partition the keys stand for
 * @param cursorField the only field each value has
 */
public record LegacyToPerPartitionStateMigration(String partitionField, String cursorField) {

  /** Whether the state is of the old kind. */
  public boolean applies(Map<String, @Nullable Object> state) {
    return !state.isEmpty() && state.values().stream().allMatch(this::isCursor);
  }

  private boolean isCursor(@Nullable Object value) {
    return value instanceof Map<?, ?> fields
        && fields.size() == 1
        && fields.containsKey(cursorField);
  }

  /** The state of partitions; any other kind of state comes back as it is. */
  public Map<String, @Nullable Object> migrate(Map<String, @Nullable Object> state) {
    if (!applies(state)) {
      return state;
    }
    List<@Nullable Object> states = new ArrayList<>();
    state.forEach(
        (key, cursor) -> {
          Map<String, @Nullable Object> partition = new LinkedHashMap<>();
          partition.put(partitionField, key);
          partition.put("parent_slice", new LinkedHashMap<>());
          Map<String, @Nullable Object> item = new LinkedHashMap<>();
          item.put("partition", partition);
          item.put("cursor", PlainValues.copy(cursor));
          states.add(item);
        });
    Map<String, @Nullable Object> migrated = new LinkedHashMap<>();
    migrated.put("states", states);
    return migrated;
  }
}
