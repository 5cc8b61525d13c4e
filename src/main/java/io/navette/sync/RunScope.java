package io.navette.sync;

import io.navette.connector.IdMapped;
import io.navette.connector.Sink;
import io.navette.connector.Source;

/**
 * What the streams of one run share. Source and sink take one call at a time; opening readers and
 * writers goes through {@link #lock}.
 */
record RunScope(
    Job job,
    RunOptions options,
    String run,
    Source source,
    Sink sink,
    Leases.Lease lease,
    Journal journal,
    RunListener listener,
    Cancellation cancellation,
    ExitCodes exitCodes,
    Lookups lookups,
    Object lock) {
  /** Whether the target tells row by row what became of them. */
  boolean hasReceipts() {
    return sink instanceof IdMapped;
  }
}
