package io.navette.connector.google.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.navette.connector.Changes;
import io.navette.connector.Estimating;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Schema;
import io.navette.testing.warehouse.Dishes;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
