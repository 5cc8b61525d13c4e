package io.navette.connector.jdbc.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.secret.Secret;
import io.navette.testing.TestSqlServer;
import io.navette.testing.tds.TdsServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that fails at the wrong moment, over the test server. */
final class SqlServerFaultsTest {
  private static final Schema SCHEMA =
      Schema.of(Column.of("id", ColumnType.INTEGER).required(), Column.of("name", ColumnType.TEXT));

  private final SqlServerConnector connector = new SqlServerConnector();
  private final TdsServer server = TdsServer.start();
  private TestSqlServer database = new TestSqlServer("unset", 0, "", "", "");
  private Settings settings = new Settings("unset", Map.of());

  @BeforeEach
  void place() {
    database = TestSqlServer.in(server);
    settings =
        new Settings(
            "ms",
            Map.of(
                "server",
                "localhost",
                "port",
                (long) server.port(),
                "database",
                database.database(),
                "user",
                database.user(),
                "password",
                new Secret(database.password()),
                "connect_timeout",
                Duration.ofSeconds(10)));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private WriteRequest request(WriteMode mode) {
    return new WriteRequest("j", "t", "t", SCHEMA, mode, List.of("id"), false, settings);
  }

  private static RowBatch batch(long from, long to) {
    RowBatch batch = new RowBatch(SCHEMA);
    for (long id = from; id < to; id++) {
      CellValue.append(batch.cells(0), id);
      CellValue.append(batch.cells(1), "name " + id);
      batch.endRow();
    }
    return batch;
  }

  private static Chunk chunk(long sequence, boolean last) {
    return new Chunk("r", 1, sequence, sequence, Optional.of(new Bookmark("{}")), last);
  }

  private long count() {
    try (Source source = connector.openSource(settings)) {
      return ((SqlServerSource) source).count("t", Optional.empty(), settings);
    }
  }

  @Test
  void aDeadlockVictimTriesAgain() {
    try (Sink sink = connector.openSink(settings)) {
      ((TableKeeping) sink).create("t", SCHEMA, List.of("id"));
      try (RowWriter writer = sink.write(request(WriteMode.UPSERT))) {
        writer.write(batch(0, 100));
        server.fail("INSERT INTO [dbo].[t]", 1205, 2);
        assertThat(writer.commit(chunk(1, true)).changes().created()).isEqualTo(100);
      }
    }
    assertThat(count()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "UPSERT"})
  void aDeadlockThatDoesNotEndFailsTheRun(WriteMode mode) {
    try (Sink sink = connector.openSink(settings)) {
      ((TableKeeping) sink).create("t", SCHEMA, List.of("id"));
      try (RowWriter writer = sink.write(request(mode))) {
        writer.write(batch(0, 100));
        server.fail("navette_ledger] SET", 1205, 100);
        assertThatThrownBy(() -> writer.commit(chunk(1, true)))
            .isInstanceOf(Failure.Remote.class)
            .hasMessageContaining("connection ms, stream t: ")
            .hasMessageContaining("deadlock victim");
      }
    }
    assertThat(count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "UPSERT", "REPLACE"})
  void aServerThatGoesAwayLosesNothing(WriteMode mode) throws IOException {
    WriteRequest request = request(mode);
    try (Sink sink = connector.openSink(settings)) {
      ((TableKeeping) sink).create("t", SCHEMA, List.of("id"));
      try (RowWriter writer = sink.write(request)) {
        writer.write(batch(0, 1));
        writer.commit(chunk(1, false));
        writer.write(batch(1, 2));
        server.disconnect();
        assertThatThrownBy(() -> writer.commit(chunk(2, true)))
            .isInstanceOf(Failure.Remote.class)
            .hasMessageStartingWith("connection ms, stream t: ");
      }
    }
    try (Sink sink = connector.openSink(settings)) {
      assertThat(((LedgerKeeping) sink).lastCommitted(request)).map(Chunk::sequence).contains(1L);
      try (RowWriter writer = sink.write(request)) {
        writer.write(batch(1, 2));
        writer.commit(chunk(2, true));
      }
    }
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void theRestOfAResultIsNotWaitedFor() {
    try (Sink sink = connector.openSink(settings)) {
      ((TableKeeping) sink).create("t", SCHEMA, List.of("id"));
      try (RowWriter writer = sink.write(request(WriteMode.APPEND))) {
        for (int i = 0; i < 60; i++) {
          writer.write(batch(i * 1000L, (i + 1) * 1000L));
        }
        writer.commit(chunk(1, true));
      }
    }
    try (Source source = connector.openSource(settings)) {
      try (RowReader reader = source.read(ReadRequest.all("t", SCHEMA))) {
        assertThat(reader.next().orElseThrow().size()).isEqualTo(RowBatch.ROWS);
      }
      assertThat(server.rowsSent()).isLessThan(60_000);
    }
  }

  @Test
  void rowsAreReadInOneSnapshot() throws SQLException {
    database.execute(
        "CREATE TABLE [dbo].[t] ([id] bigint NOT NULL PRIMARY KEY, [name] nvarchar(max))",
        "INSERT INTO [dbo].[t] VALUES (1, N'a')");
    try (Source source = connector.openSource(settings);
        RowReader reader = source.read(ReadRequest.all("t", SCHEMA))) {
      assertThat(reader.next().orElseThrow().size()).isEqualTo(1);
      assertThat(server.statements())
          .anySatisfy(sql -> assertThat(sql).contains("isolation level").contains("snapshot"));
    }
  }
}
