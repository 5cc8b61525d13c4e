package io.navette.connector.rest.write;

import io.navette.connector.WriteMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives rows the names by which the history knows them. Rows of the same key that are all to be
 * added are told apart, in a run that begins again too.
 */
final class RowNames {
  private final WriteMode mode;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private long chunk;

  /**
   * @param chunk how many were committed before
   */
  RowNames(WriteMode mode, long chunk) {
    this.mode = mode;
    this.chunk = chunk;
  }

  void name(Row row) {
    row.content = Hashes.of(Json.of(row.values));
    if (mode == WriteMode.APPEND) {
      String same = row.key.isEmpty() ? row.content : row.key;
      int occurrence = occurrences.merge(same, 1, Integer::sum);
      row.historyKey = chunk + "/" + occurrence + "/" + same;
    } else {
      seen.add(row.historyKey);
    }
  }

  /** Whether a row of this key was named. */
  boolean saw(String key) {
    return seen.contains(key);
  }

  /** Begins the next chunk. */
  void next(long number) {
    chunk = number;
    occurrences.clear();
  }
}
