package io.navette.http.auth;

import io.navette.secret.Secret;
import okhttp3.Request;

/** How a request carries a token. */
public interface TokenUse {

  /** Puts the token into the request. */
  void put(Request.Builder request, Secret token);

  /** Whether the request carries that token. */
  boolean holds(Request request, Secret token);
}
