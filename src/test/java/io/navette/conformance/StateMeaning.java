package io.navette.conformance;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a state means, in one form for the reference's states and Navette's bookmarks: how far each
 * partition, all of them together, and the parents were read. How long a run took is left out.
 */
final class StateMeaning {
  /** The reference writes the seconds its tests took; a real lookback is longer. */
  private static final long NOISE_SECONDS = 60;

  private StateMeaning() {}

  /**
   * @param cursor the field the stream is followed by; may be empty
   */
  static Map<String, @Nullable Object> of(@Nullable Object state, String cursor) {
    Map<String, @Nullable Object> meaning = new TreeMap<>();
    if (!(state instanceof Map<?, ?>)) {
      return meaning;
    }
    Map<String, @Nullable Object> fields = PlainValues.map(state);
    if (fields.get("slices") instanceof List<?> slices) {
      return slices(PlainValues.list(slices), cursor);
    }
    boolean partitioned = fields.containsKey("use_global_cursor") || fields.containsKey("states");
    fields.forEach(
        (name, value) -> {
          Object kept = partitioned ? partitioned(name, value) : whole(name, value);
          if (kept != null) {
            meaning.put(name, kept);
          }
        });
    return meaning;
  }

  /** Times without gaps are as good as the moment they reach to. */
  private static Map<String, @Nullable Object> slices(
      List<@Nullable Object> slices, String cursor) {
    Map<String, @Nullable Object> meaning = new TreeMap<>();
    if (slices.size() != 1) {
      meaning.put("slices", Canonical.of(slices));
      return meaning;
    }
    Map<String, @Nullable Object> only = PlainValues.map(slices.getFirst());
    Object recent = only.get("most_recent_cursor_value");
    meaning.put(cursor, recent == null ? only.get("start") : recent);
    return meaning;
  }

  private static @Nullable Object whole(String name, @Nullable Object value) {
    return name.startsWith("__ab_") ? null : Canonical.of(value);
  }

  private static @Nullable Object partitioned(String name, @Nullable Object value) {
    return switch (name) {
      case "use_global_cursor" -> Boolean.TRUE.equals(value) ? true : null;
      case "lookback_window" ->
          value instanceof Number seconds && seconds.longValue() > NOISE_SECONDS
              ? Canonical.of(value)
              : null;
      case "states" -> {
        List<String> states = new ArrayList<>();
        PlainValues.list(value).forEach(each -> states.add(String.valueOf(Canonical.of(each))));
        states.sort(Comparator.naturalOrder());
        yield states.isEmpty() ? null : states;
      }
      case "parent_state" -> {
        Map<String, @Nullable Object> parents = new TreeMap<>();
        PlainValues.map(value)
            .forEach(
                (parent, state) -> {
                  Map<String, @Nullable Object> meaning = of(state, "");
                  if (!meaning.isEmpty()) {
                    parents.put(parent, meaning);
                  }
                });
        yield parents.isEmpty() ? null : parents;
      }
      default -> value instanceof Map<?, ?> map && map.isEmpty() ? null : Canonical.of(value);
    };
  }
}
