package io.navette.connector.rest.engine;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page: its records, pulled one by one, then the token of the next. */
interface RecordPage extends AutoCloseable {
  /**
   * What was found.
   *
   * @param record null when the value is not an object
   */
  record Found(@Nullable Map<String, @Nullable Object> record, @Nullable Object value) {}

  /** The next record that passes the filter, or value that is none; empty at the end. Blocks. */
  Optional<Found> next();

  /** The token of the page after this one, once all records were taken; empty at the end. */
  Optional<Object> following();

  /** Bytes of the answer it holds in memory, 0 for what is read while it arrives. */
  default long weight() {
    return 0;
  }

  @Override
  void close();
}
