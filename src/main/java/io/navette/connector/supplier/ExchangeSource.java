package io.navette.connector.supplier;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a supplier's files: those of a stream one after the other, the oldest first. With {@code
 * cursor: [_file]} each is read once.
 */
final class ExchangeSource implements Source {
  /** What suppliers have, in the order it is listed. */
  static final List<String> STREAMS =
      List.of("catalog", "prices", "availability", "orders", "deliveries");

  /** The column that tells which file a row came in. */
  static final String FILE = "_file";

  private static final List<String> SNAPSHOTS = List.of("catalog", "availability");

  private final Exchange exchange;
  private final ExchangeRuntime runtime;

  ExchangeSource(Exchange exchange, ExchangeRuntime runtime) {
    this.exchange = exchange;
    this.runtime = runtime;
  }

  @Override
  public List<String> streamNames() {
    return STREAMS.stream().filter(stream -> exchange.pattern(stream).isPresent()).toList();
  }

  private FilePattern pattern(String stream) {
    return exchange
        .pattern(stream)
        .filter(known -> STREAMS.contains(stream))
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    exchange.where() + ": there is no stream " + stream,
                    "set files."
                        + stream
                        + "; streams there: "
                        + String.join(", ", streamNames())));
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    FilePattern pattern = pattern(stream);
    Layout layout = Layout.of(exchange.settings(), stream);
    List<Column> columns = new ArrayList<>(columns(pattern, layout, stream));
    columns.add(Column.of(FILE, ColumnType.TEXT));
    Schema schema = new Schema(columns);
    List<String> key =
        exchange.settings().list("key." + stream).stream()
            .filter(name -> schema.find(name).isPresent())
            .toList();
    return new StreamInfo(stream, schema, key, List.of(FILE), -1);
  }

  private List<Column> columns(FilePattern pattern, Layout layout, String stream) {
    boolean typed = layout.format() == Layout.Format.JSON;
    List<RemoteFile> files = layout.isDeclared() && !typed ? List.of() : exchange.files(pattern);
    if (files.isEmpty() && !layout.isDeclared()) {
      throw new Failure.Configuration(
          exchange.where() + ": no file is called " + pattern + ", so its columns are not known",
          "declare columns." + stream + ", to be able to run before the first file comes");
    }
    Map<String, Column> found = files.isEmpty() ? Map.of() : found(files.getLast(), layout);
    return layout.isDeclared()
        ? layout.names().stream()
            .map(
                name -> {
                  Column known = found.get(layout.source(name));
                  return known == null ? Column.of(name, ColumnType.TEXT) : known.withName(name);
                })
            .toList()
        : List.copyOf(found.values());
  }

  private Map<String, Column> found(RemoteFile newest, Layout layout) {
    try (LocalCopy copy = LocalCopy.of(exchange, newest);
        Source source = copy.open(layout, runtime)) {
      return source
          .describe(source.streamNames().getFirst(), ExchangeReader.NO_OPTIONS)
          .schema()
          .columns()
          .stream()
          .collect(
              Collectors.toMap(
                  Column::name,
                  column -> column,
                  (one, other) -> one,
                  java.util.LinkedHashMap::new));
    }
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    FilePattern pattern = pattern(request.stream());
    if (!request.cursor().isEmpty() && !request.cursor().equals(List.of(FILE))) {
      throw new Failure.Configuration(
          exchange.where() + ", stream " + request.stream() + ": cursor: " + request.cursor(),
          "files are told apart by cursor: [" + FILE + "]; without one all are read each time");
    }
    String where = exchange.where() + ", stream " + request.stream();
    Seen seen =
        request.since().map(bookmark -> Seen.parse(bookmark, where)).orElseGet(Seen::nothing);
    List<RemoteFile> there = exchange.files(pattern);
    seen.keep(there.stream().map(RemoteFile::path).collect(Collectors.toSet()));
    List<RemoteFile> wanted =
        settled(pattern, there.stream().filter(file -> isWanted(file, request, seen)).toList());
    boolean last = request.cursor().isEmpty() && snapshots().contains(request.stream());
    List<RemoteFile> files = last && wanted.size() > 1 ? List.of(wanted.getLast()) : wanted;
    return new ExchangeReader(
        request, exchange, runtime, Layout.of(exchange.settings(), request.stream()), files, seen);
  }

  private List<String> snapshots() {
    return exchange.settings().has("files.snapshots")
        ? exchange.settings().list("files.snapshots")
        : SNAPSHOTS;
  }

  /** A range goes by the files' names. */
  private static boolean isWanted(RemoteFile file, ReadRequest request, Seen seen) {
    return !(seen.isListedAlike(file) && !request.cursor().isEmpty())
        && request.from().map(from -> file.path().compareTo(from) >= 0).orElse(true)
        && request.upTo().map(upTo -> file.path().compareTo(upTo) < 0).orElse(true);
  }

  /** Those that did not change while we waited; the others may be half written. */
  private List<RemoteFile> settled(FilePattern pattern, List<RemoteFile> files) {
    if (files.isEmpty()) {
      return files;
    }
    sleep(exchange.settings().duration("files.settle").orElse(Duration.ofSeconds(2)));
    Map<String, RemoteFile> later = new HashMap<>();
    exchange.files(pattern).forEach(file -> later.put(file.path(), file));
    List<RemoteFile> still = new ArrayList<>();
    for (RemoteFile file : files) {
      if (Optional.ofNullable(later.get(file.path())).filter(file::equals).isPresent()) {
        still.add(file);
      } else {
        ExchangeReader.growing(exchange, runtime, file);
      }
    }
    return still;
  }

  private void sleep(Duration time) {
    try {
      runtime.sleeper().sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("stopped while files were watched");
    }
  }

  @Override
  public void close() {
    exchange.close();
  }
}
