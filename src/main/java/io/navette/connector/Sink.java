package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;

/** An open system to write to. Several writers may be open at once, each used by one thread. */
public interface Sink extends AutoCloseable {
  /** Starts writing one stream; blocks. */
  @MustBeClosed
  RowWriter write(WriteRequest request);

  @Override
  void close();
}
