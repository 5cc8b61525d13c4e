package io.navette.sync;

import io.navette.connector.Settings;
import io.navette.mapping.Lookup;
import java.util.List;
import java.util.Optional;

/**
 * A table that is read once a run, by whose key a stream gets a further column.
 *
 * @param name of the column
 * @param key expressions over the table's columns that identify its rows
 * @param value an expression over the table's columns
 * @param by expressions over the stream's columns, one for each of {@code key}
 * @param where which rows of the table to read
 * @param maxRows keys it may hold; the run ends when there are more
 * @param options per-stream options of the connector it is read from
 */
public record LookupRule(
    String name,
    Endpoint from,
    String stream,
    List<String> key,
    String value,
    List<String> by,
    Lookup.Missing missing,
    Optional<String> fallback,
    Optional<String> where,
    long maxRows,
    Settings options) {
  public LookupRule {
    key = List.copyOf(key);
    by = List.copyOf(by);
  }

  /** Whether both need the very same table in memory. */
  boolean readsAs(LookupRule other) {
    return from.name().equals(other.from.name())
        && stream.equals(other.stream)
        && key.equals(other.key)
        && value.equals(other.value)
        && where.equals(other.where)
        && maxRows == other.maxRows;
  }
}
