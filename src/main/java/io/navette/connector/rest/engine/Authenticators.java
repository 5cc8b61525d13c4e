package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.auth.ApiKeyAuthentication;
import io.navette.http.auth.BasicAuthentication;
import io.navette.http.auth.BearerAuthentication;
import io.navette.http.auth.ClientCredentialsGrant;
import io.navette.http.auth.ClientIdentity;
import io.navette.http.auth.Grant;
import io.navette.http.auth.Jwt;
import io.navette.http.auth.JwtAuthentication;
import io.navette.http.auth.JwtKey;
import io.navette.http.auth.PasswordGrant;
import io.navette.http.auth.RefreshTokenGrant;
import io.navette.http.auth.TokenAuthentication;
import io.navette.http.auth.TokenEndpoint;
import io.navette.http.auth.TokenPlace;
import io.navette.http.auth.TokenRequests;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Builds the authentication a manifest asks for. */
final class Authenticators {
  private Authenticators() {}

  static Authentication of(Component authenticator, Clients clients) {
    return switch (authenticator.type()) {
      case "NoAuth" -> Authentication.NONE;
      case "ApiKeyAuthenticator" -> apiKey(authenticator);
      case "BearerAuthenticator" -> new BearerAuthentication(secret(authenticator, "api_token"));
      case "BasicHttpAuthenticator" ->
          new BasicAuthentication(
              authenticator.text("username").orElse(""),
              new Secret(authenticator.text("password").orElse("")));
      case "OAuthAuthenticator" -> oauth(authenticator, clients);
      case "JwtAuthenticator" -> jwt(authenticator, clients);
      case "SessionTokenAuthenticator" -> new SessionAuthentication(authenticator, clients);
      case "SelectiveAuthenticator" -> of(selected(authenticator), clients);
      default -> throw authenticator.unsupported("the authenticator");
    };
  }

  private static Secret secret(Component component, String name) {
    return new Secret(component.neededText(name));
  }

  private static Authentication apiKey(Component authenticator) {
    // Where a key is optional, its header is sent without one.
    Secret key = new Secret(authenticator.text("api_token").orElse(""));
    Optional<Component> option = authenticator.child("inject_into");
    if (option.isEmpty()) {
      return new ApiKeyAuthentication(
          ApiKeyAuthentication.Place.HEADER, authenticator.neededText("header"), key);
    }
    return new ApiKeyAuthentication(
        place(option.get()), option.get().neededText("field_name"), key);
  }

  static ApiKeyAuthentication.Place place(Component option) {
    return switch (option.template("inject_into").orElse("")) {
      case "header" -> ApiKeyAuthentication.Place.HEADER;
      case "request_parameter" -> ApiKeyAuthentication.Place.QUERY;
      default ->
          throw new Failure.Configuration("a key can stand in a header or a parameter only", "");
    };
  }

  private static Component selected(Component authenticator) {
    List<Object> path = new ArrayList<>(authenticator.texts("authenticator_selection_path"));
    String template =
        path.stream().map(step -> "['" + step + "']").reduce("{{ config", String::concat) + " }}";
    String choice = authenticator.evaluator().text(template, Map.of());
    return authenticator
        .needed("authenticators")
        .child(choice)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    "there is no authenticator \"" + choice + "\"",
                    "set config."
                        + String.join(".", authenticator.texts("authenticator_selection_path"))));
  }

  private static Authentication oauth(Component authenticator, Clients clients) {
    if (authenticator.text("token_refresh_endpoint").isEmpty()) {
      return new BearerAuthentication(secret(authenticator, "access_token_value"));
    }
    String connection = clients.settings().connection();
    HttpUrl url = url(authenticator.neededText("token_refresh_endpoint"));
    Map<String, String> headers = texts(authenticator, "refresh_request_headers");
    TokenRequests requests =
        TokenRequests.of(connection, url, identity(authenticator, headers))
            .withExtraFields(texts(authenticator, "refresh_request_body"))
            .withHeaders(headers)
            .withAnswer(
                authenticator.text("access_token_name").orElse("access_token"),
                authenticator.text("expires_in_name").orElse("expires_in"));
    if (authenticator.flag("send_refresh_request_as_query_params")) {
      requests = requests.withEncoding(TokenRequests.Encoding.QUERY);
    }
    TokenEndpoint endpoint = new TokenEndpoint(requests, clients.anonymous(url), clients.context());
    return new TokenAuthentication(
        connection,
        grant(authenticator, endpoint),
        clients.tokens(),
        TokenPlace.BEARER,
        clients.context().clock());
  }

  private static Grant grant(Component authenticator, TokenEndpoint endpoint) {
    String scope = String.join(" ", authenticator.texts("scopes"));
    String type = authenticator.text("grant_type").orElse("refresh_token");
    return switch (type) {
      case "refresh_token" ->
          new RefreshTokenGrant(
              endpoint, authenticator.text("refresh_token").map(Secret::new), scope);
      case "client_credentials" -> new ClientCredentialsGrant(endpoint, scope);
      case "password" -> {
        Map<String, String> body = texts(authenticator, "refresh_request_body");
        yield new PasswordGrant(
            endpoint,
            body.getOrDefault("username", ""),
            new Secret(body.getOrDefault("password", "")),
            scope);
      }
      default ->
          throw new Failure.Configuration("the grant_type " + type + " can't be run yet", "");
    };
  }

  private static ClientIdentity identity(Component authenticator, Map<String, String> headers) {
    if (headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)
        || authenticator.text("client_id").isEmpty()) {
      return new ClientIdentity.Unnamed();
    }
    return new ClientIdentity.Fields(
        authenticator.neededText("client_id"),
        new Secret(authenticator.text("client_secret").orElse("")));
  }

  private static HttpUrl url(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new Failure.Configuration("the token endpoint is no URL: " + text, "");
    }
    return url;
  }

  private static Map<String, String> texts(Component component, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (component.get(name) instanceof Map<?, ?> fields) {
      PlainValues.map(fields)
          .forEach(
              (key, value) ->
                  texts.put(key, component.evaluator().text(PythonText.of(value), Map.of())));
    }
    return texts;
  }

  private static Authentication jwt(Component authenticator, Clients clients) {
    String key = authenticator.neededText("secret_key");
    if (authenticator.flag("base64_encode_secret_key")) {
      key = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
    String algorithm = authenticator.neededText("algorithm");
    if (Arrays.stream(JwtKey.Algorithm.values()).noneMatch(a -> a.name().equals(algorithm))) {
      throw new Failure.Configuration("tokens signed with " + algorithm + " can't be made yet", "");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    authenticator.child("jwt_headers").ifPresent(part -> named(part, headers));
    headers.putAll(texts(authenticator, "additional_jwt_headers"));
    Map<String, String> claims = new LinkedHashMap<>();
    authenticator.child("jwt_payload").ifPresent(part -> named(part, claims));
    claims.putAll(texts(authenticator, "additional_jwt_payload"));
    Jwt token =
        new Jwt(
            new JwtKey(JwtKey.Algorithm.valueOf(algorithm), new Secret(key)),
            headers,
            claims,
            Duration.ofSeconds(authenticator.integer("token_duration").orElse(1200L)));
    String prefix = authenticator.text("header_prefix").map(text -> text + " ").orElse("");
    return new JwtAuthentication(
        token, new TokenPlace("Authorization", prefix), clients.context().clock());
  }

  private static void named(Component part, Map<String, String> into) {
    for (String name : List.of("kid", "typ", "cty", "iss", "sub", "aud")) {
      part.text(name).ifPresent(text -> into.put(name, text));
    }
  }
}
