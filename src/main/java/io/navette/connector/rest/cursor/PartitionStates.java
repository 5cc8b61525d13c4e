package io.navette.connector.rest.cursor;

import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The states of a stream's partitions, with one for all of them to fall back to. Past a number of
 * partitions only that one is kept. Written as {@code {use_global_cursor, states, state,
 * lookback_window, parent_state}}.
 */
public final class PartitionStates {
  private static final String STATES = "states";
  private static final String GLOBAL = "state";
  private static final String LOOKBACK = "lookback_window";
  private static final String PARENT = "parent_state";
  private static final String USE_GLOBAL = "use_global_cursor";

  private final int mostPartitions;
  private final Map<Map<String, @Nullable Object>, Entry> states = new LinkedHashMap<>();
  private @Nullable Map<String, @Nullable Object> global;
  private @Nullable Map<String, @Nullable Object> parent;
  private boolean useGlobal;
  private long lookbackSeconds;
  private boolean hasLookback;

  private record Entry(
      Map<String, @Nullable Object> partition, Map<String, @Nullable Object> cursor) {}

  private PartitionStates(int mostPartitions) {
    this.mostPartitions = mostPartitions;
  }

  /**
   * Reads a state; one without partitions, as {@code {field: moment}}, counts for all of them.
   *
   * @param mostPartitions past which only the state for all partitions is kept; 0 for that from the
   *     beginning
   */
  public static PartitionStates of(Map<String, @Nullable Object> state, int mostPartitions) {
    PartitionStates read = new PartitionStates(mostPartitions);
    read.useGlobal = mostPartitions == 0;
    if (state.isEmpty()) {
      return read;
    }
    if (!(state.get(STATES) instanceof List<?>) && !(state.get(GLOBAL) instanceof Map<?, ?>)) {
      read.global = PlainValues.copyOf(state);
      return read;
    }
    read.useGlobal = read.useGlobal || PlainValues.truthy(state.get(USE_GLOBAL));
    if (state.get(LOOKBACK) instanceof Number seconds) {
      read.lookbackSeconds = seconds.longValue();
      read.hasLookback = true;
    }
    if (state.get(STATES) instanceof List<?> items) {
      items.forEach(read::add);
    }
    if (state.get(GLOBAL) instanceof Map<?, ?> held) {
      read.global = PlainValues.copyOf(PlainValues.map(held));
    }
    if (state.get(PARENT) instanceof Map<?, ?> held) {
      read.parent = PlainValues.copyOf(PlainValues.map(held));
    }
    return read;
  }

  private void add(@Nullable Object item) {
    if (item instanceof Map<?, ?> fields
        && fields.get("partition") instanceof Map<?, ?> partition
        && fields.get("cursor") instanceof Map<?, ?> cursor) {
      put(PlainValues.map(partition), PlainValues.map(cursor));
    }
  }

  private void put(Map<String, @Nullable Object> partition, Map<String, @Nullable Object> cursor) {
    states.put(key(partition), new Entry(partition, PlainValues.copyOf(cursor)));
  }

  /** The partition with its fields in order, so that it is found however it was written. */
  private static Map<String, @Nullable Object> key(Map<String, @Nullable Object> partition) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    partition.forEach(
        (name, value) ->
            sorted.put(name, value instanceof Map<?, ?> ? key(PlainValues.map(value)) : value));
    return sorted;
  }

  /** Where the partition goes on: its own state, else that for all, else nothing. */
  public Map<String, @Nullable Object> stateOf(Slice slice) {
    Entry own = states.get(key(slice.partition()));
    if (own != null && !useGlobal) {
      return PlainValues.copyOf(own.cursor());
    }
    return global == null ? new LinkedHashMap<>() : PlainValues.copyOf(global);
  }

  /** Whether the partition has a state of its own. */
  public boolean knows(Slice slice) {
    return !useGlobal && states.containsKey(key(slice.partition()));
  }

  /** Whether only the state for all partitions counts. */
  public boolean usesGlobal() {
    return useGlobal;
  }

  /** How many seconds before its state a run starts again, besides the stream's own lookback. */
  public long lookbackSeconds() {
    return lookbackSeconds;
  }

  /** The partition was read up to there. */
  public void update(Slice slice, Map<String, @Nullable Object> cursor) {
    if (useGlobal) {
      return;
    }
    put(slice.partition(), cursor);
    if (states.size() > mostPartitions) {
      useGlobal = true;
      states.clear();
    }
  }

  /**
   * All partitions were read.
   *
   * @param reached the furthest of all records; empty when none came, and nothing changes
   * @param seconds how long the run took; what changed meanwhile is read again
   */
  public void finish(
      Map<String, @Nullable Object> reached,
      long seconds,
      BinaryOperator<Map<String, @Nullable Object>> furthest) {
    Map<String, @Nullable Object> before = global;
    if (reached.isEmpty()) {
      return;
    }
    lookbackSeconds = seconds;
    hasLookback = true;
    global =
        PlainValues.copyOf(
            before == null || before.isEmpty() ? reached : furthest.apply(before, reached));
  }

  /** The states of the parent streams, by name; empty when there are none. */
  public Map<String, @Nullable Object> parent() {
    return parent == null ? Map.of() : parent;
  }

  public void parent(Map<String, @Nullable Object> state) {
    parent = PlainValues.copyOf(state);
  }

  /** The state as it is kept. */
  public Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(USE_GLOBAL, useGlobal);
    if (!useGlobal) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Entry entry : states.values()) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("partition", PlainValues.copyOf(entry.partition()));
        item.put("cursor", PlainValues.copyOf(entry.cursor()));
        items.add(item);
      }
      state.put(STATES, items);
    }
    if (global != null) {
      state.put(GLOBAL, PlainValues.copyOf(global));
    }
    if (hasLookback) {
      state.put(LOOKBACK, lookbackSeconds);
    }
    if (parent != null) {
      state.put(PARENT, PlainValues.copyOf(parent));
    }
    return state;
  }
}
