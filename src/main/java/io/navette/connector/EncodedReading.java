package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;

/** A source that can deliver rows as its own bytes, for a target of its family. */
public interface EncodedReading {
  /**
   * As {@link Source#read}, with batches that hold {@link io.navette.row.Encoded} rows. Called by
   * several threads at once, and while another uses the source: opening many small tables takes
   * longer than reading them.
   */
  @MustBeClosed
  RowReader readEncoded(ReadRequest request);
}
