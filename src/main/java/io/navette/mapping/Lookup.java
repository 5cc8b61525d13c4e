package io.navette.mapping;

import java.util.List;
import java.util.Optional;

/**
 * A further column of a stream, found in a table by the row's own values.
 *
 * @param name of the column, for expressions
 * @param by expressions over the stream's columns, one for each column of the table's key
 * @param missing what becomes of rows whose key the table has not
 * @param fallback their value, where {@code missing} is {@link Missing#DEFAULT}
 */
public record Lookup(
    String name, List<String> by, Missing missing, Optional<String> fallback, LookupTable table) {
  /** What becomes of a row whose key is not in the table. */
  public enum Missing {
    REJECT,
    NULL,
    DEFAULT
  }

  public Lookup {
    by = List.copyOf(by);
  }
}
