package io.navette.connector.rest.engine;

import io.navette.http.Authentication;
import io.navette.http.auth.ApiKeyAuthentication;
import io.navette.http.auth.BearerAuthentication;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.http.auth.TokenAuthentication;
import io.navette.http.auth.TokenStore;
import io.navette.http.auth.TokenUse;
import io.navette.secret.Secret;
import java.util.Map;
import java.util.Optional;
import okhttp3.Request;

/** A session token as the manifest has it sent: in a header, a parameter, or as a bearer's. */
final class SessionAuthentication implements TokenUse {
  private final Component way;

  private SessionAuthentication(Component way) {
    this.way = way;
  }

  /**
   * Logs in when a token is needed. Runs share a token that says how long it is good; one that does
   * not is good for this run.
   */
  static Authentication of(Component authenticator, Clients clients) {
    TokenStore store =
        authenticator.text("expiration_duration").isPresent()
            ? clients.tokens()
            : new MemoryTokenStore();
    return new TokenAuthentication(
        new SessionGrant(authenticator, clients),
        store,
        new SessionAuthentication(authenticator.needed("request_authentication")),
        clients.context().clock(),
        taken -> clients.context().redaction().learn(taken.access()));
  }

  @Override
  public void put(Request.Builder request, Secret token) {
    authentication(token.reveal()).apply(request);
  }

  @Override
  public boolean holds(Request request, Secret token) {
    Request.Builder again = request.newBuilder();
    put(again, token);
    Request same = again.build();
    return same.url().equals(request.url()) && same.headers().equals(request.headers());
  }

  private Authentication authentication(String session) {
    Secret secret =
        new Secret(
            way.template("api_token")
                .map(template -> way.evaluator().text(template, Map.of("session_token", session)))
                .orElse(session));
    Optional<Component> option = way.child("inject_into");
    return option.isPresent()
        ? new ApiKeyAuthentication(
            Authenticators.place(option.get()), option.get().neededText("field_name"), secret)
        : new BearerAuthentication(secret);
  }
}
