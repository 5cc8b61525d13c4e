package io.navette.connector.google.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.navette.connector.Changes;
import io.navette.connector.Committed;
import io.navette.connector.Estimating;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Rejection;
import io.navette.row.Schema;
import io.navette.testing.warehouse.Dishes;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of jobs: lost answers, failures, quotas and costs. */
final class BigQueryJobsTest {
  private static final String JOBS = "POST /bigquery/v2/projects/navette-project/jobs";
  private static final String UPLOAD = "POST /upload/bigquery/v2/projects/navette-project/jobs";
  private final BigQueryFixture fixture = new BigQueryFixture();
  private final Dishes dishes = new Dishes(fixture);

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Test
  void aTableIsReadWithoutAQueryPageByPage() throws SQLException {
    dishes.create(5);
    fixture.server.pageSize(2);
    assertThat(dishes.read(Map.of(), Map.of()))
        .hasSize(5)
        .contains("{\"id\":5,\"name\":\"dish 5\"}");
    assertThat(fixture.server.jobs().queries()).isEmpty();
    assertThat(fixture.server.asked()).filteredOn(request -> request.contains("/data?")).hasSize(3);
    assertThat(dishes.read(Map.of(), Map.of("read", "query"))).hasSize(5);
    assertThat(fixture.server.jobs().queries())
        .containsExactly("SELECT `id`, `name` FROM `navette-project`.`shop`.`dishes`");
  }

  @Test
  void aQueryThatReturnsNoColumnsIsRefusedBeforeItRuns() throws SQLException {
    dishes.create(3);
    Map<String, Object> options = Map.of("query", "DELETE FROM `shop`.`dishes` WHERE TRUE");
    assertThatThrownBy(() -> dishes.read(Map.of(), options))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessage("bq, stream dishes: the query returns no columns (DELETE)");
    assertThat(dishes.read(Map.of(), Map.of())).hasSize(3);
    assertThatThrownBy(() -> dishes.read(Map.of(), Map.of("query", "SELECT nothing FROM nowhere")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageStartingWith("bq: BigQuery does not take the query: ");
  }

  @Test
  void anInsertWhoseAnswerIsLostStartsNoSecondJob() throws SQLException {
    dishes.create(2);
    fixture.server.lose(JOBS);
    assertThat(dishes.read(Map.of(), Map.of("read", "query"))).hasSize(2);
    assertThat(fixture.server.asked()).filteredOn(request -> request.startsWith(JOBS)).hasSize(2);
    assertThat(fixture.server.jobs().count()).isEqualTo(1);
  }

  @Test
  void aLoadWhoseAnswerIsLostLoadsItsRowsOnce() throws SQLException {
    dishes.create(0);
    fixture.server.lose(UPLOAD);
    try (Sink sink = fixture.sink(Map.of())) {
      assertThat(
              Dishes.write(sink, WriteMode.APPEND, Dishes.dish(1, "tarte"), Dishes.dish(2, "soupe"))
                  .changes())
          .isEqualTo(Changes.created(2));
    }
    assertThat(fixture.server.asked()).filteredOn(request -> request.startsWith(UPLOAD)).hasSize(2);
    assertThat(dishes.read(Map.of(), Map.of())).hasSize(2);
  }

  /** Rows of 20 MB: parts of 8 MiB, the last shorter. */
  private static @Nullable Object[][] large() {
    @Nullable Object[][] rows = new Object[20][];
    Arrays.setAll(rows, i -> Dishes.dish(i, i + "é".repeat(500_000)));
    return rows;
  }

  @Test
  void manyRowsAreUploadedInPartsAndLoadedByOneJob() throws SQLException {
    dishes.create(0);
    try (Sink sink = fixture.sink(Map.of())) {
      assertThat(Dishes.write(sink, WriteMode.APPEND, large()).changes())
          .isEqualTo(Changes.created(20));
    }
    assertThat(fixture.server.uploads().parts()).hasSize(3).startsWith(8 << 20, 8 << 20);
    assertThat(fixture.server.asked())
        .filteredOn(request -> request.startsWith(UPLOAD))
        .containsExactly(UPLOAD + "?uploadType=resumable");
    assertThat(dishes.read(Map.of(), Map.of())).hasSize(20).anyMatch(row -> row.contains("19éé"));
  }

  @Test
  void anUploadThatBreaksGoesOnWhereTheServerStands() throws SQLException {
    dishes.create(0);
    fixture.server.uploads().breakAfter(3 * (256 << 10));
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.APPEND, large());
    }
    int rest = 20 * 1_000_000 - 3 * (256 << 10) - 2 * (8 << 20);
    assertThat(fixture.server.uploads().parts()).hasSize(4);
    assertThat(fixture.server.uploads().parts().getLast()).isBetween(rest, rest + 2000);
    assertThat(dishes.ids()).hasSize(20);
  }

