package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every connector to files must do alike. */
public abstract class FileContract {
  protected static final Schema SCHEMA =
      Schema.of(
          Column.of("id", ColumnType.INTEGER),
          Column.of("name", ColumnType.TEXT),
          Column.of("at", ColumnType.DATETIME));

  /** The folder of the test's files. */
  protected Path folder = Path.of("unset");

  @BeforeEach
  final void place(@TempDir Path temporary) {
    folder = temporary;
  }

  protected abstract SourceConnector source();

  protected abstract SinkConnector sink();

  /** The name of a file or sheet that is written, and then read. */
  protected abstract String stream();

  /** The path of the connection under which that stream is found. */
  protected abstract Path path();

  protected final Settings settings() {
    return new Settings("files", Map.of("path", path()));
  }

  protected static Settings options(Map<String, Object> values) {
    return new Settings("files", values);
  }

  protected static RowBatch batch(Schema schema, @Nullable Object[]... rows) {
    RowBatch batch = new RowBatch(schema);
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        CellValue.append(batch.cells(i), row[i]);
      }
      batch.endRow();
    }
    return batch;
  }

  protected static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }

  /** Writes rows as one run would. */
  protected final Committed write(WriteMode mode, RowBatch batch) {
    try (Sink sink = sink().openSink(settings());
        RowWriter writer = sink.write(request(mode, batch.schema()))) {
      List<Rejection> rejections = new ArrayList<>(writer.write(batch));
      Committed committed = writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
      rejections.addAll(committed.rejections());
      return new Committed(committed.changes(), rejections);
    }
  }

  protected final WriteRequest request(WriteMode mode, Schema schema) {
    return new WriteRequest("j", "s", stream(), schema, mode, List.of(), false, options(Map.of()));
  }

  /** What a read delivered. */
  protected record Read(List<String> rows, List<Rejection> rejections, Optional<Bookmark> end) {}

  protected final Read read(ReadRequest request) {
    List<String> rows = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    Optional<Bookmark> end = Optional.empty();
    try (Source source = source().openSource(settings());
        RowReader reader = source.read(request)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        for (int row = 0; row < next.get().size(); row++) {
          rows.add(RowJson.write(next.get(), row));
        }
        rejections.addAll(next.get().rejections());
        end = next.get().bookmark();
      }
    }
    return new Read(rows, rejections, end);
  }

  protected final StreamInfo describe(Map<String, Object> options) {
    try (Source source = source().openSource(settings())) {
      return source.describe(stream(), options(options));
    }
  }

  /** Reads a stream as described. */
  protected final Read readAll(Map<String, Object> options) {
    return read(ReadRequest.all(stream(), describe(options).schema()).options(options(options)));
  }

  @Test
  void whatIsWrittenIsReadAndAppendedTo() {
    RowBatch first = batch(SCHEMA, row(1L, "a", null), row(2L, null, "2026-01-31T12:00:00"));
    assertThat(write(WriteMode.REPLACE, first).changes().created()).isEqualTo(2);
    ReadRequest all = ReadRequest.all(stream(), SCHEMA);
    assertThat(read(all).rows())
        .containsExactly(
            "{\"id\":1,\"name\":\"a\",\"at\":null}",
            "{\"id\":2,\"name\":null,\"at\":\"2026-01-31T12:00:00\"}");
    write(WriteMode.APPEND, batch(SCHEMA, row(3L, "c", null)));
    assertThat(read(all).rows())
        .hasSize(3)
        .last()
        .isEqualTo("{\"id\":3,\"name\":\"c\",\"at\":null}");
    write(WriteMode.REPLACE, batch(SCHEMA, row(9L, "z", null)));
    assertThat(read(all).rows()).containsExactly("{\"id\":9,\"name\":\"z\",\"at\":null}");
    assertThat(source().check(settings())).isNotEmpty();
  }

  @Test
  void aFileChangesOnlyWithTheLastChunk() {
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "a", null)));
    try (Sink sink = sink().openSink(settings())) {
      try (RowWriter writer = sink.write(request(WriteMode.REPLACE, SCHEMA))) {
        writer.write(batch(SCHEMA, row(2L, "b", null)));
        writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), false));
      }
    }
    assertThat(read(ReadRequest.all(stream(), SCHEMA)).rows())
        .containsExactly("{\"id\":1,\"name\":\"a\",\"at\":null}");
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theNextPassReadsWhatIsNew() {
    ReadRequest byId = ReadRequest.all(stream(), SCHEMA).withCursor(List.of("id"), List.of());
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "a", null), row(2L, "b", null)));
    Read first = read(byId);
    assertThat(first.rows()).hasSize(2);
    write(WriteMode.APPEND, batch(SCHEMA, row(3L, "c", null), row(1L, "late", null)));
    Read second = read(byId.since(first.end().orElseThrow()));
    assertThat(second.rows()).containsExactly("{\"id\":3,\"name\":\"c\",\"at\":null}");
    assertThat(read(byId.since(second.end().orElseThrow())).rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2047, 2048, 2049, 5000})
  void aPassIsResumedFromEveryBookmark(int count) {
    @Nullable Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row((long) i, "n" + i, null);
    }
    write(WriteMode.REPLACE, batch(SCHEMA, rows));
    ReadRequest request = ReadRequest.all(stream(), SCHEMA);
    List<Long> ids = new ArrayList<>();
    Optional<Bookmark> bookmark = Optional.empty();
    boolean more = true;
    while (more) {
      ReadRequest from = bookmark.map(request::since).orElse(request);
      try (Source source = source().openSource(settings());
          RowReader reader = source.read(from)) {
        Optional<RowBatch> batch = reader.next();
        more = batch.isPresent() && batch.get().bookmark().isPresent();
        for (int row = 0; batch.isPresent() && row < batch.get().size(); row++) {
          ids.add(batch.get().cells(0).longAt(row));
        }
        bookmark = batch.flatMap(RowBatch::bookmark);
      }
    }
    assertThat(ids).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void missingFilesAndColumnsAreNamed() throws IOException {
    assertThatThrownBy(() -> describe(Map.of()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("connection files");
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "a", null)));
    try (Source source = source().openSource(settings())) {
      assertThatThrownBy(() -> source.describe("nowhere", options(Map.of())))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void aFileThatChangedUnderAResumedPassIsRefused() throws IOException {
    @Nullable Object[][] rows = new Object[3000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((long) i, "n" + i, null);
    }
    write(WriteMode.REPLACE, batch(SCHEMA, rows));
    ReadRequest request = ReadRequest.all(stream(), SCHEMA);
    Bookmark bookmark;
    try (Source source = source().openSource(settings());
        RowReader reader = source.read(request)) {
      bookmark = reader.next().orElseThrow().bookmark().orElseThrow();
    }
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "other", null)));
    assertThatThrownBy(() -> read(request.since(bookmark)))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("was changed");
  }
}
