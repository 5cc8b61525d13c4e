package io.navette.connector.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.HttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key of a service account, as Google's console hands it out: a JSON file. Sends nothing by
 * itself. Immutable; never prints the key.
 */
public final class GoogleCredential {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REMEDY =
      "create a service account and a JSON key for it: Google Cloud console, IAM, Service accounts,"
          + " Keys";

  private final ServiceAccountCredentials key;
  private final String project;

  private GoogleCredential(ServiceAccountCredentials key, String project) {
    this.key = key;
    this.project = project;
  }

  /**
   * The settings that say where the key is.
   *
   * @param variables of the environment, the first set counts
   */
  public static List<Setting> settings(List<String> variables) {
    return List.of(
        Setting.optional(
            "credentials_file",
            Kind.PATH,
            "The service account's key, a JSON file; else credentials_json, else the environment's "
                + String.join(" or ", variables)
                + "."),
        Setting.optional(
            "credentials_json",
            Kind.SECRET,
            "The service account's key itself, all of its JSON: for the keystore."));
  }

  /**
   * The key the settings name, else that of the environment. Blocks while a file is read.
   *
   * @param variables of the environment in their order; each holds a path, or the JSON itself
   * @return empty where none is given anywhere
   * @throws Failure.Configuration when it can't be read, or is of another kind
   */
  public static Optional<GoogleCredential> find(
      Settings settings, Map<String, String> environment, List<String> variables) {
    String connection = settings.connection();
    Optional<Path> file = settings.path("credentials_file");
    if (file.isPresent()) {
      return Optional.of(read(connection, "credentials_file", file.get()));
    }
    Optional<Secret> json = settings.secret("credentials_json");
    if (json.isPresent()) {
      return Optional.of(parse(connection, "credentials_json", json.get().reveal()));
    }
    for (String variable : variables) {
      String value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(
            value.startsWith("{")
                ? parse(connection, variable, value)
                : read(connection, variable, Path.of(value)));
      }
    }
    return Optional.empty();
  }

  private static GoogleCredential read(String connection, String from, Path file) {
    try {
      return parse(connection, from + " " + file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Failure.Configuration(
          connection + ": " + from + " " + file + " can't be read: " + e.getClass().getSimpleName(),
          "give the path of the service account's key, readable by this user",
          e);
    }
  }

  /**
   * A key as its JSON.
   *
   * @param from where it came from, for messages
   */
  static GoogleCredential parse(String connection, String from, String text) {
    String where = connection + ": " + from;
    JsonNode json = json(where, text);
    requireServiceAccount(where, json);
    try {
      return new GoogleCredential(
          ServiceAccountCredentials.fromPkcs8(
              json.path("client_id").asText(),
              required(where, json, "client_email"),
              required(where, json, "private_key"),
              required(where, json, "private_key_id"),
              List.of(),
              GoogleCredential::unsent,
              URI.create(required(where, json, "token_uri"))),
          json.path("project_id").asText());
    } catch (IOException | IllegalArgumentException e) {
      // The cause may quote the key.
      throw new Failure.Configuration(
          where + ": private_key or token_uri can't be used",
          "give the file as Google made it, line ends and all");
    }
  }

  private static JsonNode json(String where, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException quotesTheText) {
      // Said below, without the text.
    }
    throw new Failure.Configuration(where + " is no JSON object", REMEDY);
  }

  private static void requireServiceAccount(String where, JsonNode json) {
    String type = json.path("type").asText();
    if (type.equals("service_account")) {
      return;
    }
    if (json.has("installed") || json.has("web")) {
      throw new Failure.Configuration(
          where + " is the file of an OAuth client, not the key of a service account",
          "set auth.method: oauth2 with its client_id and client_secret, then navette connect"
              + " login; or "
              + REMEDY);
    }
    String what =
        switch (type) {
          case "authorized_user" -> "a person's key (authorized_user)";
          case "" -> "a key without a type";
          default -> "a key of the type " + type;
        };
    throw new Failure.Configuration(
        where + " is " + what + ", and a service account's is needed (service_account)",
        REMEDY + "; to act for a person set auth.method: oauth2 and navette connect login");
  }

  private static String required(String where, JsonNode json, String name) {
    String value = json.path(name).asText();
    if (value.isBlank()) {
      throw new Failure.Configuration(
          where + " has no " + name, "give the file as Google made it, whole");
    }
    return value;
  }

  private static HttpTransport unsent() {
    throw new IllegalStateException("only a copy made by key() is sent");
  }

  /** The account's e-mail address: what a file is shared with. */
  public String email() {
    return key.getClientEmail();
  }

  /** The project the account belongs to; empty where the key does not say. */
  public Optional<String> project() {
    return Optional.of(project).filter(name -> !name.isEmpty());
  }

  /** The address that gives tokens for this key. */
  public URI tokenUri() {
    return key.getTokenServerUri();
  }

  /**
   * The key in the form of Google's library, without retries of its own.
   *
   * @param subject the person it acts for by domain-wide delegation; empty for itself
   * @param transport of requests for tokens
   */
  public ServiceAccountCredentials key(
      Collection<String> scopes, Optional<String> subject, HttpTransportFactory transport) {
    ServiceAccountCredentials.Builder copy =
        key.toBuilder()
            .setScopes(scopes)
            .setHttpTransportFactory(transport)
            .setDefaultRetriesEnabled(false);
    subject.ifPresent(copy::setServiceAccountUser);
    return copy.build();
  }

  @Override
  public String toString() {
    return "GoogleCredential[" + email() + "]";
  }
}
