package io.navette.connector.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Changes;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import io.navette.testing.warehouse.Dishes;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of statements: chunks and their links, lost answers, failures. */
final class DatabricksStatementsTest {
  private static final String STATEMENTS = "POST /api/2.0/sql/statements";
  private final DatabricksFixture fixture = new DatabricksFixture();
  private final Dishes dishes = new Dishes(fixture);

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Test
  void chunksAreFetchedAtOnceAndComeInTheirOrder() throws SQLException {
    dishes.create(20);
    fixture.server.statements().chunkRows(2);
    List<Long> ids = dishes.ids();
    assertThat(ids).hasSize(20).isSorted();
    assertThat(fixture.server.mostAtOnce()).isLessThanOrEqualTo(3);
    assertThat(fixture.server.asked())
        .filteredOn(request -> request.contains("/cloud/"))
        .hasSize(10);
  }

  @Test
  void aLinkThatHasExpiredIsAskedForAgain() throws SQLException {
    dishes.create(4);
    fixture.server.statements().chunkRows(2);
    String expired =
        "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    fixture.server.refuse("GET /cloud/", 403, expired);
    assertThat(dishes.ids()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(fixture.server.asked())
        .filteredOn(request -> request.contains("/cloud/"))
        .hasSize(3);
    for (int i = 0; i < 20; i++) {
      fixture.server.refuse("GET /cloud/", 403, expired);
    }
    assertThatThrownBy(() -> dishes.ids())
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("the links to chunk");
  }

  @Test
  void aResultThatWasCutIsNoResult() throws SQLException {
    dishes.create(2);
    fixture.server.statements().truncate();
    assertThatThrownBy(() -> dishes.ids())
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("was cut");
  }

  @Test
  void aFailedStatementSaysWhatItsCodeMeans() throws SQLException {
    dishes.create(2);
    fixture.server.statements().fail("SELECT", "NOT_FOUND", "no such schema");
    assertThatThrownBy(() -> dishes.ids())
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageMatching("lake: statement \\S+: no such schema \\(NOT_FOUND\\)");
    fixture.server.statements().fail("SELECT", "TEMPORARILY_UNAVAILABLE", "in a moment");
    assertThat(dishes.ids()).hasSize(2);
    fixture.server.refuse(
        STATEMENTS,
        400,
        "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"no such warehouse\"}");
    assertThatThrownBy(() -> dishes.ids())
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageEndingWith("Databricks does not take the request: no such warehouse");
    fixture.server.refuse(STATEMENTS, 429, "{\"error_code\": \"REQUEST_LIMIT_EXCEEDED\"}");
    assertThat(dishes.ids()).hasSize(2);
  }

  @Test
  void aLostMergeIsRunAgainAndChangesNothingMore() throws SQLException {
    dishes.create(0);
    try (Sink sink = fixture.sink(Map.of("volume", "/Volumes/main/shop/navette"))) {
      Dishes.write(sink, WriteMode.UPSERT, 1, Dishes.of(1, 2));
      fixture.server.lose(STATEMENTS);
      assertThat(Dishes.write(sink, WriteMode.UPSERT, 2, Dishes.of(2, 3)).changes())
          .isEqualTo(new Changes(1, 0, 1, 0));
    }
    assertThat(dishes.ids()).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  /** Whether the rows arrived before the connection broke, or did not. */
  @Test
  void aLostAppendIsSettledByTheNextRun() throws SQLException {
    dishes.create(0);
    String append = "INSERT INTO `main`.`shop`.`dishes`";
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.APPEND, 1, Dishes.of(1));
      fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
      assertThatThrownBy(() -> Dishes.write(sink, WriteMode.APPEND, 2, Dishes.of(2)))
          .isInstanceOf(Failure.Remote.class);
      LedgerKeeping ledger = (LedgerKeeping) sink;
      assertThat(ledger.lastCommitted(Dishes.request(WriteMode.APPEND)).orElseThrow().sequence())
          .isEqualTo(1);
      fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
      assertThatThrownBy(() -> Dishes.write(sink, WriteMode.APPEND, 2, Dishes.of(2)))
          .isInstanceOf(Failure.Remote.class);
      fixture.server.execute("INSERT INTO \"dishes\" VALUES (2, 'it had arrived')");
      assertThat(ledger.lastCommitted(Dishes.request(WriteMode.APPEND)).orElseThrow().sequence())
          .isEqualTo(2);
      fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
      assertThatThrownBy(() -> Dishes.write(sink, WriteMode.APPEND, 3, Dishes.of(3, 4, 5)))
          .isInstanceOf(Failure.Remote.class);
      fixture.server.execute("INSERT INTO \"dishes\" VALUES (100, 'of somebody else')");
      assertThatThrownBy(() -> ledger.lastCommitted(Dishes.request(WriteMode.APPEND)))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("had 2 rows then and has 3 now");
    }
  }

