package io.navette.connector;

import io.navette.failure.Failure;
import java.util.Optional;

/**
 * A sink that writes the chunk's entry in the same transaction as its rows, so that a killed run is
 * resumed exactly. The ledger's word goes before the history store's.
 */
public interface LedgerKeeping {
  /**
   * The last chunk committed for this job and stream; blocks. Empty when there is none, or when
   * what it speaks of (a staging table) is no longer there, so that the pass must start again.
   */
  Optional<Chunk> lastCommitted(WriteRequest request);

  /**
   * Whether the request's target has no rows at all, so that nothing the ledger speaks of can be in
   * it; blocks. Asked only before an unfinished pass goes on.
   */
  boolean isEmpty(WriteRequest request);

  /** The failure of a run that a later one has taken the stream from. */
  static Failure overtaken(WriteRequest request, Chunk chunk) {
    return new Failure.Locked(
        "job "
            + request.job()
            + ", stream "
            + request.stream()
            + ": a later run has taken over; run "
            + chunk.run()
            + " writes no more",
        "see navette history list");
  }
}
