package io.navette.http.auth;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One login of a person in a browser (RFC 6749, 4.1, with the proof key of RFC 7636). The tokens it
 * stores are used and renewed by a {@link RefreshTokenGrant} on the same endpoint. Used by one
 * thread, once.
 */
public final class AuthorizationCodeLogin {
  private final TokenEndpoint endpoint;
  private final Grant renewing;
  private final TokenStore store;
  private final HttpUrl redirect;
  private final String state = Pkce.word();
  private final String verifier = Pkce.word();

  /**
   * @param renewing what will use the tokens
   * @param redirect as registered with the vendor; {@link LoopbackReceiver} listens there
   */
  public AuthorizationCodeLogin(
      TokenEndpoint endpoint, Grant renewing, TokenStore store, HttpUrl redirect) {
    this.endpoint = endpoint;
    this.renewing = renewing;
    this.store = store;
    this.redirect = redirect;
  }

  /**
   * The address to open in a browser.
   *
   * @param scope words with blanks between; empty to leave it out
   * @param extra of the vendor, such as {@code access_type: offline}
   */
  public HttpUrl address(Consent consent, String scope, Map<String, String> extra) {
    HttpUrl.Builder address =
        consent
            .address(redirect, state)
            .newBuilder()
            .setQueryParameter("response_type", "code")
            .setQueryParameter("client_id", endpoint.requests().client().id())
            .setQueryParameter("redirect_uri", redirect.toString())
            .setQueryParameter("state", state)
            .setQueryParameter("code_challenge", Pkce.challenge(verifier))
            .setQueryParameter("code_challenge_method", "S256");
    if (!scope.isEmpty()) {
      address.setQueryParameter("scope", scope);
    }
    extra.forEach(address::setQueryParameter);
    return address.build();
  }

  /**
   * Exchanges the code for tokens and stores them. Blocks.
   *
   * @param redirected the whole address the browser was sent back to
   * @throws Failure.Access when the person or the vendor said no, or when the answer belongs to
   *     another login
   */
  public Tokens finish(HttpUrl redirected) {
    requireState(redirected.queryParameter("state"));
    String error = redirected.queryParameter("error");
    if (error != null) {
      String description = redirected.queryParameter("error_description");
      throw failure(
          "the login was refused: "
              + error
              + (description == null ? "" : " (" + description + ")"));
    }
    String code = redirected.queryParameter("code");
    if (code == null || code.isEmpty()) {
      throw failure("the address holds no code");
    }
    endpoint.learn(new Secret(code));
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", redirect.toString());
    fields.put("code_verifier", verifier);
    return store.update(
        renewing.account(), stored -> endpoint.once(fields).withSeed(renewing.seed()));
  }

  private void requireState(@Nullable String given) {
    byte[] expected = state.getBytes(StandardCharsets.UTF_8);
    if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
      throw failure("the answer belongs to another login: its state is not ours");
    }
  }

  private Failure failure(String why) {
    String connection = endpoint.requests().connection();
    return new Failure.Access(
        connection + ": " + endpoint.context().redaction().hide(why),
        "log in again: navette connect login " + connection);
  }
}