  /**
   * Its last part arrived, so that the job was inserted: it is not inserted again.
   *
   * @param forgotten whether the session has ended then, so that all is sent again
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUploadWhoseLastAnswerIsLostLoadsItsRowsOnce(boolean forgotten) throws SQLException {
    dishes.create(0);
    fixture.server.uploads().loseLast(forgotten);
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.APPEND, large());
    }
    assertThat(fixture.server.uploads().parts()).hasSize(forgotten ? 6 : 3);
    assertThat(dishes.ids()).hasSize(20);
  }

  @Test
  void aSessionThatEndsBeforeItsTimeIsBegunAnewWithTheSameJob() throws SQLException {
    dishes.create(0);
    fixture.server.uploads().expire();
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.APPEND, large());
    }
    assertThat(dishes.ids()).hasSize(20);
    fixture.server.refuse(UPLOAD.replace("POST", "PUT"), 503, "backendError", "try again");
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.REPLACE, large());
    }
    assertThat(dishes.ids()).hasSize(20);
  }

  /** A position is a hint: rows are rejected for what happened to them alone. */
  @Test
  void aBadRowIsFoundHoweverALoadJobNamesIt() throws SQLException {
    fixture.server.execute("CREATE TABLE \"dishes\" (\"id\" BIGINT, \"name\" VARCHAR)");
    fixture.server.execute("COMMENT ON COLUMN \"dishes\".\"name\" IS 'NUMERIC'");
    for (Long wrong : Arrays.asList(0L, 1L, -36L, null)) {
      fixture.server.jobs().naming(wrong);
      try (Sink sink = fixture.sink(Map.of())) {
        Committed committed =
            Dishes.write(
                sink,
                WriteMode.REPLACE,
                Dishes.dish(1, "10"),
                Dishes.dish(2, "20"),
                Dishes.dish(3, "no number"),
                Dishes.dish(4, "40"));
        assertThat(committed.rejections())
            .singleElement()
            .extracting(Rejection::row)
            .isEqualTo("{\"id\":3,\"name\":\"no number\"}");
      }
      assertThat(fixture.server.tables().rows("SELECT \"id\" FROM \"shop\".\"dishes\""))
          .containsExactly("1", "2", "4");
    }
  }

  @Test
  void aJobThatFailsForReasonsThatPassIsStartedAnew() throws SQLException {
    dishes.create(2);
    fixture.server.jobs().fail("jobBackendError", "try again");
    fixture.server.refuse(JOBS, 503, "backendError", "try again");
    fixture.server.refuse(JOBS, 403, "rateLimitExceeded", "slower");
    assertThat(dishes.read(Map.of(), Map.of("read", "query"))).hasSize(2);
    assertThat(fixture.server.jobs().count()).isEqualTo(2);
  }

