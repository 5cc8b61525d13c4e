package io.navette.connector.rest.engine;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.http.HttpSettings;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, a manifest that points to it, and what was read. */
abstract class ManifestFixture {
  final Surroundings around = new Surroundings();
  LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** What a reader delivered. */
  static final class Read {
    final List<String> rows = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
    final List<Bookmark> bookmarks = new ArrayList<>();

    Bookmark last() {
      return bookmarks.getLast();
    }

    void take(RowBatch batch) {
      for (int row = 0; row < batch.size(); row++) {
        rows.add(RowJson.write(batch, row));
      }
      rejections.addAll(batch.rejections());
      batch.bookmark().ifPresent(bookmarks::add);
    }
  }

  /** So slow that no two pages share a batch. */
  void eachPageByItself() {
    around.hurry(Duration.ofMillis(40));
  }

  ManifestSource source(String manifest, Map<String, String> config) {
    Manifest parsed =
        Manifest.parse(manifest.replace("BASE", server.url("/api").toString()), "shop.yaml");
    return new ManifestSource(
        parsed,
        ManifestSource.config(parsed, config),
        HttpSettings.of("shop", server.url("/")),
        around.context(),
        new MemoryTokenStore());
  }

  ReadRequest request(Source source, String stream) {
    return ReadRequest.all(
        stream, source.describe(stream, new Settings("shop", Map.of())).schema());
  }

  Read read(Source source, ReadRequest request) {
    Read read = new Read();
    readInto(read, source, request);
    return read;
  }

  void readInto(Read read, Source source, ReadRequest request) {
    try (RowReader reader = source.read(request)) {
      for (Optional<RowBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        read.take(next.get());
      }
    }
  }

  Read readAll(String manifest, String stream, Map<String, String> config) {
    try (ManifestSource source = source(manifest, config)) {
      return read(source, request(source, stream));
    }
  }

  List<String> targets() {
    return server.seen().stream().map(LocalServer.Seen::target).toList();
  }
}
