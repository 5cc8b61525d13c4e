package io.navette.connector.rest.engine;

import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.auth.BearerAuthentication;
import io.navette.http.auth.ClientCredentialsGrant;
import io.navette.http.auth.ClientIdentity;
import io.navette.http.auth.Grant;
import io.navette.http.auth.JwtBearerGrant;
import io.navette.http.auth.PasswordGrant;
import io.navette.http.auth.RefreshTokenGrant;
import io.navette.http.auth.TokenAuthentication;
import io.navette.http.auth.TokenEndpoint;
import io.navette.http.auth.TokenPlace;
import io.navette.http.auth.TokenRequests;
import io.navette.http.auth.Tokens;
import io.navette.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/** An OAuthAuthenticator of a manifest: how it asks for tokens, and where they are written. */
final class OAuth {
  /** Ours: its token stands behind another word than {@code Bearer}. */
  static final String OTHER_WORD = "navette:OAuthAuthenticator";

  private static final List<String> NAMES =
      List.of("client_id", "client_secret", "refresh_token", "grant_type");

  private final Component authenticator;
  private final Clients clients;
  private final Grant grant;
  private final TokenRequests requests;
  private final Map<String, List<String>> details;

  /** Sees the configuration as written: a renewed token there would look like a new one. */
  private OAuth(Component given, Clients clients) {
    this.authenticator = given;
    this.clients = clients;
    Component written = new Component(given.fields(), given.evaluator().asWritten());
    Map<String, String> extra =
        new LinkedHashMap<>(Authenticators.texts(written, "refresh_request_body"));
    Optional<Person> person = person(written, extra);
    HttpUrl url = url(written.neededText("token_refresh_endpoint"));
    this.requests = requests(written, url, clients.settings().connection(), extra);
    TokenEndpoint endpoint = new TokenEndpoint(requests, clients.anonymous(url), clients.context());
    this.grant = grant(written, endpoint, person);
    this.details = details(written);
  }

  /** Ours: where templates see what else the token's answer tells, as {@code instance_url}. */
  private static Map<String, List<String>> details(Component authenticator) {
    Map<String, List<String>> details = new LinkedHashMap<>();
    authenticator
        .child("answer_config_paths")
        .ifPresent(
            paths -> paths.fields().keySet().forEach(name -> details.put(name, paths.texts(name))));
    return details;
  }

  /** Who is known by a name and a password. */
  private record Person(String name, Secret password) {}

  static OAuth of(Component authenticator, Clients clients) {
    return new OAuth(authenticator, clients);
  }

  static Authentication authentication(Component authenticator, Clients clients) {
    return authenticator.text("token_refresh_endpoint").isEmpty()
        ? new BearerAuthentication(Authenticators.secret(authenticator, "access_token_value"))
        : of(authenticator, clients).authentication();
  }

  /** Whether a person must have logged in for it, once. */
  static boolean byLogin(Component authenticator) {
    return authenticator.text("token_refresh_endpoint").isPresent()
        && type(authenticator).equals("refresh_token")
        && !authenticator.flag("use_profile_assertion");
  }

  Grant grant() {
    return grant;
  }

  TokenRequests requests() {
    return requests;
  }

  private Authentication authentication() {
    if (authenticator.child("refresh_token_updater").isPresent()) {
      clients
          .tokens()
          .find(grant.account())
          .filter(stored -> stored.seed().equals(grant.seed()))
          .ifPresent(this::writeBack);
    }
    TokenAuthentication authentication =
        new TokenAuthentication(
            grant, clients.tokens(), place(), clients.context().clock(), this::writeBack);
    if (!details.isEmpty()) {
      // Addresses are made of them, before the first request is.
      Tokens unused = authentication.tokens();
    }
    return authentication;
  }

  /** The format knows bearer tokens only; another word or another header can be told here. */
  private TokenPlace place() {
    if (authenticator.type().equals(OTHER_WORD)) {
      return new TokenPlace(
          TokenPlace.BEARER.header(), authenticator.neededText("token_prefix") + " ");
    }
    return authenticator
        .child("inject_into")
        .map(option -> new TokenPlace(option.neededText("field_name"), ""))
        .orElse(TokenPlace.BEARER);
  }

  /** So that templates see them. */
  private void writeBack(Tokens tokens) {
    Map<List<String>, String> values = new LinkedHashMap<>();
    authenticator
        .child("refresh_token_updater")
        .ifPresent(
            updater -> {
              values.put(path(updater, "access_token"), tokens.access().reveal());
              tokens
                  .refresh()
                  .ifPresent(
                      refresh -> values.put(path(updater, "refresh_token"), refresh.reveal()));
              tokens
                  .expires()
                  .ifPresent(
                      expires ->
                          values.put(path(updater, "token_expiry_date"), expires.toString()));
            });
    details.forEach(
        (name, path) ->
            Optional.ofNullable(tokens.details().get(name))
                .ifPresent(value -> values.put(path, value)));
    if (!values.isEmpty()) {
      authenticator.evaluator().learn(values);
    }
  }

