package io.navette.mapping;

import io.navette.row.RowBatch;
import java.util.BitSet;
import java.util.Optional;

/**
 * A mapped batch, whose rejections name the rows that were refused.
 *
 * @param skipped rows that met no filter
 * @param carried the same rows' source columns that were asked to be handed along; empty where none
 *     were
 */
public record Mapped(RowBatch batch, long skipped, Optional<RowBatch> carried) {
  /** Nothing is carried along. */
  public Mapped(RowBatch batch, long skipped) {
    this(batch, skipped, Optional.empty());
  }

  /** The same without the marked rows. */
  public Mapped without(BitSet rows) {
    return rows.isEmpty()
        ? this
        : new Mapped(batch.without(rows), skipped, carried.map(kept -> kept.without(rows)));
  }
}
