package io.navette.http.auth;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Acts for a person who logged in once (RFC 6749, 6). The vendor may rotate the refresh token: the
 * stored one counts, the configured one only starts the chain. A new one in the configuration
 * starts a new chain.
 *
 * @param configured empty where the login stored the first tokens
 * @param rotating whether each renewal is known to destroy the token it used
 * @param scope words with blanks between; empty to leave it out
 */
public record RefreshTokenGrant(
    TokenEndpoint endpoint, Optional<Secret> configured, boolean rotating, String scope)
    implements Grant {
  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    Secret refresh =
        stored
            .flatMap(Tokens::refresh)
            .or(() -> configured)
            .orElseThrow(() -> missing(endpoint.requests().connection()));
    endpoint.learn(refresh);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refresh.reveal());
    if (!scope.isEmpty()) {
      fields.put("scope", scope);
    }
    return endpoint.repeatable(fields).after(refresh, stored);
  }

  private static Failure missing(String connection) {
    return new Failure.Access(
        connection + ": nobody has logged in yet, or the login gave no refresh token",
        "log in: navette connect login " + connection);
  }

  @Override
  public TokenAccount account() {
    return endpoint.account(
        "login",
        configured.isEmpty() || rotating ? TokenAccount.Loss.ACCESS : TokenAccount.Loss.PERHAPS);
  }

  /** The client's secret is no part of it: a new one must not throw rotated tokens away. */
  @Override
  public String seed() {
    return configured
        .map(token -> Seed.of("refresh_token", endpoint.loginSeed(), token.reveal()))
        .orElseGet(endpoint::loginSeed);
  }
}
