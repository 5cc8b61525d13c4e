package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.auth.ApiKeyAuthentication;
import io.navette.http.auth.BasicAuthentication;
import io.navette.http.auth.BearerAuthentication;
import io.navette.http.auth.Jwt;
import io.navette.http.auth.JwtAuthentication;
import io.navette.http.auth.JwtKey;
import io.navette.http.auth.SeveralAuthentications;
import io.navette.http.auth.TokenPlace;
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
      case "OAuthAuthenticator", OAuth.OTHER_WORD -> OAuth.authentication(authenticator, clients);
      case "JwtAuthenticator" -> jwt(authenticator, clients);
      case "SessionTokenAuthenticator" -> SessionAuthentication.of(authenticator, clients);
      case "RateLimitedMultipleTokenAuthenticator" -> clients.rotating(authenticator);
      case "navette:HmacAuthenticator" -> Signatures.of(authenticator, clients);
      case "navette:SeveralAuthenticators" ->
          new SeveralAuthentications(
              authenticator.children("authenticators").stream()
                  .map(one -> of(one, clients))
                  .toList());
      case "SelectiveAuthenticator" -> of(selected(authenticator), clients);
      default -> throw authenticator.unsupported("the authenticator");
    };
  }

  static Secret secret(Component component, String name) {
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

  static Component selected(Component authenticator) {
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

  static Map<String, String> texts(Component component, String name) {
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
    String prefix = authenticator.text("header_prefix").map(text -> text + " ").orElse("");
    return new JwtAuthentication(
        token(authenticator), new TokenPlace("Authorization", prefix), clients.context().clock());
  }

  static Jwt token(Component authenticator) {
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
    return new Jwt(
        new JwtKey(JwtKey.Algorithm.valueOf(algorithm), new Secret(key)),
        headers,
        claims,
        Duration.ofSeconds(authenticator.integer("token_duration").orElse(1200L)));
  }

  private static void named(Component part, Map<String, String> into) {
    for (String name : List.of("kid", "typ", "cty", "iss", "sub", "aud")) {
      part.text(name).ifPresent(text -> into.put(name, text));
    }
  }
}
