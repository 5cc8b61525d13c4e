package io.navette.http.auth;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where tokens outlive a request, and for most grants a run. Thread-safe; blocks. Fails with {@link
 * io.navette.failure.Failure.Configuration} when it can't be read or written.
 */
public interface TokenStore {

  /** The tokens as they are now: another process may just have renewed them. */
  Optional<Tokens> find(TokenAccount account);

  /**
   * Replaces an account's tokens, alone: neither another thread nor another process changes them
   * meanwhile. Returns only when the new ones are stored whole and would survive a crash, since the
   * remote may have destroyed the old. When the renewal or the write fails, the old ones stay.
   *
   * @param renewal from the tokens stored now, which another process may just have renewed; may
   *     return the same
   */
  Tokens update(TokenAccount account, Function<Optional<Tokens>, Tokens> renewal);
}
