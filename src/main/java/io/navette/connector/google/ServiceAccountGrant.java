package io.navette.connector.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.navette.failure.Failure;
import io.navette.http.HttpContext;
import io.navette.http.auth.Grant;
import io.navette.http.auth.Seed;
import io.navette.http.auth.TokenAccount;
import io.navette.http.auth.Tokens;
import io.navette.secret.Secret;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token for a service account's signature (RFC 7523), by Google's library. */
final class ServiceAccountGrant implements Grant {
  private final String connection;
  private final ServiceAccountCredentials key;
  private final HttpContext context;

  /**
   * @param transport of requests for tokens; its failures say what to do
   */
  ServiceAccountGrant(
      String connection,
      GoogleCredential credential,
      List<String> scopes,
      Optional<String> subject,
      HttpTransport transport,
      HttpContext context) {
    this.connection = connection;
    this.key = credential.key(scopes, subject, () -> transport);
    this.context = context;
  }

  @Override
  public Tokens obtain(Optional<Tokens> stored) {
    try {
      AccessToken token = key.refreshAccessToken();
      Secret value = new Secret(token.getTokenValue());
      context.redaction().learn(value);
      return new Tokens(
          value,
          Optional.empty(),
          context.clock().instant(),
          Optional.ofNullable(token.getExpirationTime()).map(Date::toInstant),
          "",
          Map.of());
    } catch (IOException e) {
      throw new Failure.Access(
          connection
              + ": "
              + key.getTokenServerUri()
              + " gave no token for "
              + key.getClientEmail()
              + ": "
              + context.redaction().hide(String.valueOf(e.getMessage())),
          "check token_uri in the service account's key, then navette test " + connection,
          e);
    }
  }

  @Override
  public TokenAccount account() {
    return new TokenAccount(connection, seed(), TokenAccount.Loss.NOTHING);
  }

  @Override
  public String seed() {
    return Seed.of(
        "service_account",
        key.getClientEmail(),
        String.valueOf(key.getPrivateKeyId()),
        key.getScopes().toString());
  }
}
