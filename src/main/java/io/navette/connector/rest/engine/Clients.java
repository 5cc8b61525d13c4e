package io.navette.connector.rest.engine;

import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.HttpSettings;
import io.navette.http.RetryPolicy;
import io.navette.http.auth.TokenStore;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The HTTP clients of a connection: one for each way to prove who we are and each host. */
final class Clients implements AutoCloseable {
  private final HttpSettings settings;
  private final HttpContext context;
  private final TokenStore tokens;
  private final Optional<Path> files;
  private final Function<String, Optional<String>> beside;
  private final Set<String> trusted = new TreeSet<>();
  private final Map<Key, Http> clients = new HashMap<>();
  private final List<Http> plain = new ArrayList<>();
  private final Map<String, RotatingTokens> rotating = new HashMap<>();
  private final AnswerMemory answers = new AnswerMemory();
  private final AtomicLong requests = new AtomicLong();
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> schemas =
      new HashMap<>();

  private record Key(Map<String, @Nullable Object> authenticator, Set<String> hosts, int tries) {}

  Clients(
      HttpSettings settings,
      HttpContext context,
      TokenStore tokens,
      Optional<Path> files,
      Function<String, Optional<String>> beside) {
    this.files = files;
    this.beside = beside;
    this.settings = settings;
    this.context = context;
    this.tokens = tokens;
  }

  HttpContext context() {
    return context;
  }

  /** Says something about the connection that its owner should look into. */
  void warn(String line) {
    context.log().write(Level.WARNING, settings.connection() + ": " + line);
  }

  private void warnOnce(String line) {
    if (said.add(line)) {
      warn(line);
    }
  }

  HttpSettings settings() {
    return settings;
  }

  TokenStore tokens() {
    return tokens;
  }

  /** The text of a file of the manifest's folder. */
  Optional<String> fileBeside(String path) {
    return beside.apply(path);
  }

  /** Where the files go that records tell of; empty where they are not wanted. */
  Optional<Path> files() {
    return files;
  }

  ErrorHandling errors(Component requester) {
    Optional<Component> handler = requester.child("error_handler");
    RetryPolicy policy =
        ErrorHandling.tries(handler).map(settings.retry()::withMaxTries).orElse(settings.retry());
    return ErrorHandling.of(
        settings.connection(), handler, policy, context.clock(), this::warnOnce);
  }

  /** The tokens of an authenticator; streams that name the same share their counts. */
  synchronized RotatingTokens rotating(Component authenticator) {
    String key =
        authenticator.texts("tokens")
            + " "
            + authenticator.needed("quota_status_source").neededText("url")
            + " "
            + authenticator.children("quotas").stream()
                .map(pool -> pool.neededText("name"))
                .toList();
    RotatingTokens known = rotating.get(key);
    if (known == null) {
      known = new RotatingTokens(authenticator, this);
      rotating.put(key, known);
    }
    return known;
  }

  /** How many requests were sent, repetitions and those for tokens left out. */
  AtomicLong requests() {
    return requests;
  }

  /** What requesters with a cache were answered. */
  AnswerMemory answers() {
    return answers;
  }

  /** The schema of a loader, made once. */
  Map<String, @Nullable Object> schema(
      Component loader, Supplier<Map<String, @Nullable Object>> make) {
    synchronized (schemas) {
      Map<String, @Nullable Object> known = schemas.get(loader.fields());
      if (known == null) {
        known = make.get();
        schemas.put(loader.fields(), known);
      }
      return known;
    }
  }

  /**
   * The client of a requester. Credentials go to its own host and to those of the settings; those
   * of a requester whose address the API gives, to the hosts of the others.
   */
  synchronized Http of(Component requester) {
    Optional<Component> authenticator =
        requester.child("authenticator").map(found -> LegacySession.present(found, requester));
    Set<String> hosts = new TreeSet<>(settings.hosts());
    Optional<String> own = host(requester);
    own.ifPresent(trusted::add);
    own.ifPresentOrElse(hosts::add, () -> hosts.addAll(trusted));
    RetryPolicy policy = errors(requester).policy();
    Key key =
        new Key(authenticator.map(Component::fields).orElse(Map.of()), hosts, policy.maxTries());
    Http known = clients.get(key);
    if (known != null) {
      return known;
    }
    Authentication authentication =
        authenticator.map(found -> Authenticators.of(found, this)).orElse(Authentication.NONE);
    Http opened = open(settings.withHosts(hosts).withRetry(policy), authentication);
    clients.put(key, opened);
    return opened;
  }

  /** A client that sends nothing of its own, for a token endpoint. */
  synchronized Http anonymous(HttpUrl address) {
    Http opened = open(settings.withHosts(Set.of(address.host())), Authentication.NONE);
    plain.add(opened);
    return opened;
  }

  @SuppressWarnings("MustBeClosedChecker") // close() closes them all
  private Http open(HttpSettings of, Authentication authentication) {
    return Http.open(of, authentication, context);
  }

  /** Only an address the manifest and the configuration make is trusted, none from a response. */
  private static Optional<String> host(Component requester) {
    return requester
        .template("url_base")
        .or(() -> requester.template("url"))
        .map(template -> requester.evaluator().text(template, blank()))
        .or(() -> requester.template("path"))
        .map(HttpUrl::parse)
        .map(HttpUrl::host);
  }

  static Map<String, @Nullable Object> blank() {
    Map<String, @Nullable Object> blank = new HashMap<>();
    blank.put("stream_slice", Map.of());
    blank.put("next_page_token", null);
    blank.put("creation_response", Map.of());
    blank.put("polling_response", Map.of());
    blank.put("download_target", "");
    return blank;
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(Http::close);
    plain.forEach(Http::close);
  }
}
