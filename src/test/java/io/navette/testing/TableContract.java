package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
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
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every connector to a database of tables must do alike. */
public abstract class TableContract {
  private static final Schema MOMENTS =
      Schema.of(
          Column.of("id", ColumnType.INTEGER).required(), Column.of("at", ColumnType.INSTANT));

  /** A name that needs quoting. */
  protected static final String TABLE = "le \"grand\" tableau";

  private static final Settings NONE = new Settings("db", Map.of());
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("id", ColumnType.INTEGER).required(),
          Column.of("na me", ColumnType.TEXT),
          Column.of("price", ColumnType.decimal(12, 2)));

  @MustBeClosed
  protected abstract Source openSource();

  @MustBeClosed
  protected abstract Sink openSink();

  /** Runs statements by other means than the connector. */
  protected abstract void execute(String... statements) throws SQLException;

  /** Types that come back as themselves from a table the connector created, with a value. */
  protected abstract Map<ColumnType, String> types();

  protected static WriteRequest request(WriteMode mode, boolean preview) {
    return new WriteRequest("job", "s", TABLE, SCHEMA, mode, List.of("id"), preview, NONE);
  }

  protected static RowBatch batch(@Nullable Object[]... rows) {
    return batch(SCHEMA, rows);
  }

  private static RowBatch batch(Schema schema, @Nullable Object[]... rows) {
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

  protected static Chunk chunk(long fence, long sequence, long rows, boolean last) {
    return new Chunk("r1", fence, sequence, rows, Optional.of(new Bookmark("{}")), last);
  }

  protected final void create(Sink sink) {
    ((TableKeeping) sink).create(TABLE, SCHEMA, List.of("id"));
  }

  /** The table's rows by id; decimals without trailing zeros, since not every system keeps them. */
  protected final List<String> rows() {
    List<String> rows = new ArrayList<>();
    try (Source source = openSource();
        RowReader reader = source.read(ReadRequest.all(TABLE, SCHEMA))) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        for (int row = 0; row < next.get().size(); row++) {
          rows.add(text(next.get(), row));
        }
      }
    }
    rows.sort(Comparator.comparingLong(row -> Long.parseLong(row.substring(0, row.indexOf(',')))));
    return rows;
  }

  private static String text(RowBatch batch, int row) {
    Object price = CellValue.value(batch.cells(2), row);
    return batch.cells(0).longAt(row)
        + ","
        + CellValue.value(batch.cells(1), row)
        + ","
        + (price instanceof BigDecimal decimal
            ? decimal.stripTrailingZeros().toPlainString()
            : price);
  }

  protected static Committed write(Sink sink, WriteMode mode, RowBatch batch) {
    try (RowWriter writer = sink.write(request(mode, false))) {
      assertThat(writer.write(batch)).isEmpty();
      return writer.commit(chunk(1, 1, batch.size(), true));
    }
  }

  private void fill(int count) {
    @Nullable Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row(i + 1L, "2026-01-31T00:00:0" + (i % 7) + "Z");
    }
    moments(rows);
  }

  /** Adds rows to the table {@code t} of moments. */
  private void moments(@Nullable Object[]... rows) {
    try (Sink sink = openSink()) {
      TableKeeping tables = (TableKeeping) sink;
      if (tables.schema("t").isEmpty()) {
        tables.create("t", MOMENTS, List.of("id"));
      }
      WriteRequest request =
          new WriteRequest("j", "t", "t", MOMENTS, WriteMode.APPEND, List.of("id"), false, NONE);
      try (RowWriter writer = sink.write(request)) {
        writer.write(batch(MOMENTS, rows));
        writer.commit(chunk(1, 1, rows.length, true));
      }
    }
  }

  @Test
  void everyModeMeetsTheTargetAsItsNameSays() throws SQLException {
    try (Sink sink = openSink()) {
      create(sink);
      LedgerKeeping ledger = (LedgerKeeping) sink;
      assertThat(ledger.isEmpty(request(WriteMode.APPEND, false))).isTrue();
      RowBatch three = batch(row(1L, "a", "1.00"), row(2L, "b", "2.50"), row(3L, null, null));
      assertThat(write(sink, WriteMode.APPEND, three).changes()).isEqualTo(Changes.created(3));
      assertThat(ledger.isEmpty(request(WriteMode.APPEND, false))).isFalse();
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
    try (Sink sink = openSink()) {
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
    try (Sink sink = openSink()) {
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
    try (Sink sink = openSink()) {
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
        "CREATE TABLE \"le \"\"grand\"\" tableau\" (id BIGINT PRIMARY KEY,"
            + " \"na me\" TEXT CHECK (\"na me\" <> 'bad'), price DECIMAL(12,2))");
    RowBatch batch = new RowBatch(SCHEMA);
    for (int i = 0; i < count; i++) {
      CellValue.append(batch.cells(0), (long) i);
      CellValue.append(batch.cells(1), i % 1000 == 0 ? "bad" : "good");
      CellValue.append(batch.cells(2), null);
      batch.endRow();
    }
    int bad = (count + 999) / 1000;
    try (Sink sink = openSink()) {
      Committed committed = write(sink, WriteMode.UPSERT, batch);
      assertThat(committed.changes().created()).isEqualTo(count - bad);
      assertThat(committed.rejections()).hasSize(bad);
      Rejection first = committed.rejections().get(0);
      assertThat(first.stage()).isEqualTo(Rejection.Stage.WRITE);
      assertThat(first.row()).isEqualTo("{\"id\":0,\"na me\":\"bad\",\"price\":null}");
      assertThat(first.reason()).containsIgnoringCase("check constraint");
    }
    assertThat(rows()).hasSize(count - bad);
  }

  @Test
  void aPreviewChangesNothing() {
    try (Sink sink = openSink()) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(1L, "a", null), row(2L, "b", null)));
      try (RowWriter writer = sink.write(request(WriteMode.MIRROR, true))) {
        writer.write(batch(row(1L, "A", null), row(3L, "c", null)));
        assertThat(((Staged) writer).pending()).isEqualTo(new Changes(1, 1, 0, 1));
      }
      assertThat(rows()).containsExactly("1,a,null", "2,b,null");
    }
  }

  @Test
  void everyTypeComesBackExactly() {
    List<Column> columns = new ArrayList<>();
    Map<ColumnType, String> values = types();
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
    try (Sink sink = openSink()) {
      ((TableKeeping) sink).create("t", schema, List.of());
      assertThat(((TableKeeping) sink).schema("t").orElseThrow().columns())
          .extracting(Column::type)
          .containsExactlyElementsOf(types);
      WriteRequest request =
          new WriteRequest("j", "t", "t", schema, WriteMode.APPEND, List.of(), false, NONE);
      try (RowWriter writer = sink.write(request)) {
        assertThat(writer.write(batch)).isEmpty();
        writer.commit(chunk(1, 1, 2, true));
      }
    }
    try (Source source = openSource();
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
    fill(count);
    try (Source source = openSource()) {
      StreamInfo info = source.describe("t", NONE);
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
    moments(row(1L, "2026-01-31T00:00:00Z"), row(2L, "2026-01-31T00:00:00Z"));
    try (Source source = openSource()) {
      ReadRequest request =
          ReadRequest.all("t", source.describe("t", NONE).schema())
              .withCursor(List.of("at"), List.of("id"));
      Bookmark end = ids(source, request, 1, 2);
      moments(row(3L, "2026-01-31T00:00:00Z"), row(4L, "2026-02-01T00:00:00Z"));
      Bookmark next = ids(source, request.since(end), 3, 4);
      assertThat(ids(source, request.since(next))).isEqualTo(next);
    }
  }

  protected static Bookmark ids(Source source, ReadRequest request, long... expected) {
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
  void numbersAreOrderedAsNumbers() {
    fill(12);
    try (Source source = openSource()) {
      ReadRequest request =
          ReadRequest.all("t", source.describe("t", NONE).schema())
              .withCursor(List.of("id"), List.of("id"));
      ids(source, request, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
  }

  @Test
  void anEmptyCursorIsRefusedRatherThanLost() throws SQLException {
    moments(row(1L, null));
    try (Source source = openSource()) {
      ReadRequest request =
          ReadRequest.all("t", source.describe("t", NONE).schema())
              .withCursor(List.of("at"), List.of("id"));
      assertThatThrownBy(() -> ids(source, request))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("1 rows have no at");
    }
  }

  @Test
  void eightStreamsAreWrittenAtOnce() throws Exception {
    try (Sink sink = openSink()) {
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
        assertThat(((io.navette.connector.Digesting) sink).count("t" + i, Optional.empty(), NONE))
            .isEqualTo(2000);
      }
    }
  }

  private static void fill(Sink sink, String table) {
    ((TableKeeping) sink).create(table, SCHEMA, List.of("id"));
    WriteRequest request =
        new WriteRequest("j", table, table, SCHEMA, WriteMode.UPSERT, List.of("id"), false, NONE);
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
