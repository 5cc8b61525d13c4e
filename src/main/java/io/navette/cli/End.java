package io.navette.cli;

import io.navette.failure.Failure;
import io.navette.sync.Endpoint;

/** One end of a transfer: a connection and a stream in it. */
record End(Endpoint endpoint, String stream) {
  /** Reads {@code CONNECTION:STREAM}. */
  static End of(String text, Workspace workspace) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new Failure.Usage(
          "\"" + text + "\" is no CONNECTION:STREAM", "list the connections: navette connect list");
    }
    return new End(workspace.endpoint(text.substring(0, colon)), text.substring(colon + 1));
  }
}
