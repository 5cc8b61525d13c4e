package io.navette.cli;

import io.navette.config.ConfigLoader;
import io.navette.config.ConfigSource;
import io.navette.config.Configuration;
import io.navette.config.References;
import io.navette.connector.Settings;
import io.navette.history.HistoryStore;
import io.navette.history.Holder;
import io.navette.history.Place;
import io.navette.history.Policy;
import io.navette.history.RunFilter;
import io.navette.http.Sleeper;
import io.navette.secret.Places;
import io.navette.secret.RemoteSecrets;
import io.navette.secret.Secret;
import io.navette.secret.SecretStore;
import io.navette.secret.remote.SecretServices;
import io.navette.sync.Endpoint;
import io.navette.sync.Flow;
import io.navette.sync.Job;
import io.navette.sync.Journal;
import io.navette.sync.Leases;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The YAML files, the keystore and the history of this machine. */
public final class LocalWorkspace implements Workspace {
  private final Request request;
  private final Surroundings surroundings;
  private final Sleeper sleeper;
  private final Places places;
  private final References references;
  private @Nullable SecretStore secrets;
  private @Nullable RemoteSecrets remote;
  private @Nullable Configuration configuration;
  private @Nullable HistoryStore history;

  private LocalWorkspace(Request request, Surroundings surroundings, Sleeper sleeper) {
    this.request = request;
    this.surroundings = surroundings;
    this.sleeper = sleeper;
    this.places = Homes.places(surroundings, request.tenant());
    this.references =
        new References(surroundings.environment(), this::secrets, this::remoteSecrets);
  }

  /** Reads nothing yet. */
  public static Workspace open(Request request, Surroundings surroundings, Sleeper sleeper) {
    return new LocalWorkspace(request, surroundings, sleeper);
  }

  private synchronized SecretStore secrets() {
    SecretStore open = secrets;
    if (open == null) {
      open = request.secrets().get();
      secrets = open;
    }
    return open;
  }

  /** Made when it is needed: few configurations do, and its classes are many. */
  @Override
  public synchronized RemoteSecrets remoteSecrets() {
    RemoteSecrets open = remote;
    if (open == null) {
      open = new SecretServices(surroundings.environment(), surroundings.clock(), sleeper);
      remote = open;
    }
    return open;
  }

  private synchronized Configuration configuration() {
    Configuration read = configuration;
    if (read == null) {
      read = ConfigLoader.load(source(), request.catalog().get());
      configuration = read;
    }
    return read;
  }

  private ConfigSource source() {
    return Homes.configuration(
        surroundings, request.config(), request.tenant(), request.overrides());
  }

  @Override
  public List<Endpoint> endpoints() {
    return configuration().connections().keySet().stream().map(this::endpoint).toList();
  }

  @Override
  public Endpoint endpoint(String name) {
    return configuration().endpoint(name, references);
  }

  @Override
  public List<Endpoint> masked(Optional<String> name) {
    RemoteSecrets unasked = (service, secret, where) -> new Secret("");
    References unopened = new References(surroundings.environment(), Unopened::new, () -> unasked);
    Collection<String> names =
        name.isPresent() ? List.of(name.get()) : configuration().connections().keySet();
    return names.stream().map(known -> configuration().endpoint(known, unopened)).toList();
  }

  /** Stands in for a keystore that need not be opened: every secret is there, and empty. */
  private record Unopened() implements SecretStore {
    @Override
    public Optional<Secret> find(String secret) {
      return Optional.of(new Secret(""));
    }

    @Override
    public SortedSet<String> names() {
      return new TreeSet<>();
    }
  }

  @Override
  public List<Job> jobs(List<String> names) {
    List<String> wanted = names.isEmpty() ? List.copyOf(configuration().jobs().keySet()) : names;
    return wanted.stream().map(name -> configuration().job(name, references)).toList();
  }

  @Override
  public Flow flow(String name) {
    return configuration().flow(name);
  }

  @Override
  public List<Job> dueJobs(List<String> names) {
    Instant now = surroundings.clock().instant();
    List<String> wanted = names.isEmpty() ? List.copyOf(configuration().jobs().keySet()) : names;
    List<String> due = wanted.stream().filter(name -> due(name, now)).toList();
    return due.isEmpty() ? List.of() : jobs(due);
  }

  private boolean due(String job, Instant now) {
    Optional<Instant> due =
        configuration().schedule(job).flatMap(schedule -> schedule.lastDue(now));
    return due.isPresent() && lastGood(job).map(at -> at.isBefore(due.get())).orElse(true);
  }

  private Optional<Instant> lastGood(String job) {
    RunFilter good =
        new RunFilter(Optional.of(job), Optional.of(RunFilter.Outcome.OK), Optional.empty(), 1);
    return history().list(good).stream().findFirst().map(run -> run.start().at());
  }

  @Override
  public String configHash(Job job) {
    boolean known = Files.exists(source().path()) && configuration().jobs().containsKey(job.name());
    return known ? configuration().hash(job.name()) : "";
  }

  @Override
  public Journal journal() {
    return history();
  }

  @Override
  public Leases leases() {
    return history();
  }

  /** Closed with the workspace. */
  @Override
  @SuppressWarnings("MustBeClosedChecker")
  public synchronized HistoryStore history() {
    HistoryStore open = history;
    if (open == null) {
      open = HistoryStore.open(place(), holder(), Policy.DEFAULT, surroundings.clock(), sleeper);
      history = open;
    }
    return open;
  }

  /** Files can be transferred, and their history seen, without any configuration. */
  private Place place() {
    if (request.config().isEmpty() && !Files.exists(source().path())) {
      return new Place.SqliteFile(places.history());
    }
    return configuration()
        .history()
        .map(config -> postgres(config.settings(references)))
        .orElseGet(() -> new Place.SqliteFile(places.history()));
  }

  private static Place postgres(Settings settings) {
    String url =
        "jdbc:postgresql://"
            + settings.text("host").orElse("localhost")
            + ":"
            + settings.integer("port").orElse(5432L)
            + "/"
            + settings.text("database").orElse("");
    return new Place.Postgres(
        url,
        settings.text("user"),
        settings.secret("password"),
        settings.text("schema").orElse(Place.Postgres.SCHEMA));
  }

  private Holder holder() {
    return new Holder(
        Host.name(surroundings.environment()),
        ProcessHandle.current().pid(),
        System.getProperty("user.name", ""));
  }

  @Override
  public synchronized void close() {
    if (history != null) {
      history.close();
    }
  }
}
