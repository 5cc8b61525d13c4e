package io.navette.connector;

import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.List;

/** Takes a stream's rows. Used by one thread. */
public interface RowWriter extends AutoCloseable {
  /**
   * Sends rows; blocks. Rows the target refuses come back and the others pass; a refusal may also
   * come back from a later call or from {@link #commit}.
   *
   * @throws io.navette.failure.Failure when the batch as a whole could not be sent
   */
  List<Rejection> write(RowBatch batch);

  /**
   * Has the target look at all rows written so far, so that the next {@link #commit} is short. Rows
   * it refuses come back. Called only where writers take turns ({@link TurnTaking}); blocks.
   */
  default List<Rejection> deliver() {
    return List.of();
  }

  /**
   * Makes all rows written since the last commit durable, together with the chunk's ledger entry
   * where the target keeps one. Blocks. With {@link Chunk#last} REPLACE and MIRROR take effect.
   */
  Committed commit(Chunk chunk);

  /** Discards what was not committed. Never throws for work that is already committed. */
  @Override
  void close();
}
