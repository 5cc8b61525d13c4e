package io.navette.sync;

import io.navette.connector.Connector;
import io.navette.connector.Settings;

/** One end of a job: a connection with its connector and its resolved settings. */
public record Endpoint(Connector connector, Settings settings) {
  /** The connection's name, for messages. */
  public String name() {
    return settings.connection();
  }
}
