package io.navette.sync;

import io.navette.connector.RowDigesting.HashedRow;
import io.navette.connector.RowSums;
import java.util.BitSet;
import java.util.function.Consumer;

/** One side of a comparison: the hashes of its rows. Every question looks at the rows anew. */
interface HashedSide {
  /** The sums of all rows' hashes. Blocks. */
  RowSums sums(int buckets);

  /** Every row of some buckets; {@link #sums} was asked before. Blocks. */
  void rows(int buckets, BitSet wanted, Consumer<HashedRow> each);
}
