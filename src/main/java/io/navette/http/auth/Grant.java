package io.navette.http.auth;

import java.util.Optional;

/** A way to get an access token. Thread-safe. */
public interface Grant {

  /**
   * Asks the remote. Blocks; fails with {@link io.navette.failure.Failure.Access} when refused.
   *
   * @param stored tokens of the same seed, if there are any
   */
  Tokens obtain(Optional<Tokens> stored);

  /** Under which the tokens are stored. */
  TokenAccount account();

  /** Changes whenever tokens obtained earlier must not be used any more; gives nothing away. */
  String seed();
}
