package io.navette.http.auth;

import io.navette.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A person's own name and password (RFC 6749, 4.3; withdrawn by OAuth 2.1, still asked for by some
 * vendors). The password is sent each time: a refresh token would save nothing.
 *
 * @param scope words with blanks between; empty to leave it out
 */
public record PasswordGrant(TokenEndpoint endpoint, String user, Secret password, String scope)
    implements Grant {
  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    endpoint.learn(password);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "password");
    fields.put("username", user);
    fields.put("password", password.reveal());
    if (!scope.isEmpty()) {
      fields.put("scope", scope);
    }
    return endpoint.repeatable(fields);
  }

  @Override
  public TokenAccount account() {
    return endpoint.account("password", TokenAccount.Loss.NOTHING);
  }

  @Override
  public String seed() {
    return Seed.of("password", endpoint.seed(), user, password.reveal(), scope);
  }
}
