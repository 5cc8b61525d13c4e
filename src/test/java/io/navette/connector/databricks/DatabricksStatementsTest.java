package io.navette.connector.databricks;

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
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.secret.Secret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of statements: chunks and their links, lost answers, failures. */
final class DatabricksStatementsTest {
  private static final String STATEMENTS = "POST /api/2.0/sql/statements";
  private static final Schema DISHES =
      Schema.of(Column.of("id", ColumnType.INTEGER).required(), Column.of("name", ColumnType.TEXT));

  private final DatabricksFixture fixture = new DatabricksFixture();

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private void dishes(int count) throws SQLException {
    fixture.execute("CREATE TABLE \"dishes\" (\"id\" BIGINT PRIMARY KEY, \"name\" VARCHAR)");
    for (int id = 1; id <= count; id++) {
      fixture.execute("INSERT INTO \"dishes\" VALUES (" + id + ", 'dish " + id + "')");
    }
  }

  private static Settings options(Map<String, Object> values) {
    return new Settings("dishes", values);
  }

  private List<Long> read(Map<String, Object> options) {
    List<Long> rows = new ArrayList<>();
    try (Source source = fixture.source(Map.of())) {
      Schema schema = source.describe("dishes", options(options)).schema();
      ReadRequest request = ReadRequest.all("dishes", schema).options(options(options));
      try (RowReader reader = source.read(request)) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          for (int row = 0; row < next.get().size(); row++) {
            rows.add(next.get().cells(0).longAt(row));
          }
        }
      }
    }
    return rows;
  }

  private static WriteRequest request(WriteMode mode) {
    return new WriteRequest(
        "job", "dishes", "dishes", DISHES, mode, List.of("id"), false, options(Map.of()));
  }

  private static Committed write(
      Sink sink, WriteMode mode, long sequence, @Nullable Object... ids) {
    RowBatch batch = new RowBatch(DISHES);
    for (Object id : ids) {
      CellValue.append(batch.cells(0), id);
      CellValue.append(batch.cells(1), "dish");
      batch.endRow();
    }
    try (RowWriter writer = sink.write(request(mode))) {
      writer.write(batch);
      return writer.commit(new Chunk("r1", 1, sequence, ids.length, Optional.empty(), false));
    }
  }

  @Test
  void chunksAreFetchedAtOnceAndComeInTheirOrder() throws SQLException {
    dishes(20);
    fixture.server.statements().chunkRows(2);
    List<Long> ids = read(Map.of());
    assertThat(ids).hasSize(20).isSorted();
    assertThat(fixture.server.mostAtOnce()).isLessThanOrEqualTo(3);
    assertThat(fixture.server.asked())
        .filteredOn(request -> request.contains("/cloud/"))
        .hasSize(10);
  }

  @Test
  void aLinkThatHasExpiredIsAskedForAgain() throws SQLException {
    dishes(4);
    fixture.server.statements().chunkRows(2);
    String expired =
        "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    fixture.server.refuse("GET /cloud/", 403, expired);
    assertThat(read(Map.of())).containsExactly(1L, 2L, 3L, 4L);
    assertThat(fixture.server.asked())
        .filteredOn(request -> request.contains("/cloud/"))
        .hasSize(3);
    for (int i = 0; i < 20; i++) {
      fixture.server.refuse("GET /cloud/", 403, expired);
    }
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("the links to chunk");
  }

  @Test
  void aResultThatWasCutIsNoResult() throws SQLException {
    dishes(2);
    fixture.server.statements().truncate();
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("was cut");
  }

  @Test
  void aQueryIsAStream() throws SQLException {
    dishes(3);
    assertThat(read(Map.of("query", "SELECT MAX(id) AS id FROM `main`.`shop`.`dishes`;")))
        .containsExactly(3L);
  }

  @Test
  void aFailedStatementSaysWhatItsCodeMeans() throws SQLException {
    dishes(2);
    fixture.server.statements().fail("SELECT", "NOT_FOUND", "no such schema");
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageMatching("lake: statement \\S+: no such schema \\(NOT_FOUND\\)");
    fixture.server.statements().fail("SELECT", "TEMPORARILY_UNAVAILABLE", "in a moment");
    assertThat(read(Map.of())).hasSize(2);
    fixture.server.refuse(
        STATEMENTS,
        400,
        "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"no such warehouse\"}");
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageEndingWith("Databricks does not take the request: no such warehouse");
    fixture.server.refuse(STATEMENTS, 429, "{\"error_code\": \"REQUEST_LIMIT_EXCEEDED\"}");
    assertThat(read(Map.of())).hasSize(2);
  }

  @Test
  void aLostMergeIsRunAgainAndChangesNothingMore() throws SQLException {
    dishes(0);
    try (Sink sink = fixture.sink(Map.of("volume", "/Volumes/main/shop/navette"))) {
      write(sink, WriteMode.UPSERT, 1, 1L, 2L);
      fixture.server.lose(STATEMENTS);
      assertThat(write(sink, WriteMode.UPSERT, 2, 2L, 3L).changes())
          .isEqualTo(new Changes(1, 0, 1, 0));
    }
    assertThat(read(Map.of())).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  /** Whether the rows arrived before the connection broke, or did not. */
  @Test
  void aLostAppendIsSettledByTheNextRun() throws SQLException {
    dishes(0);
    String append = "INSERT INTO `main`.`shop`.`dishes`";
    try (Sink sink = fixture.sink(Map.of())) {
      write(sink, WriteMode.APPEND, 1, 1L);
      fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
      assertThatThrownBy(() -> write(sink, WriteMode.APPEND, 2, 2L))
          .isInstanceOf(Failure.Remote.class);
      LedgerKeeping ledger = (LedgerKeeping) sink;
      assertThat(ledger.lastCommitted(request(WriteMode.APPEND)).orElseThrow().sequence())
          .isEqualTo(1);
      fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
      assertThatThrownBy(() -> write(sink, WriteMode.APPEND, 2, 2L))
          .isInstanceOf(Failure.Remote.class);
      fixture.execute("INSERT INTO \"dishes\" VALUES (2, 'it had arrived')");
      assertThat(ledger.lastCommitted(request(WriteMode.APPEND)).orElseThrow().sequence())
          .isEqualTo(2);
      fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
      assertThatThrownBy(() -> write(sink, WriteMode.APPEND, 3, 3L, 4L, 5L))
          .isInstanceOf(Failure.Remote.class);
      fixture.execute("INSERT INTO \"dishes\" VALUES (100, 'of somebody else')");
      assertThatThrownBy(() -> ledger.lastCommitted(request(WriteMode.APPEND)))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("had 2 rows then and has 3 now");
    }
  }

  @Test
  void rowsAreLoadedByAFileWhereThereIsAVolume() throws SQLException {
    dishes(0);
    try (Sink sink = fixture.sink(Map.of("volume", "/Volumes/main/shop/navette"))) {
      write(sink, WriteMode.APPEND, 1, 1L, 2L, 3L);
    }
    assertThat(fixture.server.asked())
        .anyMatch(request -> request.startsWith("PUT /api/2.0/fs/files/Volumes/main/shop/navette/"))
        .anyMatch(request -> request.startsWith("DELETE /api/2.0/fs/files/Volumes/main/shop"));
    assertThat(fixture.server.files()).isEmpty();
    assertThat(read(Map.of())).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void whatAKilledRunLeftIsRemoved() throws SQLException {
    dishes(0);
    try (Sink sink = fixture.sink(Map.of())) {
      write(sink, WriteMode.UPSERT, 1, 1L);
      String staging =
          fixture.server.statements().texts().stream()
              .filter(sql -> sql.startsWith("CREATE OR REPLACE TABLE "))
              .findFirst()
              .orElseThrow()
              .replaceAll(".*(navette_stage_[0-9a-f]+_).*", "$1deadbeef");
      fixture.execute("CREATE TABLE \"" + staging + "\" (\"x\" INT)");
      write(sink, WriteMode.UPSERT, 2, 2L);
      assertThat(((TableKeeping) sink).schema(staging)).isEmpty();
    }
  }

  @Test
  void aWrongTokenAndAWrongPathAreSaidSo() {
    Settings wrong = fixture.settings(Map.of("token", new Secret("dapi-revoked")));
    assertThatThrownBy(() -> fixture.connector.check(wrong))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("Invalid access token")
        .hasMessageNotContaining("dapi-revoked");
    Settings cluster = fixture.settings(Map.of("http_path", "sql/protocolv1/o/1/0101-abc"));
    assertThatThrownBy(() -> fixture.connector.check(cluster))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("is not one of a SQL warehouse");
  }
}
