package io.navette.http.auth;

import io.navette.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A token for a signed assertion (RFC 7523, 2.1): service accounts. */
public record JwtBearerGrant(TokenEndpoint endpoint, Jwt assertion) implements Grant {
  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    Secret signed = assertion.sign(endpoint.context().clock().instant());
    endpoint.learn(signed);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    fields.put("assertion", signed.reveal());
    return endpoint.repeatable(fields);
  }

  @Override
  public TokenAccount account() {
    return endpoint.account("jwt-bearer", TokenAccount.Loss.NOTHING);
  }

  @Override
  public String seed() {
    return Seed.of("jwt-bearer", endpoint.seed(), assertion.seed());
  }
}
