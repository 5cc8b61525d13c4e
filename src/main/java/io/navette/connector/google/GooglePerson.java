package io.navette.connector.google;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.auth.ClientIdentity;
import io.navette.http.auth.Grant;
import io.navette.http.auth.Login;
import io.navette.http.auth.LoginPlan;
import io.navette.http.auth.RefreshTokenGrant;
import io.navette.http.auth.TokenAuthentication;
import io.navette.http.auth.TokenEndpoint;
import io.navette.http.auth.TokenPlace;
import io.navette.http.auth.TokenRequests;
import io.navette.http.auth.TokenStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A connection that acts for a person who logs in with a browser. */
public final class GooglePerson {
  static final String WHO = "the person who logged in";

  private final Settings settings;
  private final List<String> scopes;
  private final Http http;
  private final TokenEndpoint endpoint;
  private final TokenStore store;
  private final HttpContext context;

  @SuppressWarnings("MustBeClosedChecker") // handed on by http()
  GooglePerson(Settings settings, List<String> scopes, ApiContext program, HttpContext context) {
    this.settings = settings;
    this.scopes = List.copyOf(scopes);
    this.context = context;
    this.store = program.shared().tokens();
    HttpUrl url = GoogleApi.address(settings, "auth.token_url");
    this.http = Http.open(GoogleApi.http(settings, url), Authentication.NONE, context);
    this.endpoint =
        new TokenEndpoint(
            TokenRequests.of(settings.connection(), url, client(settings)), http, context);
  }

  private static ClientIdentity client(Settings settings) {
    String id =
        settings
            .text("auth.client_id")
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        settings.connection() + ": auth.client_id is missing",
                        "create an OAuth client of the type Desktop app: Google Cloud console,"
                            + " APIs and services, Credentials"));
    return settings
        .secret("auth.client_secret")
        .<ClientIdentity>map(secret -> new ClientIdentity.Fields(id, secret))
        .orElseGet(() -> new ClientIdentity.Open(id));
  }

  /** Of the requests for tokens; whoever opened the connection closes it. */
  Http http() {
    return http;
  }

  Authentication authentication() {
    return new TokenAuthentication(
        renewing(), store, TokenPlace.BEARER, context.clock(), obtained -> {});
  }

  private Grant renewing() {
    return new RefreshTokenGrant(endpoint, Optional.empty(), true, "");
  }

  /**
   * Prepares a login; sends nothing yet.
   *
   * @throws Failure.Configuration when the connection uses a service account, which needs none
   */
  @MustBeClosed
  public static Login login(Settings settings, GoogleAccess access, ApiContext program) {
    if (settings.text("auth.method").filter(GoogleAccess.PERSON::equals).isEmpty()) {
      throw new Failure.Configuration(
          settings.connection() + ": a service account needs no login",
          "check its key: navette test "
              + settings.connection()
              + "; to log in as a person set auth.method: oauth2");
    }
    return new GooglePerson(settings, access.scopes(), program, GoogleApi.surroundings(program))
        .login();
  }

  @MustBeClosed
  private Login login() {
    HttpUrl consent = GoogleApi.address(settings, "auth.authorize_url");
    // Without both, Google gives no refresh token to whoever consented before.
    Map<String, String> offline = Map.of("access_type", "offline", "prompt", "consent");
    LoginPlan plan =
        new LoginPlan(
            Optional.of((redirect, state) -> consent),
            offline,
            String.join(" ", scopes),
            GoogleApi.address(settings, "auth.redirect_uri"),
            Optional.empty());
    return new Login(plan, endpoint, renewing(), store, http::close);
  }
}
