package io.navette.connector.google;

import io.navette.connector.Alternatives;
import io.navette.connector.Alternatives.Way;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.http.auth.LoginPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How one of Google's APIs is reached.
 *
 * @param root its address, which a connection may replace
 * @param scopes what is asked for
 * @param variables of the environment that may hold a key, the first set counts
 * @param environment the process's
 * @param requestsPerMinute a connection's own limit unless it sets another; 0 for none
 */
public record GoogleAccess(
    String root,
    List<String> scopes,
    List<String> variables,
    Map<String, String> environment,
    int requestsPerMinute) {
  static final String SERVICE_ACCOUNT = "service_account";
  static final String PERSON = "oauth2";

  public GoogleAccess {
    scopes = List.copyOf(scopes);
    variables = List.copyOf(variables);
    environment = Map.copyOf(environment);
  }

  /** The settings of a connection that have to do with access. */
  public List<Setting> settings() {
    return Stream.of(GoogleCredential.settings(variables), login(), transport())
        .flatMap(List::stream)
        .toList();
  }

  /** The ways to prove who we are. */
  public List<Alternatives> alternatives() {
    String places = String.join(" or ", variables);
    Alternatives all =
        new Alternatives(
            "Sign in by",
            List.of(
                Way.of("file", "a service account's key, a JSON file", "credentials_file"),
                Way.of("json", "that key itself, for the keystore", "credentials_json"),
                new Way(
                    PERSON,
                    "a person, who logs in with navette connect login",
                    Map.of("auth.method", PERSON),
                    List.of("auth.client_id", "auth.client_secret"),
                    List.of()),
                Way.of("environment", "a key that " + places + " holds or leads to")));
    return List.of(
        variables.stream().anyMatch(name -> !environment.getOrDefault(name, "").isBlank())
            ? all.preferring("environment")
            : all);
  }

  /** Addresses as Google documents them for installed applications. */
  private List<Setting> login() {
    return List.of(
        Setting.choice(
            "auth.method",
            SERVICE_ACCOUNT,
            List.of(SERVICE_ACCOUNT, PERSON),
            "Whether a service account's key proves who we are, or a person's login."),
        Setting.optional(
            "auth.subject",
            Kind.TEXT,
            "The person a service account acts for, where an administrator delegated that."),
        Setting.optional("auth.client_id", Kind.TEXT, "oauth2: the OAuth client's id."),
        Setting.optional("auth.client_secret", Kind.SECRET, "oauth2: the OAuth client's secret."),
        Setting.withDefault(
            "auth.authorize_url",
            Kind.TEXT,
            "https://accounts.google.com/o/oauth2/v2/auth",
            "oauth2: where connect login sends the browser."),
        Setting.withDefault(
            "auth.token_url",
            Kind.TEXT,
            "https://oauth2.googleapis.com/token",
            "oauth2: where tokens come from; for a service account its key says so."),
        Setting.withDefault(
            "auth.redirect_uri",
            Kind.TEXT,
            LoginPlan.LOOPBACK,
            "oauth2: where the browser returns to; without a port, any free one."));
  }

  private List<Setting> transport() {
    return List.of(
        Setting.withDefault("root_url", Kind.TEXT, root, "The API's address."),
        Setting.withDefault(
            "connection.timeout", Kind.DURATION, "60s", "How long an answer takes."),
        Setting.withDefault(
            "connection.max_retries",
            Kind.INTEGER,
            "7",
            "How often a request is tried again; with 7, for longer than a minute's quota lasts."),
        Setting.withDefault(
            "connection.retry_delay",
            Kind.DURATION,
            "1s",
            "The first wait; each next one is twice it."),
        Setting.withDefault(
            "rate_limit.max_requests_per_minute",
            Kind.INTEGER,
            Integer.toString(requestsPerMinute),
            "Requests sent in any minute; 0 for no limit of our own."),
        Setting.withDefault(
            "rate_limit.throttle_on_limit",
            Kind.BOOLEAN,
            "true",
            "Wait when Google says there were too many requests; otherwise fail."));
  }
}
