package io.navette.connector.rest.write;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of a batch, known again by their own cells where an API repeats them in no order and
 * without a name of ours. Equal records are taken one after the other.
 */
final class SentRecords {
  private final Set<String> names = new HashSet<>();
  private final Map<Map<String, String>, Deque<Row>> waiting = new HashMap<>();

  SentRecords(List<Row> rows, Bodies bodies) {
    for (Row row : rows) {
      Map<String, @Nullable Object> cells = bodies.cells(row);
      names.addAll(cells.keySet());
      waiting.computeIfAbsent(filled(cells), absent -> new ArrayDeque<>()).add(row);
    }
  }

  /** The row an entry speaks of, once; what the entry holds besides is not looked at. */
  Optional<Row> take(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> fields)) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> cells = new HashMap<>(PlainValues.map(fields));
    cells.keySet().retainAll(names);
    return Optional.ofNullable(waiting.get(filled(cells))).map(Deque::poll);
  }

  /** An empty cell and a missing one are the same. */
  private static Map<String, String> filled(Map<String, @Nullable Object> cells) {
    Map<String, String> filled = new TreeMap<>();
    cells.forEach(
        (name, value) -> {
          String text = Bodies.cell(value);
          if (!text.isEmpty()) {
            filled.put(name, text);
          }
        });
    return filled;
  }
}
