package io.navette.connector.rest.engine;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.SharedState;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.http.HttpContext;
import io.navette.http.HttpSettings;
import io.navette.http.auth.Login;
import io.navette.http.auth.TokenStore;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the streams of a manifest. Nothing is sent before a stream is described or read.
 *
 * <p>Credentials go to the host of each stream's own address and to the hosts of the HTTP settings;
 * an address that comes out of a response and leads elsewhere is refused.
 */
public final class ManifestSource implements Source {
  private static final int USUAL_CONCURRENCY = 4;

  private final Manifest manifest;
  private final Map<String, @Nullable Object> config;
  private final Clients clients;
  private final Interpolation evaluator;
  private final StreamCatalog catalog;
  private final HttpSettings http;
  private int atOnce = 1;

  /** Without the files that records tell of. */
  public ManifestSource(
      Manifest manifest,
      Map<String, @Nullable Object> config,
      HttpSettings http,
      HttpContext context,
      TokenStore tokens) {
    this(manifest, config, http, context, tokens, Optional.empty());
  }

  /**
   * @param manifest as {@link Manifest#load} or {@link Manifest#of} gives it
   * @param config what its templates see as {@code config}; nested maps are allowed
   * @param http with the connection's name, and the hosts besides the streams' own that may be sent
   *     credentials
   * @param context time and log of the connection; learns the config's secrets
   * @param tokens where OAuth tokens are kept
   * @param files the folder for the files that records tell of; empty to leave them where they are
   * @throws Failure.Configuration when the config lacks what the manifest's spec requires, or is
   *     wrong by its validations
   */
  public ManifestSource(
      Manifest manifest,
      Map<String, @Nullable Object> config,
      HttpSettings http,
      HttpContext context,
      TokenStore tokens,
      Optional<Path> files) {
    this.manifest = manifest;
    ConnectionSpec spec = ConnectionSpec.of(manifest);
    LoginSpec login = LoginSpec.of(manifest);
    ConfigRules rules = new ConfigRules(manifest.component("spec"), context.clock());
    Map<String, @Nullable Object> normal = PlainValues.copyOf(config);
    rules.normalize(normal);
    Map<String, @Nullable Object> complete =
        spec.complete(normal, http.connection(), login.filled());
    spec.secrets(complete).forEach(context.redaction()::learn);
    rules.validate(complete, http.connection());
    this.evaluator = Interpolation.of(context.clock(), complete);
    this.http = Budget.apply(manifest, evaluator, http);
    this.clients = new Clients(this.http, context, tokens, files, manifest::beside);
    this.catalog = new StreamCatalog(manifest, evaluator, clients);
    this.config = complete;
    takeLogin(login);
  }

  /** A token that no authenticator renews stands in the configuration, as if written there. */
  private void takeLogin(LoginSpec spec) {
    boolean lacking =
        spec.outputs().values().stream().anyMatch(path -> FieldPath.of(path).get(config) == null);
    login()
        .onlyConfigured()
        .filter(grant -> lacking)
        .ifPresent(
            grant ->
                clients
                    .tokens()
                    .find(grant.account())
                    .filter(stored -> stored.seed().equals(grant.seed()))
                    .ifPresent(stored -> evaluator.learn(spec.values(stored))));
  }

  private ManifestLogin login() {
    return new ManifestLogin(manifest, config, evaluator, clients, LoginSettings.NONE);
  }

  /**
   * Prepares a person's login, whose tokens this connection's sources will use. Closing it closes
   * this source.
   *
   * @throws Failure.Configuration when no stream needs a login
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  public Login login(LoginSettings settings) {
    return new ManifestLogin(manifest, config, evaluator, clients, settings).open();
  }

  /**
   * Opens it as connectors do: with what their runs share, after moving the tokens of a file into
   * the store.
   */
  @MustBeClosed
  public static ManifestSource open(
      Manifest manifest,
      Map<String, @Nullable Object> config,
      HttpSettings http,
      HttpContext context,
      SharedState shared,
      LoginSettings login,
      Optional<Path> files) {
    ManifestSource source =
        new ManifestSource(manifest, config, http, context, shared.tokens(), files);
    try {
      login.tokenFile().ifPresent(file -> source.moveTokens(file, shared.notes()));
    } catch (Failure refused) {
      source.close();
      throw refused;
    }
    return source;
  }

