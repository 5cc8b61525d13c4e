package io.navette.connector.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.Staged;
import io.navette.connector.StreamInfo;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteConnectorTest {
  private static final String TABLE = "le \"grand\" tableau";
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("id", ColumnType.INTEGER).required(),
          Column.of("na me", ColumnType.TEXT),
          Column.of("price", ColumnType.decimal(12, 2)));

  private final SqliteConnector connector = new SqliteConnector();
  private Path file = Path.of("unset");

  @BeforeEach
  void place(@TempDir Path folder) {
    file = folder.resolve("test.db");
  }

  private Settings settings() {
    return new Settings("db", Map.of("path", file, "busy_timeout", Duration.ofMillis(300)));
  }

  private static WriteRequest request(WriteMode mode, boolean preview) {
    Settings none = new Settings("db", Map.of());
    return new WriteRequest("job", "s", TABLE, SCHEMA, mode, List.of("id"), preview, none);
  }

  private static RowBatch batch(@Nullable Object[]... rows) {
    RowBatch batch = new RowBatch(SCHEMA);
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        CellValue.append(batch.cells(i), row[i]);
      }
      batch.endRow();
    }
    return batch;
  }

  private static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }

  private static Chunk chunk(long fence, long sequence, long rows, boolean last) {
    return new Chunk("r1", fence, sequence, rows, Optional.of(new Bookmark("{}")), last);
  }

  private void create(Sink sink) {
    ((TableKeeping) sink).create(TABLE, SCHEMA, List.of("id"));
  }

  private List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM \"le \"\"grand\"\" tableau\" ORDER BY id")) {
      while (row.next()) {
        rows.add(row.getString(1) + "," + row.getString(2) + "," + row.getString(3));
      }
    }
    return rows;
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Committed write(Sink sink, WriteMode mode, RowBatch batch) {
    try (RowWriter writer = sink.write(request(mode, false))) {
      assertThat(writer.write(batch)).isEmpty();
      return writer.commit(chunk(1, 1, batch.size(), true));
    }
  }

  @Test
  void everyModeMeetsTheTargetAsItsNameSays() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      RowBatch three = batch(row(1L, "a", "1.00"), row(2L, "b", "2.50"), row(3L, null, null));
      assertThat(write(sink, WriteMode.APPEND, three).changes()).isEqualTo(Changes.created(3));
      RowBatch mixed = batch(row(2L, "b", "2.5"), row(3L, "c", null), row(4L, "d", "4"));
      assertThat(write(sink, WriteMode.INSERT, mixed).changes()).isEqualTo(new Changes(1, 0, 2, 0));
      assertThat(rows()).containsExactly("1,a,1", "2,b,2.5", "3,null,null", "4,d,4");
      RowBatch update = batch(row(3L, "c", null), row(4L, "d", "4"), row(5L, "e", "5"));
      assertThat(write(sink, WriteMode.UPDATE, update).changes())
          .isEqualTo(new Changes(0, 1, 1, 0));
      assertThat(write(sink, WriteMode.UPSERT, update).changes())
          .isEqualTo(new Changes(1, 0, 2, 0));
      RowBatch twice = batch(row(1L, "x", null), row(1L, "y", null), row(6L, "f", "6"));
      assertThat(write(sink, WriteMode.UPSERT, twice).changes()).isEqualTo(new Changes(1, 1, 0, 0));
      assertThat(rows()).hasSize(6).contains("1,y,null");
      RowBatch mirror = batch(row(1L, "y", null), row(2L, "bb", "2.5"), row(7L, "g", "7"));
      assertThat(write(sink, WriteMode.MIRROR, mirror).changes())
          .isEqualTo(new Changes(1, 1, 1, 4));
      assertThat(rows()).containsExactly("1,y,null", "2,bb,2.5", "7,g,7");
      RowBatch replace = batch(row(9L, "z", "0.10"));
      assertThat(write(sink, WriteMode.REPLACE, replace).changes())
          .isEqualTo(new Changes(1, 0, 0, 3));
      assertThat(rows()).containsExactly("9,z,0.1");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLACE", "MIRROR"})
  void aWholeStreamIsStagedAndResumed(WriteMode mode) throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(100L, "old", null)));
      WriteRequest request = request(mode, false);
      try (RowWriter writer = sink.write(request)) {
        writer.write(batch(row(1L, "a", null)));
        writer.commit(chunk(1, 1, 1, false));
        writer.write(batch(row(2L, "lost with the process", null)));
      }
      assertThat(rows()).containsExactly("100,old,null");
      assertThat(((LedgerKeeping) sink).lastCommitted(request).orElseThrow().sequence())
          .isEqualTo(1);
      try (RowWriter writer = sink.write(request)) {
        writer.write(batch(row(2L, "b", null)));
        Staged staged = (Staged) writer;
        assertThat(staged.pending()).isEqualTo(new Changes(2, 0, 0, 1));
        assertThat(staged.targetRows()).isEqualTo(1);
        writer.commit(chunk(1, 2, 2, true));
      }
      assertThat(rows()).containsExactly("1,a,null", "2,b,null");
    }
  }

  @Test
  void whatWasStagedIsDiscardedOnDemand() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      WriteRequest request = request(WriteMode.REPLACE, false);
      try (RowWriter writer = sink.write(request)) {
        writer.write(batch(row(1L, "a", null)));
        writer.commit(chunk(1, 1, 1, false));
        ((Staged) writer).discard();
      }
      assertThat(((LedgerKeeping) sink).lastCommitted(request)).isEmpty();
      assertThat(rows()).isEmpty();
    }
  }

  @Test
  void aRunThatWasOvertakenCommitsNoMore() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      try (RowWriter late = sink.write(request(WriteMode.APPEND, false))) {
        late.write(batch(row(1L, "late", null)));
        try (RowWriter next = sink.write(request(WriteMode.APPEND, false))) {
          next.write(batch(row(2L, "next", null)));
          next.commit(chunk(8, 1, 1, true));
        }
        assertThatThrownBy(() -> late.commit(chunk(7, 1, 1, true)))
            .isInstanceOf(Failure.Locked.class)
            .hasMessageContaining("a later run has taken over");
      }
      assertThat(rows()).containsExactly("2,next,null");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 2047, 2048, 2049})
  void rowsThatBreakAConstraintAreFoundAndTheOthersPass(int count) throws SQLException {
    execute(
        "CREATE TABLE \"le \"\"grand\"\" tableau\" (id INTEGER PRIMARY KEY,"
            + " \"na me\" TEXT CHECK (\"na me\" <> 'bad'), price DECIMAL(12,2))");
    RowBatch batch = new RowBatch(SCHEMA);
    for (int i = 0; i < count; i++) {
      CellValue.append(batch.cells(0), (long) i);
      CellValue.append(batch.cells(1), i % 1000 == 0 ? "bad" : "good");
      CellValue.append(batch.cells(2), null);
      batch.endRow();
    }
    int bad = (count + 999) / 1000;
    try (Sink sink = connector.openSink(settings())) {
      Committed committed = write(sink, WriteMode.UPSERT, batch);
      assertThat(committed.changes().created()).isEqualTo(count - bad);
      assertThat(committed.rejections()).hasSize(bad);
      Rejection first = committed.rejections().get(0);
      assertThat(first.stage()).isEqualTo(Rejection.Stage.WRITE);
      assertThat(first.row()).isEqualTo("{\"id\":0,\"na me\":\"bad\",\"price\":null}");
      assertThat(first.reason()).contains("CHECK constraint failed");
    }
    assertThat(rows()).hasSize(count - bad);
  }

  @Test
  void aPreviewChangesNothing() throws SQLException, IOException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(1L, "a", null), row(2L, "b", null)));
      byte[] before = Files.readAllBytes(file);
      try (RowWriter writer = sink.write(request(WriteMode.MIRROR, true))) {
        writer.write(batch(row(1L, "A", null), row(3L, "c", null)));
        assertThat(((Staged) writer).pending()).isEqualTo(new Changes(1, 1, 0, 1));
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void everyTypeComesBackExactly() {
    List<Column> columns = new ArrayList<>();
    Map<ColumnType, String> values =
        Map.ofEntries(
            Map.entry(ColumnType.BOOLEAN, "true"),
            Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
            Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
            Map.entry(ColumnType.decimal(38, 10), "1234567890123456789012345678.0123456789"),
            Map.entry(ColumnType.DECIMAL, "0.10"),
            Map.entry(ColumnType.DOUBLE, "4.9E-324"),
            Map.entry(ColumnType.TEXT, "é 🍮 ''"),
            Map.entry(ColumnType.text(3), "abc"),
            Map.entry(ColumnType.BYTES, "00ff"),
            Map.entry(ColumnType.DATE, "0001-01-01"),
            Map.entry(ColumnType.TIME, "23:59:59.999999"),
            Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
            Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
            Map.entry(ColumnType.UUID, "00112233-4455-6677-8899-aabbccddeeff"),
            Map.entry(ColumnType.JSON, "1.50"));
    List<ColumnType> types = List.copyOf(values.keySet());
    for (ColumnType type : types) {
      columns.add(Column.of("c " + type, type));
    }
    Schema schema = new Schema(columns);
    RowBatch batch = new RowBatch(schema);
    for (int i = 0; i < types.size(); i++) {
      CellText.parse(batch.cells(i), values.getOrDefault(types.get(i), ""));
    }
    batch.endRow();
    for (int i = 0; i < types.size(); i++) {
      batch.cells(i).appendNull();
    }
    batch.endRow();
    Settings none = new Settings("db", Map.of());
    try (Sink sink = connector.openSink(settings())) {
      ((TableKeeping) sink).create("t", schema, List.of());
      assertThat(((TableKeeping) sink).schema("t").orElseThrow().columns())
          .extracting(Column::type)
          .containsExactlyElementsOf(types);
      WriteRequest request =
          new WriteRequest("j", "t", "t", schema, WriteMode.APPEND, List.of(), false, none);
      try (RowWriter writer = sink.write(request)) {
        assertThat(writer.write(batch)).isEmpty();
        writer.commit(chunk(1, 1, 2, true));
      }
    }
    try (Source source = connector.openSource(settings());
        RowReader reader = source.read(ReadRequest.all("t", schema))) {
      RowBatch read = reader.next().orElseThrow();
      for (int i = 0; i < types.size(); i++) {
        assertThat(CellText.format(read.cells(i), 0)).isEqualTo(values.get(types.get(i)));
        assertThat(read.cells(i).isNull(1)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 2048, 2049, 5000})
  void aPassIsResumedFromEveryBookmark(int count) throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, at TIMESTAMP WITH TIME ZONE NOT NULL)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + count
            + ")"
            + " INSERT INTO t SELECT i, '2026-01-31T00:00:0' || (i % 7) || 'Z' FROM n WHERE "
            + count
            + " > 0");
    try (Source source = connector.openSource(settings())) {
      StreamInfo info = source.describe("t", settings());
      assertThat(info.key()).containsExactly("id");
      assertThat(info.cursorCandidates()).containsExactly("at", "id");
      ReadRequest request =
          ReadRequest.all("t", info.schema()).withCursor(List.of("at"), info.key());
      List<Long> read = new ArrayList<>();
      Optional<Bookmark> bookmark = Optional.empty();
      boolean more = true;
      while (more) {
        ReadRequest from = bookmark.map(request::since).orElse(request);
        try (RowReader reader = source.read(from)) {
          RowBatch batch = reader.next().orElseThrow();
          for (int row = 0; row < batch.size(); row++) {
            read.add(batch.cells(0).longAt(row));
          }
          more = batch.size() > 0;
          bookmark =
              batch.bookmark().or(bookmark.isPresent() ? () -> from.since() : Optional::empty);
        }
      }
      assertThat(read).hasSize(count).doesNotHaveDuplicates();
    }
  }

  @Test
  void theNextPassReadsWhatChanged() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME NOT NULL)",
        "INSERT INTO t VALUES (1, '2026-01-31T00:00:00'), (2, '2026-01-31 00:00:00')");
    try (Source source = connector.openSource(settings())) {
      ReadRequest request =
          ReadRequest.all("t", source.describe("t", settings()).schema())
              .withCursor(List.of("at"), List.of("id"));
      Bookmark end = ids(source, request, 2, 1);
      execute("INSERT INTO t VALUES (3, '2026-01-31T00:00:00'), (4, '2026-02-01T00:00:00')");
      Bookmark next = ids(source, request.since(end), 3, 4);
      assertThat(ids(source, request.since(next))).isEqualTo(next);
    }
  }

  private static Bookmark ids(Source source, ReadRequest request, long... expected) {
    try (RowReader reader = source.read(request)) {
      RowBatch batch = reader.next().orElseThrow();
      long[] ids = new long[batch.size()];
      for (int row = 0; row < ids.length; row++) {
        ids[row] = batch.cells(0).longAt(row);
      }
      assertThat(ids).containsExactly(expected);
      return batch.bookmark().orElseThrow();
    }
  }

  @Test
  void valuesThatAreNotOfTheirTypeAreRejected() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, day DATE)",
        "INSERT INTO t VALUES (1, '2026-01-31'), (2, 'yesterday'), (3, 20260131)");
    try (Source source = connector.openSource(settings())) {
      Schema schema = source.describe("t", settings()).schema();
      ReadRequest request = ReadRequest.all("t", schema).withCursor(List.of(), List.of("id"));
      try (RowReader reader = source.read(request)) {
        RowBatch batch = reader.next().orElseThrow();
        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.rejections())
            .extracting(Rejection::reason)
            .containsExactly(
                "\"yesterday\" is not a date (2026-01-31)",
                "\"20260131\" is not a date (2026-01-31)");
        assertThat(batch.rejections().get(0).row())
            .isEqualTo("{\"id\":\"2\",\"day\":\"yesterday\"}");
      }
    }
  }

  @Test
  void anEmptyCursorIsRefusedRatherThanLost() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME)", "INSERT INTO t VALUES (1, NULL)");
    try (Source source = connector.openSource(settings())) {
      ReadRequest request =
          ReadRequest.all("t", source.describe("t", settings()).schema())
              .withCursor(List.of("at"), List.of("id"));
      assertThatThrownBy(() -> ids(source, request))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("1 rows have no at");
    }
  }

  @Test
  void aLockedFileIsNamed() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN EXCLUSIVE");
        RowBatch batch = batch(row(1L, "a", null));
        assertThatThrownBy(() -> write(sink, WriteMode.APPEND, batch))
            .isInstanceOf(Failure.Remote.class)
            .hasMessageContaining("is locked by another program");
      }
      assertThat(rows()).isEmpty();
    }
  }

  @Test
  void aFullDiskLosesNothing() throws SQLException {
    try (Sink sink = connector.openSink(settings())) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(1L, "a", null)));
    }
    Failure failure =
        new Database(settings())
            .failure(
                "s",
                new org.sqlite.SQLiteException("full", org.sqlite.SQLiteErrorCode.SQLITE_FULL));
    assertThat(failure).isInstanceOf(Failure.Remote.class).hasMessageContaining("disk is full");
    assertThat(rows()).hasSize(1);
  }

  @Test
  void filesThatAreNoDatabaseAreRefused() throws IOException {
    assertThatThrownBy(() -> connector.check(settings()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no file");
    Files.writeString(file, "this is not a database, but a text that is long enough to be read");
    assertThatThrownBy(() -> connector.check(settings()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("is not an SQLite database");
  }

  @Test
  void eightStreamsAreWrittenAtOnce() throws Exception {
    try (Sink sink = connector.openSink(settings())) {
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 8; i++) {
        String table = "t" + i;
        threads.add(
            Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                .start(() -> fill(sink, table)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      for (int i = 0; i < 8; i++) {
        assertThat(
                ((io.navette.connector.Digesting) sink)
                    .count("t" + i, Optional.empty(), settings()))
            .isEqualTo(2000);
      }
    }
  }

  private static void fill(Sink sink, String table) {
    ((TableKeeping) sink).create(table, SCHEMA, List.of("id"));
    Settings none = new Settings("db", Map.of());
    WriteRequest request =
        new WriteRequest("j", table, table, SCHEMA, WriteMode.UPSERT, List.of("id"), false, none);
    try (RowWriter writer = sink.write(request)) {
      for (int chunk = 1; chunk <= 20; chunk++) {
        RowBatch batch = new RowBatch(SCHEMA);
        for (long id = 0; id < 100; id++) {
          CellValue.append(batch.cells(0), chunk * 100L + id);
          CellValue.append(batch.cells(1), "x");
          CellValue.append(batch.cells(2), null);
          batch.endRow();
        }
        writer.write(batch);
        writer.commit(chunk(1, chunk, chunk * 100L, chunk == 20));
      }
    }
  }
}
