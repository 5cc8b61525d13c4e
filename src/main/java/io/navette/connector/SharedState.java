package io.navette.connector;

import io.navette.http.SharedLimits;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.http.auth.TokenStore;
import java.util.function.Consumer;

/**
 * What runs share beyond one connection's settings. Nothing is opened before it is used.
 *
 * @param tokens where tokens outlive a run
 * @param limits what all runs know about remotes
 * @param notes takes a sentence for the person who runs this
 */
public record SharedState(TokenStore tokens, SharedLimits limits, Consumer<String> notes) {
  /** Of a process that is alone and keeps nothing. */
  public static SharedState none() {
    return new SharedState(new MemoryTokenStore(), SharedLimits.NONE, note -> {});
  }
}
