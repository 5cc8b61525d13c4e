package io.navette.http.auth;

import io.navette.http.Authentication;
import io.navette.secret.Secret;
import okhttp3.Request;

/** A token that does not expire, or is renewed by a person (RFC 6750, 2.1). */
public record BearerAuthentication(Secret token) implements Authentication {
  @Override
  public void apply(Request.Builder request) {
    request.header("Authorization", "Bearer " + token.reveal());
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
