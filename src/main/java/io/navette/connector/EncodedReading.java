package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;

/** A source that can deliver rows as its own bytes, for a target of its family. */
public interface EncodedReading {
  /** As {@link Source#read}, with batches that hold {@link io.navette.row.Encoded} rows. */
  @MustBeClosed
  RowReader readEncoded(ReadRequest request);
}