  @Test
  void whereNoCopyCanBeMadeTheChunkIsRefusedAsAWhole() throws SQLException {
    dishes.create(1);
    fixture.server.execute("ALTER TABLE \"dishes\" ADD CHECK \"id\" < 100");
    fixture.server.statements().fail("SHALLOW CLONE", "BAD_REQUEST", "no clone of a view");
    try (Sink sink = fixture.sink(Map.of())) {
      assertThatThrownBy(() -> Dishes.write(sink, WriteMode.REPLACE, 1, Dishes.of(2, 100)))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("dishes did not take the rows: ");
    }
    assertThat(dishes.ids()).containsExactly(1L);
  }

  /** What is announced of an append leaves out the rows that were refused before. */
  @Test
  void aLostAppendWithoutItsBadRowIsSettledToo() throws SQLException {
    dishes.create(0);
    fixture.server.execute("ALTER TABLE \"dishes\" ADD CHECK \"id\" < 100");
    String append = "INSERT INTO `main`.`shop`.`dishes`";
    fixture.server.statements().fail(append, "BAD_REQUEST", "CHECK violated");
    fixture.server.statements().fail(append, "INTERNAL_ERROR", "a node was lost");
    try (Sink sink = fixture.sink(Map.of())) {
      assertThatThrownBy(() -> Dishes.write(sink, WriteMode.APPEND, 1, Dishes.of(1, 100, 2)))
          .isInstanceOf(Failure.Remote.class);
      fixture.server.execute("INSERT INTO \"dishes\" VALUES (1, 'it had'), (2, 'arrived')");
      LedgerKeeping ledger = (LedgerKeeping) sink;
      assertThat(ledger.lastCommitted(Dishes.request(WriteMode.APPEND))).isPresent();
    }
  }

  @Test
  void rowsAreLoadedByAFileWhereThereIsAVolume() throws SQLException {
    dishes.create(0);
    try (Sink sink = fixture.sink(Map.of("volume", "/Volumes/main/shop/navette"))) {
      Dishes.write(sink, WriteMode.APPEND, 1, Dishes.of(1, 2, 3));
    }
    assertThat(fixture.server.asked())
        .anyMatch(request -> request.startsWith("PUT /api/2.0/fs/files/Volumes/main/shop/navette/"))
        .anyMatch(request -> request.startsWith("DELETE /api/2.0/fs/files/Volumes/main/shop"));
    assertThat(fixture.server.files()).isEmpty();
    assertThat(dishes.ids()).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void whatAKilledRunLeftIsRemoved() throws SQLException {
    dishes.create(0);
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.UPSERT, 1, Dishes.of(1));
      String staging =
          fixture.server.statements().texts().stream()
              .filter(sql -> sql.startsWith("CREATE OR REPLACE TABLE "))
              .findFirst()
              .orElseThrow()
              .replaceAll(".*(navette_stage_[0-9a-f]+_).*", "$1deadbeef");
      fixture.server.execute("CREATE TABLE \"" + staging + "\" (\"x\" INT)");
      Dishes.write(sink, WriteMode.UPSERT, 2, Dishes.of(2));
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
