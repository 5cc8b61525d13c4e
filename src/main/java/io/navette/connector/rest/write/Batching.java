package io.navette.connector.rest.write;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How records are put together in a request.
 *
 * @param maxRecords 1 for one record a request
 * @param maxBytes of the records in a body; {@link Long#MAX_VALUE} for any
 * @param path where the records stand in the body; empty where they are the body
 * @param mapKey the name of a record in a {@link Wrap#MAP}, a template
 * @param groupBy records whose values of this template differ don't go together; empty for any
 * @param body what stands around them, a tree of templates; null for nothing
 */
record Batching(
    long maxRecords,
    long maxBytes,
    Wrap wrap,
    List<String> path,
    String mapKey,
    Optional<String> groupBy,
    @Nullable Object body) {
  Batching {
    path = List.copyOf(path);
  }

  /** The form of several records. */
  enum Wrap {
    /** The record alone. */
    OBJECT,
    ARRAY,
    /** An object with a name for each record. */
    MAP,
    /** A line of JSON for each. */
    NDJSON,
    /** A line of comma-separated values for each, with a heading. */
    CSV
  }

  boolean single() {
    return maxRecords == 1;
  }
}