  @Test
  void aFailedJobSaysWhatItsReasonMeans() throws SQLException {
    dishes.create(1);
    fixture.server.jobs().fail("resourcesExceeded", "Not enough memory");
    assertThatThrownBy(() -> dishes.read(Map.of(), Map.of("read", "query")))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageMatching("bq: job navette_\\S+: Not enough memory \\(resourcesExceeded\\)");
    fixture.server.jobs().fail("accessDenied", "User does not have permission");
    assertThatThrownBy(() -> dishes.read(Map.of(), Map.of("read", "query")))
        .isInstanceOf(Failure.Access.class);
    fixture.server.jobs().fail("notFound", "Not found: Table");
    assertThatThrownBy(() -> dishes.read(Map.of(), Map.of("read", "query")))
        .isInstanceOf(Failure.Configuration.class);
  }

  @Test
  void aQuotaSpentForTheDaySaysWhenItResets() throws SQLException {
    dishes.create(1);
    String message = "Custom quota exceeded: Your usage exceeded QueryUsagePerDay";
    fixture.server.refuse(JOBS, 403, "quotaExceeded", message);
    Failure.Quota failure =
        catchThrowableOfType(
            Failure.Quota.class, () -> dishes.read(Map.of(), Map.of("read", "query")));
    assertThat(failure).hasMessageContaining(message).hasMessageContaining("2026-11-22T08:00:00Z");
    fixture.server.jobs().fail("quotaExceeded", message);
    assertThatThrownBy(() -> dishes.read(Map.of("quota_zone", "UTC"), Map.of("read", "query")))
        .isInstanceOf(Failure.Quota.class)
        .hasMessageContaining("2026-11-22T00:00:00Z");
  }

  @Test
  void aQueryThatCostsTooMuchIsNotRun() throws SQLException {
    dishes.create(1);
    fixture.server.jobs().bytes(2_500_000_000L);
    Map<String, Object> most = Map.of("maximum_bytes_billed", 1_000_000_000L);
    assertThatThrownBy(() -> dishes.read(most, Map.of("read", "query")))
        .isInstanceOf(Failure.Guarded.class)
        .hasMessageContaining("nothing was billed or changed");
    try (Source source = fixture.source(most)) {
      Schema schema = source.describe("dishes", new Settings("dishes", Map.of())).schema();
      ReadRequest all = ReadRequest.all("dishes", schema);
      Estimating estimating = (Estimating) source;
      assertThat(estimating.estimate(all)).contains("read without a query, nothing billed");
      assertThat(estimating.estimate(all.where("id > 1")))
          .contains("query reads 2.5 GB of at most 1.0 GB");
    }
  }

  @Test
  void anApiThatIsNotEnabledIsSaidSo() {
    fixture.server.refuse(
        "GET /bigquery", 403, "accessNotConfigured", "BigQuery API has not been used in project 1");
    assertThatThrownBy(() -> fixture.connector.check(fixture.settings(Map.of())))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("the BigQuery API is not enabled");
    assertThat(fixture.connector.check(fixture.settings(Map.of())))
        .isEqualTo("BigQuery, dataset shop in europe-west9");
  }

  @Test
  void rowsAndLedgerAreOneTransaction() throws SQLException {
    dishes.create(0);
    try (Sink sink = fixture.sink(Map.of())) {
      Dishes.write(sink, WriteMode.UPSERT, Dishes.dish(1, "tarte"));
      assertThat(fixture.server.jobs().queries())
          .filteredOn(sql -> sql.contains("MERGE INTO"))
          .singleElement()
          .asString()
          .startsWith("BEGIN TRANSACTION;\nMERGE INTO ")
          .contains("INSERT INTO `navette-project`.`shop`.`navette_ledger`")
          .endsWith(";\nCOMMIT TRANSACTION;");
      assertThat(
              ((LedgerKeeping) sink)
                  .lastCommitted(Dishes.request(WriteMode.UPSERT))
                  .orElseThrow()
                  .run())
          .isEqualTo("r1");
    }
    assertThat(
            fixture
                .server
                .tables()
                .rows(
                    "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES"
                        + " WHERE TABLE_NAME LIKE 'navette_stage%'"))
        .containsExactly("0");
  }
}
