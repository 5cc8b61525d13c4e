package io.navette.http.auth;

import io.navette.http.Authentication;
import java.time.InstantSource;
import okhttp3.Request;

/** A token we sign ourselves, a new one for each request. */
public record JwtAuthentication(Jwt token, TokenPlace place, InstantSource clock)
    implements Authentication {
  @Override
  public void apply(Request.Builder request) {
    place.put(request, token.sign(clock.instant()));
  }

  @Override
  public boolean renew(Request refused) {
    return false;
  }
}
