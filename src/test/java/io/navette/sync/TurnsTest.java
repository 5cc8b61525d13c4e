package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.TurnTaking;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.postgres.PostgresConnector;
import io.navette.failure.Failure;
import io.navette.mapping.Mapped;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks written side by side into a real server: what is committed is always the beginning. */
@Timeout(60)
final class TurnsTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column("id", ColumnType.INTEGER, false, Optional.empty()),
              new Column("note", ColumnType.TEXT, true, Optional.empty())));
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofMinutes(2);

  private final String url = TestPostgres.newDatabase();
  private final TestTables tables = new TestTables(url);
  private final List<Turn.Settled> settled = new ArrayList<>();
  private final List<Rejection> kept = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean single = new AtomicBoolean();
  private final Sink sink = new PostgresConnector().openSink(settings(2));
  private long sequence = 1;

  @BeforeEach
  void table() throws SQLException {
    tables.run("CREATE TABLE t (id bigint PRIMARY KEY CHECK (id <> 13), note text)");
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private Settings settings(long writers) {
    return TestPostgres.settings(url, Map.of("writers", writers));
  }

  private static WriteRequest request(WriteMode mode) {
    return new WriteRequest(
        "j", "s", "t", SCHEMA, mode, List.of("id"), false, new Settings("", Map.of()));
  }

  @SuppressWarnings("MustBeClosedChecker") // the turns close it
  private Turns turns(int count, Duration patience) {
    return turns(WriteMode.APPEND, count, patience);
  }

  @SuppressWarnings("MustBeClosedChecker") // the turns close it
  private Turns turns(WriteMode mode, int count, Duration patience) {
    return turns(sink.write(request(mode)), mode, count, patience);
  }

  /** The first chunk, of one row with the number 0, is committed by the first writer. */
  private Turns turns(RowWriter first, WriteMode mode, int count, Duration patience) {
    first.write(rows(0, 0).batch());
    first.commit(chunk(false).withRows(1));
    Turn.Terms terms =
        new Turn.Terms(
            "s", kept::addAll, Cancellation.onSignal(InstantSource.system()), patience, single);
    return new Turns(
        first,
        count,
        () -> sink.write(request(mode)),
        chunk(false).withRows(1),
        terms,
        settled::add);
  }

  private Chunk chunk(boolean last) {
    return new Chunk("r", 1, sequence++, -1, Optional.of(new Bookmark("{}")), last);
  }

  private static Mapped rows(long from, long to) {
    return rows(from, to, "n");
  }

  private static Mapped rows(long from, long to, String note) {
    RowBatch batch = new RowBatch(SCHEMA);
    for (long id = from; id <= to; id++) {
      batch.cells(0).appendLong(id);
      batch.cells(1).appendText(note + id);
      batch.endRow();
    }
    return new Mapped(batch, 0);
  }

  private List<String> answer(String sql) throws SQLException {
    return tables.rows(sql);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void chunksAreCommittedInTheirOrder(int writers) throws SQLException {
    try (Turns turns = turns(writers, LATE)) {
      for (int chunk = 0; chunk < 20; chunk++) {
        turns.write(rows(chunk * 100L + 100, chunk * 100L + 149));
        turns.write(rows(chunk * 100L + 150, chunk * 100L + 199));
        turns.commit(chunk(chunk == 19));
      }
      turns.finish();
    }
    assertThat(settled).extracting(turn -> turn.chunk().sequence()).isSorted().hasSize(20);
    assertThat(settled.getLast().chunk().rows()).isEqualTo(2001);
    assertThat(answer("SELECT count(*), count(DISTINCT id) FROM t")).containsExactly("2001,2001");
    assertThat(answer("SELECT row_count, last_chunk FROM navette_ledger"))
        .containsExactly("2001,1");
    assertThat(single).isFalse();
  }

  @Test
  void refusedRowsAreKeptBeforeTheirChunkIsCommittedAndDoNotCount() throws SQLException {
    try (Turns turns = turns(2, LATE)) {
      turns.write(rows(10, 19));
      turns.commit(chunk(false));
      turns.write(rows(20, 29));
      turns.commit(chunk(true));
      turns.finish();
    }
    assertThat(kept).hasSize(1).first().extracting(Rejection::row).asString().contains("n13");
    assertThat(settled).extracting(turn -> turn.refused().size()).containsExactly(1, 0);
    assertThat(settled).extracting(turn -> turn.chunk().rows()).containsExactly(10L, 20L);
    assertThat(answer("SELECT count(*) FROM t")).containsExactly("20");
  }

  @Test
  void aChunkThatHoldsUpTheOneBeforeItMakesWay() throws Exception {
    try (Connection other = TestPostgres.connect(url);
        Statement statement = other.createStatement();
        Turns turns = turns(2, SOON)) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (5, 'of somebody else')");
      turns.write(rows(5, 7));
      turns.commit(chunk(false));
      turns.write(rows(7, 9));
      turns.commit(chunk(true));
      while (!single.get()) {
        Thread.sleep(20);
      }
      other.rollback();
      turns.finish();
    }
    assertThat(answer("SELECT id FROM t ORDER BY id"))
        .containsExactly("0", "5", "6", "7", "8", "9");
    assertThat(kept).hasSize(1).first().extracting(Rejection::row).asString().contains("n7");
    assertThat(settled).extracting(turn -> turn.refused().size()).containsExactly(0, 1);
  }

  private static Mapped large(long id) {
    RowBatch batch = new RowBatch(SCHEMA);
    batch.cells(0).appendLong(id);
    batch.cells(1).appendText("n".repeat(1 << 20));
    batch.endRow();
    return new Mapped(batch, 0);
  }

  @Test
  void aChunkOfAnySizeIsTakenThoughTheOneBeforeItWaits() throws Exception {
    try (Connection other = TestPostgres.connect(url);
        Statement statement = other.createStatement();
        Turns turns = turns(2, SOON)) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (5, 'of somebody else')");
      turns.write(rows(5, 7));
      turns.commit(chunk(false));
      Thread release =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (!single.get()) {
                        Thread.sleep(20);
                      }
                      other.rollback();
                    } catch (SQLException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      for (long id = 100; id < 140; id++) {
        turns.write(large(id));
      }
      turns.commit(chunk(true));
      turns.finish();
      release.join();
    }
    assertThat(settled).extracting(turn -> turn.chunk().rows()).containsExactly(4L, 44L);
    assertThat(answer("SELECT count(*), count(DISTINCT id) FROM t")).containsExactly("44,44");
  }

  @Test
  void aLargeChunkIsNotSentAgainOnceItIsItsTurn() throws Exception {
    try (Turns turns = turns(2, LATE)) {
      for (long id = 100; id < 140; id++) {
        turns.write(large(id));
      }
      turns.commit(chunk(true));
      turns.finish();
    }
    assertThat(settled).extracting(turn -> turn.chunk().rows()).containsExactly(41L);
    assertThat(answer("SELECT count(*) FROM t")).containsExactly("41");
    assertThat(single).isFalse();
  }

  @Test
  void aWriterThatIsLostBeforeItsTurnIsReplaced() throws Exception {
    try (Connection other = TestPostgres.connect(url);
        Statement statement = other.createStatement();
        Turns turns = turns(2, LATE)) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (5, 'of somebody else')");
      turns.write(rows(5, 5));
      turns.commit(chunk(false));
      turns.write(rows(6, 6));
      awaitWriters(2);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
              + " 'navette' AND wait_event_type IS DISTINCT FROM 'Lock' AND query LIKE 'COPY%'");
      turns.write(rows(7, 7));
      turns.commit(chunk(true));
      other.rollback();
      turns.finish();
    }
    assertThat(answer("SELECT id FROM t ORDER BY id")).containsExactly("0", "5", "6", "7");
    assertThat(single).isTrue();
  }

  /** Until so many writers are in the middle of a COPY. */
  private void awaitWriters(int count) throws Exception {
    String sql =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'navette'"
            + " AND query LIKE 'COPY%' AND state = 'active' AND datname = current_database()";
    while (!answer(sql).equals(List.of(Integer.toString(count)))) {
      Thread.sleep(20);
    }
  }

  @Test
  void whatFailsInItsTurnEndsThePassThere() throws Exception {
    try (Connection other = TestPostgres.connect(url);
        Statement statement = other.createStatement();
        Turns turns = turns(2, LATE)) {
      turns.write(rows(1, 3));
      turns.commit(chunk(false));
      turns.finish();
      turns.write(rows(4, 6));
      awaitWriters(1);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
              + " 'navette' AND query LIKE 'COPY%' AND state = 'active'"
              + " AND datname = current_database()");
      turns.commit(chunk(false));
      assertThatThrownBy(
              () -> {
                turns.write(rows(7, 9));
                turns.commit(chunk(true));
                turns.finish();
              })
          .isInstanceOf(Failure.Remote.class);
    }
    assertThat(answer("SELECT max(id) FROM t")).containsExactly("3");
    assertThat(answer("SELECT row_count, last_chunk FROM navette_ledger")).containsExactly("4,0");
  }

  @Test
  void wholeChunksAreCommittedWhenTheStreamFails() throws SQLException {
    RuntimeException cause = new Failure.Remote("the source is gone", "");
    try (Turns turns = turns(2, LATE)) {
      turns.write(rows(1, 3));
      turns.commit(chunk(false));
      turns.write(rows(4, 6));
      turns.abandon(cause);
    }
    assertThat(cause.getSuppressed()).isEmpty();
    assertThat(settled).extracting(turn -> turn.chunk().rows()).containsExactly(4L);
    assertThat(answer("SELECT max(id) FROM t")).containsExactly("3");
    assertThat(answer("SELECT row_count FROM navette_ledger")).containsExactly("4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | SELECT 1
          1 | ALTER TABLE t ADD parent bigint REFERENCES t
          1 | ALTER TABLE t ADD n serial
          1 | ALTER TABLE t ADD n bigint GENERATED ALWAYS AS IDENTITY
          1 | ALTER TABLE t ADD EXCLUDE USING btree (note WITH =)
          1 | CREATE RULE r AS ON INSERT TO t DO ALSO NOTIFY t
          1 | CREATE TRIGGER r BEFORE UPDATE ON t EXECUTE FUNCTION suppress_redundant_updates_trigger()
          1 | CREATE VIEW v AS SELECT * FROM t; ALTER TABLE t RENAME TO u; ALTER VIEW v RENAME TO t
          2 | ALTER TABLE t ADD n bigint DEFAULT 7
          2 | ALTER TABLE t ALTER note SET DEFAULT nextval('pg_catalog.x')::text
          """)
  void oneWriterIsLeftWhereTheOrderOfRowsMatters(int writers, String change) throws SQLException {
    tables.run("CREATE SEQUENCE x", change.replace("pg_catalog.x", "x"));
    assertThat(((TurnTaking) sink).writers(request(WriteMode.APPEND))).isEqualTo(writers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | SELECT 1
          2 | CREATE INDEX ON t (note)
          1 | CREATE UNIQUE INDEX ON t (note)
          1 | ALTER TABLE t DROP CONSTRAINT t_pkey
          1 | ALTER TABLE t ADD parent bigint REFERENCES t
          1 | CREATE TRIGGER r BEFORE UPDATE ON t EXECUTE FUNCTION suppress_redundant_updates_trigger()
          """)
  void rowsThatAreMergedHaveOneWriterWhereTheyMayMeetByMoreThanTheirKey(int writers, String change)
      throws SQLException {
    tables.run(change);
    assertThat(((TurnTaking) sink).writers(request(WriteMode.UPSERT))).isEqualTo(writers);
  }

  @Test
  void otherModesAndCarefulConnectionsHaveOneWriter() {
    assertThat(((TurnTaking) sink).writers(request(WriteMode.UPDATE))).isEqualTo(1);
    assertThat(((TurnTaking) sink).writers(request(WriteMode.INSERT))).isEqualTo(1);
    try (Sink careful = new PostgresConnector().openSink(settings(1))) {
      assertThat(((TurnTaking) careful).writers(request(WriteMode.APPEND))).isEqualTo(1);
      assertThat(((TurnTaking) careful).writers(request(WriteMode.UPSERT))).isEqualTo(1);
    }
  }

  @Test
  void mergedChunksAreCommittedInTheirOrderAndCountWhatTheyChange() throws SQLException {
    tables.run(
        "INSERT INTO t SELECT i, CASE WHEN i % 2 = 0 THEN 'n' || i ELSE 'old' END"
            + " FROM generate_series(100, 899) i");
    try (Turns turns = turns(WriteMode.UPSERT, 2, LATE)) {
      for (int chunk = 0; chunk < 10; chunk++) {
        turns.write(rows(chunk * 100L + 100, chunk * 100L + 199));
        turns.commit(chunk(chunk == 9));
      }
      turns.finish();
    }
    assertThat(settled).extracting(turn -> turn.chunk().sequence()).isSorted().hasSize(10);
    assertThat(settled)
        .extracting(turn -> turn.committed().changes())
        .startsWith(new Changes(0, 50, 50, 0))
        .endsWith(new Changes(100, 0, 0, 0));
    assertThat(answer("SELECT count(*), count(*) FILTER (WHERE note = 'n' || id) FROM t"))
        .containsExactly("1001,1001");
    assertThat(answer("SELECT row_count, last_chunk FROM navette_ledger"))
        .containsExactly("1001,1");
    assertThat(single).isFalse();
  }

  @Test
  void aRowThatIsRefusedAtItsMergeIsKeptAndDoesNotCount() throws SQLException {
    try (Turns turns = turns(WriteMode.UPSERT, 2, LATE)) {
      turns.write(rows(1, 9));
      turns.commit(chunk(false));
      turns.write(rows(10, 19));
      turns.commit(chunk(true));
      turns.finish();
    }
    assertThat(kept).hasSize(1).first().extracting(Rejection::row).asString().contains("n13");
    assertThat(settled).extracting(turn -> turn.chunk().rows()).containsExactly(10L, 19L);
    assertThat(answer("SELECT count(*) FROM t")).containsExactly("19");
  }

  @Test
  void aKeyOfTwoChunksHasTheValueOfTheLater() throws Exception {
    tables.run("INSERT INTO t VALUES (5, 'old'), (7, 'y7')");
    try (Connection other = TestPostgres.connect(url);
        Statement statement = other.createStatement();
        Turns turns = turns(WriteMode.UPSERT, 2, SOON)) {
      other.setAutoCommit(false);
      statement.execute("UPDATE t SET note = 'of somebody else' WHERE id = 5");
      turns.write(rows(5, 7, "x"));
      turns.commit(chunk(false));
      turns.write(rows(7, 9, "y"));
      turns.commit(chunk(true));
      while (!single.get()) {
        Thread.sleep(20);
      }
      other.rollback();
      turns.finish();
    }
    assertThat(answer("SELECT note FROM t ORDER BY id"))
        .containsExactly("n0", "x5", "x6", "y7", "y8", "y9");
    assertThat(kept).isEmpty();
  }
}
