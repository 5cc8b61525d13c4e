package io.navette.connector;

import io.navette.row.RowBatch;
import java.util.BitSet;

/** A sink that can give rows of a target another key. */
public interface Rekeying {
  /**
   * Gives rows another key; all else in them stays. A row whose old key is not there is passed
   * over: it was done before. Durable when it returns. Blocks.
   *
   * @param before the old keys: the key's columns only
   * @param after the new ones, in the same order
   * @return the rows left as they are, since the target has a row of the new key already
   */
  BitSet rekey(String target, RowBatch before, RowBatch after);
}
