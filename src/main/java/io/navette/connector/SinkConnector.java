package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Set;

/** A connector that can be written to. */
public interface SinkConnector extends Connector {
  /** The modes a stream may be written in; asked before anything is opened. */
  Set<WriteMode> modes();

  /**
   * Opens the system; blocks. Throws a {@link io.navette.failure.Failure} naming the connection.
   */
  @MustBeClosed
  Sink openSink(Settings settings);
}
