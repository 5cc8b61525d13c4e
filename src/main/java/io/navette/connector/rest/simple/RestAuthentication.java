package io.navette.connector.rest.simple;

import io.navette.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authenticator a block {@code auth} stands for. */
final class RestAuthentication {
  private RestAuthentication() {}

  static Component of(Fields auth) {
    String type = auth.text("type").orElse("none");
    return switch (type) {
      case "none" -> Component.of("NoAuth");
      case "api_key" -> apiKey(auth);
      case "basic" ->
          Component.of("BasicHttpAuthenticator")
              .with("username", auth.requiredTemplate("username", type))
              .with("password", auth.requiredTemplate("password", type));
      case "bearer" ->
          Component.of("BearerAuthenticator")
              .with("api_token", auth.requiredTemplate("token", type));
      case "session" -> session(auth);
      case "oauth2_client_credentials" -> confidential(auth, type, "client_credentials");
      case "oauth2_password" -> password(auth, type);
      case "oauth2_refresh_token" ->
          updated(confidential(auth, type, "refresh_token"))
              .with("refresh_token", auth.requiredTemplate("refresh_token", type));
      case "oauth2_authorization_code" -> updated(login(auth, type));
      default ->
          throw new Failure.Configuration(
              "auth.type is " + type, "choose one of " + String.join(", ", RestSettings.AUTH));
    };
  }

  private static Component apiKey(Fields auth) {
    return Component.of("ApiKeyAuthenticator")
        .with("api_token", auth.requiredTemplate("key", "api_key"))
        .with("inject_into", place(auth));
  }

  private static Component place(Fields auth) {
    boolean header = "header".equals(auth.text("in").orElse("header"));
    return Component.option(
        header ? "header" : "request_parameter", auth.text("name").orElse("X-API-Key"));
  }

  /** A login whose answer holds what later requests are sent with. */
  private static Component session(Fields auth) {
    Map<String, @Nullable Object> body = extra(auth);
    for (String field : List.of("username", "password")) {
      if (auth.text(field).isPresent()) {
        body.put(field, auth.template(field));
      }
    }
    Component login =
        Component.of("HttpRequester")
            .with("url_base", auth.requiredTemplate("login_url", "session"))
            .with("path", "")
            .with("http_method", "POST")
            .with("authenticator", Component.of("NoAuth"))
            .with("request_body", Component.of("RequestBodyJsonObject").with("value", body));
    String path = auth.text("session_path").orElse("token");
    Component sent =
        "Authorization".equals(auth.text("name").orElse(""))
            ? Component.of("Bearer")
            : Component.of("ApiKey").with("inject_into", place(auth));
    return Component.of("SessionTokenAuthenticator")
        .with("login_requester", login)
        .with("session_token_path", List.of(path.split("\\.", -1)))
        .with("request_authentication", sent);
  }

  private static Component oauth(Fields auth, String type, String grant) {
    Component authenticator =
        Component.of("OAuthAuthenticator")
            .with("grant_type", grant)
            .with("token_refresh_endpoint", auth.requiredTemplate("token_url", type))
            .with("client_id", auth.requiredTemplate("client_id", type));
    List<String> scopes = auth.list("scopes");
    if (!scopes.isEmpty()) {
      authenticator.with("scopes", scopes);
    }
    if (auth.text("token_format").filter("json"::equals).isPresent()) {
      authenticator.with("refresh_request_headers", Map.of("Content-Type", "application/json"));
    }
    Map<String, @Nullable Object> extra = extra(auth);
    return extra.isEmpty() ? authenticator : authenticator.with("refresh_request_body", extra);
  }

  private static Map<String, @Nullable Object> extra(Fields auth) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    Fields params = auth.block("token_params");
    params.values().keySet().forEach(name -> extra.put(name, params.template(name)));
    return extra;
  }

  private static Component confidential(Fields auth, String type, String grant) {
    return oauth(auth, type, grant)
        .with("client_secret", auth.requiredTemplate("client_secret", type));
  }

  private static Component password(Fields auth, String type) {
    Map<String, @Nullable Object> fields = extra(auth);
    fields.put("username", auth.requiredTemplate("username", type));
    fields.put("password", auth.requiredTemplate("password", type));
    return login(auth, type).with("grant_type", "password").with("refresh_request_body", fields);
  }

  /** Programs on people's machines have no secret (RFC 8252, 8.5). A renewal keeps the scopes. */
  private static Component login(Fields auth, String type) {
    Component authenticator = oauth(auth, type, "refresh_token");
    return auth.text("client_secret").isPresent()
        ? authenticator.with("client_secret", auth.template("client_secret"))
        : authenticator;
  }

  private static Component updated(Component authenticator) {
    Component updater =
        Component.untyped()
            .with("access_token_config_path", List.of("auth", "access_token"))
            .with("refresh_token_config_path", List.of("auth", "refresh_token"))
            .with("token_expiry_date_config_path", List.of("auth", "token_expiry_date"));
    return authenticator.with("refresh_token_updater", updater);
  }
}
