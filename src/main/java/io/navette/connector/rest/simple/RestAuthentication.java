package io.navette.connector.rest.simple;

import io.navette.failure.Failure;
import java.util.List;

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
      case "oauth2_client_credentials" -> oauth(auth, type, "client_credentials");
      case "oauth2_refresh_token" -> refreshed(auth, type);
      default ->
          throw new Failure.Configuration(
              "auth.type is " + type, "choose one of " + String.join(", ", RestSettings.AUTH));
    };
  }

  private static Component apiKey(Fields auth) {
    boolean header = "header".equals(auth.text("in").orElse("header"));
    return Component.of("ApiKeyAuthenticator")
        .with("api_token", auth.requiredTemplate("key", "api_key"))
        .with(
            "inject_into",
            Component.option(
                header ? "header" : "request_parameter", auth.text("name").orElse("X-API-Key")));
  }

  private static Component oauth(Fields auth, String type, String grant) {
    Component authenticator =
        Component.of("OAuthAuthenticator")
            .with("grant_type", grant)
            .with("token_refresh_endpoint", auth.requiredTemplate("token_url", type))
            .with("client_id", auth.requiredTemplate("client_id", type))
            .with("client_secret", auth.requiredTemplate("client_secret", type));
    List<String> scopes = auth.list("scopes");
    return scopes.isEmpty() ? authenticator : authenticator.with("scopes", scopes);
  }

  private static Component refreshed(Fields auth, String type) {
    Component updater =
        Component.untyped()
            .with("access_token_config_path", List.of("auth", "access_token"))
            .with("refresh_token_config_path", List.of("auth", "refresh_token"))
            .with("token_expiry_date_config_path", List.of("auth", "token_expiry_date"));
    return oauth(auth, type, "refresh_token")
        .with("refresh_token", auth.requiredTemplate("refresh_token", type))
        .with("refresh_token_updater", updater);
  }
}