  private static List<String> path(Component updater, String name) {
    List<String> path = updater.texts(name + "_config_path");
    return path.isEmpty() ? List.of("credentials", name) : path;
  }

  private static String type(Component authenticator) {
    return authenticator.text("grant_type").orElse("refresh_token");
  }

  /** The format has no fields for them: they stand among the extra ones. */
  private static Optional<Person> person(Component authenticator, Map<String, String> extra) {
    if (!type(authenticator).equals("password")) {
      return Optional.empty();
    }
    String name = extra.remove("username");
    return Optional.ofNullable(extra.remove("password"))
        .map(password -> new Person(name == null ? "" : name, new Secret(password)));
  }

  private static TokenRequests requests(
      Component authenticator, HttpUrl url, String connection, Map<String, String> extra) {
    Map<String, String> headers = Authenticators.texts(authenticator, "refresh_request_headers");
    Map<String, String> names = new LinkedHashMap<>();
    NAMES.forEach(
        name -> authenticator.text(name + "_name").ifPresent(vendors -> names.put(name, vendors)));
    return TokenRequests.of(connection, url, identity(authenticator, headers))
        .withExtraFields(extra)
        .withHeaders(headers)
        .withNames(names)
        .withEncoding(encoding(authenticator, headers))
        .withAnswer(answer(authenticator));
  }

  private static TokenRequests.AnswerFields answer(Component authenticator) {
    TokenRequests.AnswerFields standard = TokenRequests.AnswerFields.STANDARD;
    TokenRequests.AnswerFields answer =
        new TokenRequests.AnswerFields(
            authenticator.text("access_token_name").orElse(standard.access()),
            authenticator.text("expires_in_name").orElse(standard.lifetime()),
            authenticator
                .child("refresh_token_updater")
                .flatMap(updater -> updater.text("refresh_token_name"))
                .orElse(standard.refresh()));
    Optional<DatetimeFormat> format =
        authenticator.text("token_expiry_date_format").map(DatetimeFormat::of);
    return format.isPresent() || authenticator.flag("token_expiry_is_time_of_expiration")
        ? answer.withMoment(text -> expiry(text, format))
        : answer;
  }

  private static Instant expiry(String text, Optional<DatetimeFormat> format) {
    try {
      return format
          .map(known -> Optional.of(known.parse(text)))
          .orElseGet(() -> Moments.parse(text))
          .orElseThrow(() -> new DateTimeException("no moment"))
          .toInstant();
    } catch (DateTimeException e) {
      throw new Failure.Configuration(
          "the token endpoint says that the token expires at \"" + text + "\"",
          "check token_expiry_date_format of the manifest's OAuthAuthenticator",
          e);
    }
  }

  private static TokenRequests.Encoding encoding(
      Component authenticator, Map<String, String> headers) {
    if (authenticator.flag("send_refresh_request_as_query_params")) {
      return TokenRequests.Encoding.QUERY;
    }
    boolean json =
        headers.entrySet().stream()
            .anyMatch(
                header ->
                    header.getKey().equalsIgnoreCase("Content-Type")
                        && header.getValue().startsWith("application/json"));
    return json ? TokenRequests.Encoding.JSON : TokenRequests.Encoding.FORM;
  }

  private static Grant grant(
      Component authenticator, TokenEndpoint endpoint, Optional<Person> person) {
    String scope = String.join(" ", authenticator.texts("scopes"));
    if (authenticator.flag("use_profile_assertion")) {
      return new JwtBearerGrant(
          endpoint, Authenticators.token(authenticator.needed("profile_assertion")));
    }
    if (person.isPresent()) {
      return new PasswordGrant(endpoint, person.get().name(), person.get().password(), scope);
    }
    String type = type(authenticator);
    return type.equals("refresh_token")
        ? new RefreshTokenGrant(
            endpoint,
            authenticator.text("refresh_token").map(Secret::new),
            authenticator.child("refresh_token_updater").isPresent(),
            scope)
        : new ClientCredentialsGrant(endpoint, type, scope);
  }

  /** A header that names the client as RFC 6749, 2.3.1 does is as good as the two fields. */
  private static ClientIdentity identity(Component authenticator, Map<String, String> headers) {
    Optional<String> id = authenticator.text("client_id");
    Optional<String> secret = authenticator.text("client_secret");
    Optional<String> header = authorization(headers);
    if (id.isPresent() && secret.isPresent()) {
      String pair = Credentials.basic(id.get(), secret.get(), StandardCharsets.UTF_8);
      if (header.filter(pair::equals).isPresent()) {
        return new ClientIdentity.Basic(id.get(), new Secret(secret.get()));
      }
    }
    if (id.isEmpty() || header.isPresent()) {
      return new ClientIdentity.Unnamed();
    }
    return secret.isPresent()
        ? new ClientIdentity.Fields(id.get(), new Secret(secret.get()))
        : new ClientIdentity.Open(id.get());
  }

  private static Optional<String> authorization(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static HttpUrl url(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new Failure.Configuration("the token endpoint is no URL: " + text, "");
    }
    return url;
  }
}
