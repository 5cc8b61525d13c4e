package io.navette.connector;

import io.navette.row.Schema;
import java.util.List;

/**
 * A stream as discovered.
 *
 * @param name what {@code streams:} in YAML and {@link ReadRequest#stream} call it
 * @param key the columns that identify a row; empty where the system declares none
 * @param cursorCandidates columns that could serve as cursor, best first
 * @param approximateRows -1 where counting costs too much
 * @param sampled records the columns were learnt from, for want of a declaration; 0 where there is
 *     one
 */
public record StreamInfo(
    String name,
    Schema schema,
    List<String> key,
    List<String> cursorCandidates,
    long approximateRows,
    int sampled) {
  public StreamInfo {
    key = List.copyOf(key);
    cursorCandidates = List.copyOf(cursorCandidates);
  }

  /** A stream whose columns are declared. */
  public StreamInfo(
      String name,
      Schema schema,
      List<String> key,
      List<String> cursorCandidates,
      long approximateRows) {
    this(name, schema, key, cursorCandidates, approximateRows, 0);
  }
}
