package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;

/** A connector that can be read from. */
public interface SourceConnector extends Connector {
  /**
   * Opens the system; blocks. Throws a {@link io.navette.failure.Failure} naming the connection.
   */
  @MustBeClosed
  Source openSource(Settings settings);
}
