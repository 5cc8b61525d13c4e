package io.navette.http.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The application acts for itself (RFC 6749, 4.4).
 *
 * @param type sent as {@code grant_type}; some vendors have a word of their own for it
 * @param scope words with blanks between; empty to leave it out
 */
public record ClientCredentialsGrant(TokenEndpoint endpoint, String type, String scope)
    implements Grant {
  /** The standard's word. */
  public static final String TYPE = "client_credentials";

  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", type);
    if (!scope.isEmpty()) {
      fields.put("scope", scope);
    }
    return endpoint.repeatable(fields);
  }

  @Override
  public TokenAccount account() {
    return endpoint.account(type, TokenAccount.Loss.NOTHING);
  }

  @Override
  public String seed() {
    return Seed.of(type, endpoint.seed(), scope);
  }
}
