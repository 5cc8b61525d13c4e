package io.navette.sync;

import io.navette.connector.RowSums;
import io.navette.row.RowBatch;
import io.navette.row.RowHash;
import java.util.Optional;

/** Adds up the hashes of rows on their way to the target, so that they need not be read again. */
final class SentRows {
  private final RowHash hash;
  private final RowSums sums = new RowSums(1);
  private boolean complete = true;

  SentRows(RowHash hash) {
    this.hash = hash;
  }

  void add(RowBatch batch) {
    if (batch.encoded().isPresent()) {
      complete = false;
      return;
    }
    for (int row = 0; row < batch.size(); row++) {
      sums.add(0, 1, hash.row(batch, row));
    }
  }

  /** Empty where rows passed that have no cells. */
  Optional<RowSums> sums() {
    return complete ? Optional.of(sums) : Optional.empty();
  }
}
