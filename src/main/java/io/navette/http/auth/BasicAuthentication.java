package io.navette.http.auth;

import io.navette.http.Authentication;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import okhttp3.Request;

/** A user's name and password with every request (RFC 7617, in UTF-8). */
public record BasicAuthentication(String user, Secret password) implements Authentication {
  @Override
  public void apply(Request.Builder request) {
    request.header(
        "Authorization", Credentials.basic(user, password.reveal(), StandardCharsets.UTF_8));
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
