package io.navette.connector.databricks;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.HttpLimits;
import io.navette.http.HttpSettings;
import io.navette.http.Limits;
import io.navette.http.RatePolicy;
import io.navette.http.Redaction;
import io.navette.http.RetryPolicy;
import io.navette.http.auth.BearerAuthentication;
import io.navette.http.auth.ClientCredentialsGrant;
import io.navette.http.auth.ClientIdentity;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.http.auth.TokenAuthentication;
import io.navette.http.auth.TokenEndpoint;
import io.navette.http.auth.TokenPlace;
import io.navette.http.auth.TokenRequests;
import io.navette.secret.Secret;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;

/** Where a workspace is, and how it is entered: by a token, or as a service principal. */
final class Access {
  static final String HOST = "DATABRICKS_HOST";
  static final String HTTP_PATH = "DATABRICKS_HTTP_PATH";
  static final String TOKEN = "DATABRICKS_TOKEN";

  private final Settings settings;
  private final Map<String, String> environment;
  private final HttpContext context;

  Access(Settings settings, Map<String, String> environment, ApiContext program) {
    this.settings = settings;
    this.environment = environment;
    this.context =
        new HttpContext(
            program.clock(),
            program.sleeper(),
            RandomGenerator.getDefault(),
            (level, line) -> {
              if (level.compareTo(Level.WARNING) >= 0) {
                program.shared().notes().accept(line);
              }
            },
            new Redaction(),
            new Limits(program.shared().limits()));
  }

  Workspace workspace() {
    String path = located("http_path", HTTP_PATH);
    String warehouse = path.substring(path.lastIndexOf('/') + 1);
    if (warehouse.isEmpty() || path.contains("protocolv1")) {
      throw new Failure.Configuration(
          settings.connection() + ": http_path " + path + " is not one of a SQL warehouse",
          "copy it from the warehouse's connection details: /sql/1.0/warehouses/...");
    }
    return new Workspace(
        settings.connection(),
        warehouse,
        settings.text("catalog").orElse(""),
        settings.text("schema").orElse(""),
        settings.text("volume"));
  }

  private String located(String name, String variable) {
    return settings
        .text(name)
        .or(() -> Optional.ofNullable(environment.get(variable)))
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    settings.connection() + ": " + name + " is missing",
                    "set " + name + " of the connection, or " + variable + " in the environment"));
  }

  /** The workspace's address; people copy it with and without its scheme. */
  HttpUrl root() {
    String host = located("host", HOST);
    HttpUrl url = HttpUrl.parse(host.contains("://") ? host : "https://" + host);
    if (url == null) {
      throw new Failure.Configuration(
          settings.connection() + ": host is no address: " + host,
          "write it as dbc-1234.cloud.databricks.com");
    }
    return url.newBuilder().encodedPath("/").query(null).build();
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the statements
  Http open() {
    return Http.open(http(root()), authentication(), context);
  }

  private HttpSettings http(HttpUrl base) {
    int retries = Math.toIntExact(settings.integer("connection.max_retries").orElse(5L));
    Duration wait = settings.duration("connection.retry_delay").orElse(Duration.ofSeconds(1));
    Duration read = settings.duration("connection.timeout").orElse(Duration.ofSeconds(90));
    int rate = Math.toIntExact(settings.integer("requests_per_minute").orElse(0L));
    return HttpSettings.of(settings.connection(), base)
        .withLimits(HttpLimits.DEFAULT.withRead(read))
        .withRetry(RetryPolicy.DEFAULT.withMaxTries(retries + 1).withFirstWait(wait))
        .withRate(new RatePolicy(rate, true));
  }

  private Authentication authentication() {
    Optional<Secret> token =
        settings
            .secret("token")
            .or(() -> Optional.ofNullable(environment.get(TOKEN)).map(Secret::new));
    Optional<String> client = settings.text("client_id");
    if (client.isPresent()) {
      return principal(client.get());
    }
    return new BearerAuthentication(
        token.orElseThrow(
            () ->
                new Failure.Configuration(
                    settings.connection() + ": there is no token",
                    "set token, or client_id and client_secret, or "
                        + TOKEN
                        + " in the environment")));
  }

  /** OAuth machine to machine (docs.databricks.com/dev-tools/auth/oauth-m2m). */
  @SuppressWarnings("MustBeClosedChecker") // it keeps no connection that is not idle
  private Authentication principal(String client) {
    Secret secret =
        settings
            .secret("client_secret")
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        settings.connection() + ": client_secret is missing",
                        "create an OAuth secret for the service principal"));
    HttpUrl url = root().newBuilder().addPathSegments("oidc/v1/token").build();
    Http tokens = Http.open(http(root()), Authentication.NONE, context);
    TokenEndpoint endpoint =
        new TokenEndpoint(
            TokenRequests.of(settings.connection(), url, new ClientIdentity.Basic(client, secret)),
            tokens,
            context);
    return new TokenAuthentication(
        new ClientCredentialsGrant(endpoint, ClientCredentialsGrant.TYPE, "all-apis"),
        new MemoryTokenStore(),
        TokenPlace.BEARER,
        context.clock(),
        obtained -> {});
  }
}
