package io.navette.http.auth;

import io.navette.http.Authentication;
import io.navette.secret.Secret;
import okhttp3.Request;

/**
 * A fixed key in a header, a query parameter or a cookie.
 *
 * @param name of the header, parameter or cookie
 */
public record ApiKeyAuthentication(Place place, String name, Secret key) implements Authentication {

  /** Where the key stands. */
  public enum Place {
    HEADER,
    QUERY,
    COOKIE
  }

  @Override
  public void apply(Request.Builder request) {
    switch (place) {
      case HEADER -> request.header(name, key.reveal());
      case QUERY ->
          request.url(
              request.build().url().newBuilder().setQueryParameter(name, key.reveal()).build());
      case COOKIE -> {
        String others = request.build().header("Cookie");
        String own = name + "=" + key.reveal();
        request.header("Cookie", others == null ? own : others + "; " + own);
      }
    }
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
