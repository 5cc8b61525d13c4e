package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.http.auth.TokenRequests;
import io.navette.http.auth.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a manifest's spec says about logging in, under {@code advanced_auth}. */
final class LoginSpec {
  private static final FieldPath PLACE =
      FieldPath.of(List.of("spec", "advanced_auth", "oauth_config_specification"));

  private final Map<String, @Nullable Object> oauth;
  private final Map<String, @Nullable Object> input;

  private LoginSpec(Map<String, @Nullable Object> oauth) {
    this.oauth = oauth;
    this.input = inner(oauth.get("oauth_connector_input_specification"));
  }

  static LoginSpec of(Manifest manifest) {
    return new LoginSpec(inner(PLACE.get(manifest.root())));
  }

  private static Map<String, @Nullable Object> inner(@Nullable Object value) {
    return value instanceof Map<?, ?> fields ? PlainValues.map(fields) : Map.of();
  }

  Optional<String> consentUrl() {
    return text("consent_url");
  }

  /** Without its query: what stands there is sent in the body, where no log shows it. */
  Optional<String> tokenUrl() {
    return text("access_token_url").map(url -> url.replaceFirst("[?].*$", ""));
  }

  Optional<String> scope() {
    return text("scope");
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(input.get(name))
        .filter(String.class::isInstance)
        .map(String::valueOf);
  }

  /** As JSON where the manifest names the parameters itself. */
  TokenRequests.Encoding encoding() {
    return input.containsKey("access_token_params")
        ? TokenRequests.Encoding.JSON
        : TokenRequests.Encoding.FORM;
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    inner(input.get("access_token_headers"))
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return headers;
  }

  /** The vendor's names of fields. */
  Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    Map.of(
            "client_id", "client_id_key",
            "client_secret", "client_secret_key",
            "code", "auth_code_key",
            "redirect_uri", "redirect_uri_key")
        .forEach((name, key) -> text(key).ifPresent(vendors -> names.put(name, vendors)));
    return names;
  }

  /** Where the answer holds the tokens. */
  TokenRequests.AnswerFields answer() {
    TokenRequests.AnswerFields standard = TokenRequests.AnswerFields.STANDARD;
    return new TokenRequests.AnswerFields(
        extracted(standard.access()), standard.lifetime(), extracted(standard.refresh()));
  }

  private String extracted(String name) {
    Stream<?> paths =
        input.get("extract_output") instanceof List<?> listed ? listed.stream() : Stream.of();
    return paths
        .map(String::valueOf)
        .filter(path -> path.equals(name) || path.endsWith("." + name))
        .findFirst()
        .orElse(name);
  }

  /** Where the configuration takes what a login gives, by the name of the value. */
  Map<String, List<String>> outputs() {
    Map<String, List<String>> outputs = new LinkedHashMap<>();
    Map<String, @Nullable Object> declared =
        inner(oauth.get("complete_oauth_output_specification"));
    inner(declared.getOrDefault("properties", declared))
        .forEach((name, field) -> path(field).ifPresent(path -> outputs.put(name, path)));
    return outputs;
  }

  /** Where the configuration takes the client from. */
  Optional<List<String>> client(String name) {
    Map<String, @Nullable Object> declared =
        inner(oauth.get("complete_oauth_server_output_specification"));
    return path(inner(declared.getOrDefault("properties", declared)).get(name));
  }

  private static Optional<List<String>> path(@Nullable Object field) {
    return inner(field).get("path_in_connector_config") instanceof List<?> steps
        ? Optional.of(steps.stream().map(String::valueOf).toList())
        : Optional.empty();
  }

  /** The top names of the configuration that a login fills in. */
  Set<String> filled() {
    Set<String> filled = new LinkedHashSet<>();
    outputs().values().forEach(path -> filled.add(path.getFirst()));
    return filled;
  }

  /** What tokens change in the configuration. */
  Map<List<String>, String> values(Tokens tokens) {
    Map<List<String>, String> values = new LinkedHashMap<>();
    outputs()
        .forEach(
            (name, path) ->
                value(name, tokens).ifPresent(value -> values.put(new ArrayList<>(path), value)));
    return values;
  }

  private static Optional<String> value(String name, Tokens tokens) {
    return switch (name) {
      case "access_token" -> Optional.of(tokens.access().reveal());
      case "refresh_token" -> tokens.refresh().map(token -> token.reveal());
      default -> Optional.ofNullable(tokens.details().get(name));
    };
  }
}
