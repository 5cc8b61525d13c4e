package io.navette.cli;

import io.navette.connector.Settings;
import io.navette.sync.Endpoint;
import java.util.Map;

/** One end of a transfer: a connection or a file, and a stream in it. */
record End(Endpoint endpoint, String stream) {
  /** The stream's options: none, since a transfer sets all for the connection. */
  Settings options() {
    return new Settings(endpoint.name(), Map.of());
  }
}
