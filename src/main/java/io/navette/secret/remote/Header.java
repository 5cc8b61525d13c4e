package io.navette.secret.remote;

import io.navette.http.Authentication;
import io.navette.secret.Secret;
import okhttp3.Request;

/** A token in a header. */
record Header(String name, String prefix, Secret token) implements Authentication {
  static Header bearer(Secret token) {
    return new Header("Authorization", "Bearer ", token);
  }

  @Override
  public void apply(Request.Builder request) {
    request.header(name, prefix + token.reveal());
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
