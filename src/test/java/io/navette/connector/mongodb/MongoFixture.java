package io.navette.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.Bookmark;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.testing.TestMongo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database, and what every test does with it. */
abstract class MongoFixture {
  static final Schema SCHEMA =
      Schema.of(
          Column.of("code", ColumnType.INTEGER).required(),
          Column.of("name", ColumnType.TEXT),
          Column.of("price", ColumnType.decimal(12, 2)));

  final List<String> notes = new ArrayList<>();
  final MongoConnector connector = new MongoConnector(Map.of(), notes::add);
  TestMongo mongo;

  @BeforeEach
  void start() {
    mongo = newDatabase();
  }

  TestMongo newDatabase() {
    return TestMongo.open();
  }

  @AfterEach
  void stop() {
    mongo.close();
  }

  Settings settings(Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(Map.of("uri", mongo.uri(), "database", mongo.name()));
    values.putAll(more);
    return new Settings("mg", values);
  }

  @MustBeClosed
  Source openSource() {
    return connector.openSource(settings(Map.of()));
  }

  @MustBeClosed
  Sink openSink() {
    return connector.openSink(settings(Map.of()));
  }

  /** The rows of a stream as JSON, in the order they are read. */
  List<String> read(String stream, Map<String, Object> options, List<Rejection> rejections) {
    try (Source source = openSource()) {
      Schema schema = source.describe(stream, settings(options)).schema();
      return rows(source, ReadRequest.all(stream, schema).options(settings(options)), rejections);
    }
  }

  List<String> read(String stream, Map<String, Object> options) {
    List<Rejection> rejections = new ArrayList<>();
    List<String> rows = read(stream, options, rejections);
    assertThat(rejections).isEmpty();
    return rows;
  }

  static List<String> rows(Source source, ReadRequest request, List<Rejection> rejections) {
    List<String> rows = new ArrayList<>();
    try (RowReader reader = source.read(request)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        for (int row = 0; row < next.get().size(); row++) {
          rows.add(RowJson.write(next.get(), row));
        }
        rejections.addAll(next.get().rejections());
      }
    }
    return rows;
  }

  /** All rows of one pass, and the bookmark behind it. */
  record Passed(List<String> rows, Optional<Bookmark> bookmark) {}

  static Passed pass(Source source, ReadRequest request) {
    List<String> rows = new ArrayList<>();
    Optional<Bookmark> bookmark = Optional.empty();
    try (RowReader reader = source.read(request)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        for (int row = 0; row < next.get().size(); row++) {
          rows.add(RowJson.write(next.get(), row));
        }
        bookmark = next.get().bookmark();
      }
    }
    return new Passed(rows, bookmark);
  }

  /** The target's documents without their ids, by code. */
  List<String> documents() {
    List<String> documents = new ArrayList<>();
    mongo
        .database()
        .getCollection("target")
        .find()
        .sort(new Document("code", 1))
        .forEach(
            document ->
                documents.add(
                    document.get("code")
                        + ","
                        + document.get("name")
                        + ","
                        + document.get("price")));
    return documents;
  }

  static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }

  static RowBatch batch(Schema schema, @Nullable Object[]... rows) {
    RowBatch batch = new RowBatch(schema);
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        CellValue.append(batch.cells(i), row[i]);
      }
      batch.endRow();
    }
    return batch;
  }

  WriteRequest request(WriteMode mode, boolean preview) {
    return request(SCHEMA, mode, List.of("code"), preview, Map.of());
  }

  WriteRequest request(
      Schema schema,
      WriteMode mode,
      List<String> key,
      boolean preview,
      Map<String, Object> options) {
    return new WriteRequest("job", "s", "target", schema, mode, key, preview, settings(options));
  }

  static Chunk chunk(long sequence, long rows, boolean last) {
    return new Chunk("r1", 1, sequence, rows, Optional.of(new Bookmark("{}")), last);
  }

  Committed write(WriteMode mode, @Nullable Object[]... rows) {
    return write(request(mode, false), batch(SCHEMA, rows));
  }

  Committed write(WriteRequest request, RowBatch batch) {
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request)) {
      assertThat(writer.write(batch)).isEmpty();
      return writer.commit(chunk(1, batch.size(), true));
    }
  }
}