  private void moveTokens(Path file, Consumer<String> notes) {
    new TokenFile(file, login().renewing(), clients.tokens(), notes).move();
  }

  /** A configuration written as texts, typed as the manifest's spec declares it. */
  public static Map<String, @Nullable Object> config(Manifest manifest, Map<String, String> texts) {
    return ConnectionSpec.of(manifest).typed(texts);
  }

  @Override
  public List<String> streamNames() {
    return catalog.streams().stream().map(StreamDefinition::name).toList();
  }

  /** The hosts that this manifest, so configured, sends credentials to; in lower case. */
  public SortedSet<String> hosts() {
    return Hosts.of(manifest, evaluator);
  }

  /** The same, with those of requesters that stand elsewhere. */
  public SortedSet<String> hosts(Map<String, @Nullable Object> besides) {
    SortedSet<String> hosts = Hosts.of(manifest, evaluator);
    hosts.addAll(Hosts.of(besides, evaluator));
    return hosts;
  }

  /** Reads of the streams the manifest's check names. Returns their names. Blocks. */
  public String check() {
    Component check =
        Component.of(manifest.component("check").orElse(Map.of("type", "CheckStream")), evaluator);
    if (!(check.get("config_overrides") instanceof Map<?, ?> overrides)) {
      return String.join(", ", SourceCheck.run(check, catalog, clients));
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>(evaluator.config());
    config.putAll(PlainValues.map(overrides));
    HttpContext context = clients.context();
    ConnectionSpec.of(manifest).secrets(config).forEach(context.redaction()::learn);
    Interpolation overridden = Interpolation.of(context.clock(), config);
    try (Clients own =
        new Clients(http, context, clients.tokens(), clients.files(), manifest::beside)) {
      return String.join(
          ", ", SourceCheck.run(check, new StreamCatalog(manifest, overridden, own), own));
    }
  }

  /**
   * The columns the options or the stream's schema declare. Without either they are those of its
   * first page, which is asked for; the log says so. A schema that is said to be partial is
   * completed in the same way.
   */
  @Override
  public StreamInfo describe(String name, Settings options) {
    ManifestStream stream = stream(name, Map.of());
    Optional<Schema> fields = DeclaredFields.of(name, options);
    if (fields.isPresent()) {
      return info(stream, fields.get(), 0);
    }
    Optional<Schema> declared =
        SchemaLoaders.of(stream.component(), clients).map(JsonSchema::columns);
    if (declared.isPresent() && !SchemaLoaders.isPartial(stream.component())) {
      return info(stream, declared.get(), 0);
    }
    SeenColumns seen = new SeenColumns();
    List<Map<String, @Nullable Object>> records = FirstRecords.anywhere(stream, 1000);
    records.forEach(seen::see);
    if (seen.isEmpty()) {
      return info(stream, declared.orElseGet(() -> certain(stream)), 0);
    }
    Schema schema = seen.schema(declared.map(Schema::columns).orElse(List.of()));
    sayLearnt(name, declared.isPresent());
    return info(stream, schema, records.size());
  }

  private void sayLearnt(String name, boolean partly) {
    String line =
        partly
            ? ": fields of " + name + " that the manifest does not name have the columns"
            : ": the manifest has no schema for " + name + "; its columns are those";
    clients
        .context()
        .log()
        .write(Level.INFO, clients.settings().connection() + line + " of the first page");
  }

  private static StreamInfo info(ManifestStream stream, Schema schema, int sampled) {
    List<String> key = schema.names().containsAll(stream.key()) ? stream.key() : List.of();
    List<String> cursors = stream.cursorField().filter(schema.names()::contains).stream().toList();
    return new StreamInfo(stream.name(), schema, key, cursors, -1, sampled);
  }

  /** What every record must have, for a stream that is empty so far. */
  private static Schema certain(ManifestStream stream) {
    Set<String> names = new LinkedHashSet<>(stream.key());
    stream.cursorField().ifPresent(names::add);
    if (names.isEmpty()) {
      throw new Failure.Data(
          stream.name() + ": the manifest has no schema, and there is no record to learn from",
          "declare the columns: options: {fields: {id: integer, name: text}}");
    }
    return new Schema(names.stream().map(name -> Column.of(name, ColumnType.TEXT)).toList());
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    boolean ranged = request.from().isPresent() || request.upTo().isPresent();
    Optional<Bookmark> since = request.since().filter(bookmark -> !ranged);
    Component declared = catalog.component(request.stream());
    Map<String, @Nullable Object> before =
        since.map(bookmark -> Progress.basis(bookmark, request.stream())).orElse(Map.of());
    Map<String, @Nullable Object> usable = StateDelegation.usable(declared, clients, before);
    ManifestStream stream = ManifestStream.of(declared, clients, usable);
    Map<String, @Nullable Object> state = StateMigrations.migrate(stream.component(), usable);
    checkCursor(request, stream);
    Progress progress =
        since
            .filter(bookmark -> state.equals(before))
            .map(bookmark -> Progress.of(stream, bookmark))
            .orElseGet(() -> Progress.begin(stream, state));
    Predicate<Map<String, @Nullable Object>> all = record -> true;
    if (!ranged) {
      return new ManifestRows(
          request,
          new Walk(stream, progress, request.lag(), atOnce),
          all,
          clients.context().clock());
    }
    Range range = Range.of(request, stream);
    Progress bounded = progress.within(range.within(progress.bounds().orElseThrow()));
    return new ManifestRows(
        request,
        new Walk(stream, bounded, Duration.ZERO, atOnce),
        range::holds,
        clients.context().clock());
  }

  private static void checkCursor(ReadRequest request, ManifestStream stream) {
    List<String> possible = stream.cursorField().stream().toList();
    if (!request.cursor().isEmpty() && !request.cursor().equals(possible)) {
      throw new Failure.Configuration(
          stream.name() + ": can't be followed by " + String.join(", ", request.cursor()),
          possible.isEmpty()
              ? "the manifest has no incremental_sync for it; leave out cursor"
              : "use cursor: [" + possible.getFirst() + "]");
    }
  }

  ManifestStream stream(String name, Map<String, @Nullable Object> state) {
    return ManifestStream.of(catalog.component(name), clients, state);
  }

  /** What a sink of the same connection sends its requests with; closed with this source. */
  public Calls calls() {
    return new Calls(clients, evaluator, catalog);
  }

  /** How many partitions the manifest wants read at once; 4 where it does not say. */
  public int concurrency() {
    return manifest
        .component("concurrency_level")
        .map(level -> Component.of(level, evaluator))
        .flatMap(ManifestSource::concurrency)
        .map(ManifestSource::reasonable)
        .orElse(USUAL_CONCURRENCY);
  }

  private static Optional<Long> concurrency(Component level) {
    Optional<Long> most = level.integer("max_concurrency");
    return level
        .integer("default_concurrency")
        .map(wanted -> Math.min(wanted, most.orElse(wanted)));
  }

  private static int reasonable(long wanted) {
    return Math.clamp(wanted, 1, 100);
  }

  /**
   * From now on reads several partitions of a stream at once; one after the other where this is
   * never called.
   *
   * @param wanted how many; empty for {@link #concurrency}
   */
  public void readConcurrently(Optional<Long> wanted) {
    atOnce = wanted.map(ManifestSource::reasonable).orElseGet(this::concurrency);
  }

  @Override
  public void close() {
    clients.close();
  }
}
