package io.navette.http.auth;

import io.navette.secret.Secret;
import okhttp3.Request;

/**
 * The header an access token stands in.
 *
 * @param prefix before the token, with its blank; may be empty
 */
public record TokenPlace(String header, String prefix) implements TokenUse {
  /** RFC 6750, 2.1. */
  public static final TokenPlace BEARER = new TokenPlace("Authorization", "Bearer ");

  @Override
  public void put(Request.Builder request, Secret token) {
    request.header(header, prefix + token.reveal());
  }

  @Override
  public boolean holds(Request request, Secret token) {
    return (prefix + token.reveal()).equals(request.header(header));
  }
}
