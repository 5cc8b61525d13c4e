package io.navette.testing;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.http.Surroundings;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.sync.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connection to a fixture's server, read by the program's own connectors. */
final class ApiReading {
  /** What every ${env:SECRET} of a fixture stands for. */
  static final String SECRET = ApiConnection.SECRET;

  private final List<String> log = new ArrayList<>();
  private final SourceConnector connector;
  private final Settings settings;

  ApiReading(ApiFixture fixture, ApiServer server, Surroundings around, Path folder)
      throws IOException {
    Endpoint endpoint =
        ApiConnection.open(
            fixture.file(),
            inOrder(fixture.connection()),
            fixture.copies(),
            server::here,
            around,
            folder,
            this::log);
    connector = (SourceConnector) endpoint.connector();
    settings = endpoint.settings();
  }

  /** One request after the other, since the server answers by a script. */
  private static Map<String, @Nullable Object> inOrder(Map<String, @Nullable Object> connection) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(connection);
    if ("manifest".equals(connection.get("type"))) {
      changed.put("concurrency", 1);
      return changed;
    }
    Map<Object, Object> block = new LinkedHashMap<>();
    if (connection.get("connection") instanceof Map<?, ?> written) {
      block.putAll(written);
    }
    block.put("concurrency", 1);
    changed.put("connection", block);
    return changed;
  }

  private synchronized void log(String line) {
    log.add(line);
  }

  synchronized String log() {
    return String.join("\n", log);
  }

  /** What was delivered. */
  record Read(List<String> rows, List<Rejection> rejections, List<Bookmark> bookmarks) {
    void take(RowBatch batch) {
      for (int row = 0; row < batch.size(); row++) {
        rows.add(RowJson.write(batch, row));
      }
      rejections.addAll(batch.rejections());
      batch.bookmark().ifPresent(bookmarks::add);
    }

    static Read nothing() {
      return new Read(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Does something with an open source, as one run does. */
  <T> T with(Function<Source, T> use) {
    try (Source source = connector.openSource(settings)) {
      return use.apply(source);
    }
  }

  StreamInfo describe(String stream) {
    return with(source -> source.describe(stream, new Settings("api", Map.of())));
  }

  String check() {
    return connector.check(settings);
  }

  /** How the stream is read, by its cursor where it has one. */
  ReadRequest request(ApiFixture.Part part) {
    ReadRequest all = ReadRequest.all(part.name(), describe(part.name()).schema());
    return part.cursor().map(field -> all.withCursor(List.of(field), List.of())).orElse(all);
  }

  Read read(ReadRequest request) {
    Read read = Read.nothing();
    readInto(read, request, Integer.MAX_VALUE);
    return read;
  }

  /** Reads until so many bookmarks came, or the end, or a failure: what came before is kept. */
  void readInto(Read read, ReadRequest request, int bookmarks) {
    try (Source source = connector.openSource(settings);
        RowReader reader = source.read(request)) {
      Optional<RowBatch> next = Optional.empty();
      while (read.bookmarks().size() < bookmarks) {
        next = reader.next();
        if (next.isEmpty()) {
          return;
        }
        read.take(next.get());
      }
    }
  }
}
