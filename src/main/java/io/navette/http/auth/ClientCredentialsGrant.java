package io.navette.http.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The application acts for itself (RFC 6749, 4.4).
 *
 * @param scope words with blanks between; empty to leave it out
 */
public record ClientCredentialsGrant(TokenEndpoint endpoint, String scope) implements Grant {
  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    if (!scope.isEmpty()) {
      fields.put("scope", scope);
    }
    return endpoint.repeatable(fields);
  }

  @Override
  public String seed() {
    return Seed.of("client_credentials", endpoint.seed(), scope);
  }
}
