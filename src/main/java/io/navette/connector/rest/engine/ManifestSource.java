package io.navette.connector.rest.engine;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.RefusedStream;
import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.failure.Failure;
import io.navette.http.HttpContext;
import io.navette.http.HttpSettings;
import io.navette.http.auth.TokenStore;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the streams of a manifest. Nothing is sent before a stream is described or read.
 *
 * <p>Credentials go to the host of each stream's own address and to the hosts of the HTTP settings;
 * an address that comes out of a response and leads elsewhere is refused.
 */
public final class ManifestSource implements Source {
  private final Manifest manifest;
  private final Interpolation evaluator;
  private final Clients clients;

  /**
   * @param manifest as {@link Manifest#load} or {@link Manifest#of} gives it
   * @param config what its templates see as {@code config}; nested maps are allowed
   * @param http with the connection's name, and the hosts besides the streams' own that may be sent
   *     credentials
   * @param context time and log of the connection; learns the config's secrets
   * @param tokens where OAuth tokens are kept
   * @throws Failure.Configuration when the config lacks what the manifest's spec requires
   */
  public ManifestSource(
      Manifest manifest,
      Map<String, @Nullable Object> config,
      HttpSettings http,
      HttpContext context,
      TokenStore tokens) {
    this.manifest = manifest;
    ConnectionSpec spec = ConnectionSpec.of(manifest);
    Map<String, @Nullable Object> complete = spec.complete(config, http.connection());
    spec.secrets(complete).forEach(context.redaction()::learn);
    this.evaluator = Interpolation.of(context.clock(), complete);
    this.clients = new Clients(Budget.apply(manifest, evaluator, http), context, tokens);
  }

  /** A configuration written as texts, typed as the manifest's spec declares it. */
  public static Map<String, @Nullable Object> config(Manifest manifest, Map<String, String> texts) {
    return ConnectionSpec.of(manifest).typed(texts);
  }

  @Override
  public List<String> streamNames() {
    return manifest.streams().stream().filter(this::exists).map(StreamDefinition::name).toList();
  }

  private boolean exists(StreamDefinition stream) {
    return !stream.isDynamic()
        && stream.condition().map(template -> evaluator.condition(template, Map.of())).orElse(true);
  }

  /** The hosts that this manifest, so configured, sends credentials to; in lower case. */
  public SortedSet<String> hosts() {
    return Hosts.of(manifest, evaluator);
  }

  /** The first page of the first stream the manifest's check names. Returns that stream's name. */
  public String check() {
    String first =
        manifest
            .component("check")
            .map(check -> Component.of(check, evaluator).texts("stream_names"))
            .filter(names -> !names.isEmpty())
            .map(List::getFirst)
            .orElseGet(() -> streamNames().getFirst());
    firstRecords(stream(first), 1);
    return first;
  }

  /**
   * The columns the options or the stream's schema declare. Without either they are those of its
   * first page, which is asked for; the log says so.
   */
  @Override
  public StreamInfo describe(String name, Settings options) {
    ManifestStream stream = stream(name);
    Optional<Schema> declared =
        DeclaredFields.of(name, options)
            .or(() -> JsonSchema.of(stream.component()).map(JsonSchema::columns));
    if (declared.isPresent()) {
      return info(stream, declared.get(), 0);
    }
    SeenColumns seen = new SeenColumns();
    List<Map<String, @Nullable Object>> records = firstRecords(stream, 1000);
    records.forEach(seen::see);
    if (seen.isEmpty()) {
      return info(stream, certain(stream), 0);
    }
    clients
        .context()
        .log()
        .write(
            Level.INFO,
            clients.settings().connection()
                + ": the manifest has no schema for "
                + name
                + "; its columns are those of the first page");
    return info(stream, seen.schema(), records.size());
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

  /** Records of the first page that has some. */
  private static List<Map<String, @Nullable Object>> firstRecords(ManifestStream stream, int most) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    try (Walk walk = Walk.whole(stream)) {
      while (records.isEmpty() && walk.ready()) {
        try (RecordPage page = walk.open()) {
          Optional<RecordPage.Found> found = page.next();
          while (found.isPresent() && records.size() < most) {
            Map<String, @Nullable Object> record = found.get().record();
            if (record != null) {
              records.add(record);
            }
            found = page.next();
          }
          if (records.isEmpty()) {
            walk.finish(page);
          }
        }
      }
    }
    return records;
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    ManifestStream stream = stream(request.stream());
    checkCursor(request, stream);
    boolean ranged = request.from().isPresent() || request.upTo().isPresent();
    Progress progress =
        request
            .since()
            .filter(bookmark -> !ranged)
            .map(bookmark -> Progress.of(stream, bookmark))
            .orElseGet(() -> Progress.begin(stream, Map.of()));
    Predicate<Map<String, @Nullable Object>> all = record -> true;
    if (!ranged) {
      return new ManifestRows(request, new Walk(stream, progress, request.lag()), all);
    }
    Range range = Range.of(request, stream);
    Progress bounded = progress.within(range.within(progress.bounds().orElseThrow()));
    return new ManifestRows(request, new Walk(stream, bounded, Duration.ZERO), range::holds);
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

  private ManifestStream stream(String name) {
    for (RefusedStream refused : manifest.refused()) {
      if (refused.name().equals(name)) {
        throw new Failure.Configuration(
            name + ": can't be run: " + refused.path() + ": " + refused.reason(), "");
      }
    }
    for (StreamDefinition definition : manifest.streams()) {
      if (definition.name().equals(name) && exists(definition)) {
        return ManifestStream.of(Component.of(definition.component(), evaluator), clients);
      }
    }
    throw new Failure.Configuration(
        clients.settings().connection() + ": there is no stream " + name,
        "the streams are " + String.join(", ", streamNames()));
  }

  @Override
  public void close() {
    clients.close();
  }
}
