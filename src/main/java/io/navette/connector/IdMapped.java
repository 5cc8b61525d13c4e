package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;

/**
 * A sink that can't tell by itself what it wrote before, so that the history tells it: web APIs. It
 * saves what became of each row as soon as it knows.
 */
public interface IdMapped {
  /** As {@link Sink#write}, with what is known of the rows written before. Blocks. */
  @MustBeClosed
  RowWriter write(WriteRequest request, IdMap ids);
}
