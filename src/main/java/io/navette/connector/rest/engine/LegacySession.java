package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a {@code LegacySessionTokenAuthenticator} its present form: an API key when the
 * configuration holds a session token, else a login with username and password.
 */
final class LegacySession {
  private LegacySession() {}

  /**
   * Any other authenticator is itself.
   *
   * @param requester whose address the login's begins with
   */
  static Component present(Component authenticator, Component requester) {
    if (!authenticator.type().equals("LegacySessionTokenAuthenticator")) {
      return authenticator;
    }
    Map<String, @Nullable Object> present = new LinkedHashMap<>();
    Optional<String> token = authenticator.text("session_token");
    if (token.isPresent()) {
      present.put("type", "ApiKeyAuthenticator");
      present.put("api_token", authenticator.get("session_token"));
      present.put("header", authenticator.get("header"));
    } else {
      present.put("type", "SessionTokenAuthenticator");
      present.put("login_requester", login(authenticator, requester));
      present.put("session_token_path", path(authenticator));
      present.put("request_authentication", header(authenticator));
    }
    present.put("$parameters", authenticator.get("$parameters"));
    return Component.of(present, authenticator.evaluator());
  }

  private static List<@Nullable Object> path(Component authenticator) {
    return PlainValues.list(List.of(authenticator.neededText("session_token_response_key")));
  }

  private static Map<String, @Nullable Object> header(Component authenticator) {
    Map<String, @Nullable Object> option = new LinkedHashMap<>();
    option.put("type", "RequestOption");
    option.put("inject_into", "header");
    option.put("field_name", authenticator.get("header"));
    Map<String, @Nullable Object> way = new LinkedHashMap<>();
    way.put("type", "ApiKey");
    way.put("inject_into", option);
    return way;
  }

  private static Map<String, @Nullable Object> login(Component authenticator, Component requester) {
    Map<String, @Nullable Object> credentials = new LinkedHashMap<>();
    credentials.put("username", authenticator.get("username"));
    credentials.put("password", authenticator.get("password"));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("type", "RequestBodyJsonObject");
    body.put("value", credentials);
    Map<String, @Nullable Object> login = new LinkedHashMap<>();
    login.put("type", "HttpRequester");
    login.put(
        "url_base",
        requester.get("url_base") == null ? requester.get("url") : requester.get("url_base"));
    login.put("path", authenticator.get("login_url"));
    login.put("http_method", "POST");
    login.put("request_body", body);
    return login;
  }
}
