package io.navette.connector.google;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpTransport;
import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.HttpLimits;
import io.navette.http.HttpSettings;
import io.navette.http.Judge;
import io.navette.http.Limits;
import io.navette.http.RatePolicy;
import io.navette.http.Redaction;
import io.navette.http.RetryPolicy;
import io.navette.http.SendOptions;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.http.auth.TokenAuthentication;
import io.navette.http.auth.TokenPlace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * One connection to one of Google's APIs. Thread-safe; sends nothing before it is asked to. Every
 * failure says who we are to Google where that matters: with whom a file must be shared.
 */
public final class GoogleApi implements AutoCloseable {
  private final HttpUrl root;
  private final Http tokens;
  private final Http http;
  private final GoogleJudge judge;

  private GoogleApi(HttpUrl root, Http tokens, Http http, GoogleJudge judge) {
    this.root = root;
    this.tokens = tokens;
    this.http = http;
    this.judge = judge;
  }

  /**
   * Reads the key, where there is one.
   *
   * @throws Failure.Configuration when there is no key, or one of the wrong kind
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // both are closed with the connection
  public static GoogleApi open(Settings settings, GoogleAccess access, ApiContext context) {
    HttpUrl root = address(settings, "root_url");
    HttpContext surroundings = surroundings(context);
    if (settings.text("auth.method").filter(GoogleAccess.PERSON::equals).isPresent()) {
      GooglePerson person = new GooglePerson(settings, access.scopes(), context, surroundings);
      Http http = Http.open(http(settings, root), person.authentication(), surroundings);
      return new GoogleApi(
          root, person.http(), http, judge(settings, GooglePerson.WHO, surroundings));
    }
    GoogleCredential key = key(settings, access);
    Http tokens =
        Http.open(
            http(settings, HttpUrl.get(key.tokenUri().toString())),
            Authentication.NONE,
            surroundings);
    Http http =
        Http.open(
            http(settings, root),
            authentication(settings, access, key, tokens, surroundings),
            surroundings);
    return new GoogleApi(root, tokens, http, judge(settings, key.email(), surroundings));
  }

  private static GoogleCredential key(Settings settings, GoogleAccess access) {
    return GoogleCredential.find(settings, access.environment(), access.variables())
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    settings.connection() + ": there is no service account's key",
                    "set credentials_file or credentials_json, or "
                        + String.join(" or ", access.variables())
                        + " in the environment; or auth.method: oauth2 to log in as a person"));
  }

  private static Authentication authentication(
      Settings settings,
      GoogleAccess access,
      GoogleCredential key,
      Http tokens,
      HttpContext context) {
    Judge refusals = new TokenJudge(settings.connection(), key, context.redaction());
    SendOptions sending = SendOptions.DEFAULT.asRepeatable().judgedBy(refusals);
    ServiceAccountGrant grant =
        new ServiceAccountGrant(
            settings.connection(),
            key,
            access.scopes(),
            settings.text("auth.subject"),
            new GoogleTransport(tokens, request -> sending),
            context);
    // A key brings new tokens at any time: there is nothing to keep.
    return new TokenAuthentication(
        grant, new MemoryTokenStore(), TokenPlace.BEARER, context.clock(), obtained -> {});
  }

  private static GoogleJudge judge(Settings settings, String who, HttpContext context) {
    return new GoogleJudge(settings.connection(), who, context.clock(), context.redaction());
  }

  /** What a connection's clients have around them. */
  static HttpContext surroundings(ApiContext context) {
    return new HttpContext(
        context.clock(),
        context.sleeper(),
        RandomGenerator.getDefault(),
        (level, line) -> {
          if (level.compareTo(Level.WARNING) >= 0) {
            context.shared().notes().accept(line);
          }
        },
        new Redaction(),
        new Limits(context.shared().limits()));
  }

  /** As the connection's settings have it, pinned to one host. */
  static HttpSettings http(Settings settings, HttpUrl base) {
    int retries = Math.toIntExact(settings.integer("connection.max_retries").orElse(7L));
    Duration wait = settings.duration("connection.retry_delay").orElse(Duration.ofSeconds(1));
    return HttpSettings.of(settings.connection(), base)
        .withLimits(
            HttpLimits.DEFAULT.withRead(
                settings.duration("connection.timeout").orElse(HttpLimits.DEFAULT.read())))
        .withRetry(RetryPolicy.DEFAULT.withMaxTries(retries + 1).withFirstWait(wait))
        .withRate(
            new RatePolicy(
                Math.toIntExact(settings.integer("rate_limit.max_requests_per_minute").orElse(0L)),
                settings.flag("rate_limit.throttle_on_limit")));
  }

  static HttpUrl address(Settings settings, String name) {
    String text = settings.text(name).orElse("");
    HttpUrl url = HttpUrl.parse(text.endsWith("/") || !name.equals("root_url") ? text : text + "/");
    if (url == null) {
      throw new Failure.Configuration(
          settings.connection() + ": " + name + " is no address: " + text,
          "it begins with https://");
    }
    return url;
  }

  /** The API's address, with a slash at its end. */
  public HttpUrl root() {
    return root;
  }

  /** Whom files are shared with so that this connection sees them. */
  public String who() {
    return judge.who();
  }

  /** For Google's clients: what writes is not sent twice. */
  public HttpTransport transport() {
    return new GoogleTransport(http, this::once);
  }

  /** For Google's clients, where every request may arrive twice without harm. */
  public HttpTransport repeatable() {
    return new GoogleTransport(http, request -> once(request).asRepeatable());
  }

  /** For requests that Google's clients don't make. */
  public Http http() {
    return http;
  }

  /** How a request is sent when it may not arrive twice. */
  public SendOptions once(Request request) {
    return SendOptions.DEFAULT.judgedBy(judge.of(request));
  }

  /** A request of one of Google's clients. */
  @FunctionalInterface
  public interface Call<T> {
    /** Made, not yet sent. */
    AbstractGoogleClientRequest<T> request() throws IOException;
  }

  /**
   * Sends a request of one of Google's clients; blocks.
   *
   * @throws Failure that says what to do; {@link Failure.Remote} for an answer that can't be read
   */
  public <T> T run(String connection, Call<T> call) {
    try {
      return call.request().execute();
    } catch (IOException e) {
      throw new Failure.Remote(
          connection
              + ": the answer can't be read: "
              + redaction().hide(String.valueOf(e.getMessage())),
          "run again; if it stays so, check root_url",
          e);
    }
  }

  private Redaction redaction() {
    return judge.redaction();
  }

  @Override
  public void close() {
    for (Http each : List.of(http, tokens)) {
      each.close();
    }
  }
}
