package io.navette.connector;

/** A writer that can tell what its uncommitted rows would do, for guards and dry runs. */
public interface Staged {
  /** What the rows written so far would do if committed now as the last chunk. Blocks. */
  Changes pending();

  /** Rows in the target now; 0 where it does not exist. Blocks. */
  long targetRows();

  /** Drops all staged rows and the pass's ledger entry: the next run starts from nothing. */
  void discard();
}
