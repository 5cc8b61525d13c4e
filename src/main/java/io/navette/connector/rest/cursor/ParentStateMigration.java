package io.navette.connector.rest.cursor;

import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says from where parent streams go on when the state of the child knows nothing of them: where the
 * child goes on, if that is the same for all of its partitions.
 *
 * @param cursorFields the cursor field of each parent that is read incrementally, by its name
 */
public record ParentStateMigration(Map<String, String> cursorFields) {

  /** The states of the parents by name; empty when they start anew. */
  public Map<String, @Nullable Object> parentState(Map<String, @Nullable Object> childState) {
    if (childState.get("parent_state") instanceof Map<?, ?> held && !held.isEmpty()) {
      return PlainValues.copyOf(PlainValues.map(held));
    }
    Object reached = reached(childState);
    Map<String, @Nullable Object> parents = new LinkedHashMap<>();
    if (PlainValues.truthy(reached)) {
      cursorFields.forEach(
          (parent, field) -> {
            Map<String, @Nullable Object> state = new LinkedHashMap<>();
            state.put(field, reached);
            parents.put(parent, state);
          });
    }
    return parents;
  }

  private static @Nullable Object reached(Map<String, @Nullable Object> childState) {
    if (childState.get("state") instanceof Map<?, ?> global && !global.isEmpty()) {
      return global.values().iterator().next();
    }
    Object only = childState.size() == 1 ? childState.values().iterator().next() : null;
    return only instanceof Map<?, ?> || only instanceof List<?> ? null : only;
  }
}
