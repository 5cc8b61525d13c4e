package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.warehouse.BigQueryServer;
import io.navette.testing.warehouse.DatabricksServer;
import io.navette.testing.warehouse.ServiceAccountKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of data warehouses run as they stand, but that local servers answer for them. */
final class WarehouseExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void salesGoIntoBigQueryAndAQueryComesBack() throws Exception {
    try (BigQueryServer server = new BigQueryServer()) {
      Program program =
          Example.copy(
              "bigquery",
              folder,
              text ->
                  text.replace(
                      "my-project", BigQueryServer.PROJECT + "\n    root_url: " + server.url()),
              Map.of());
      program.run("connect", "keystore", "init");
      String key = ServiceAccountKey.json(server.url() + "/token");
      program.runWith(key, "connect", "keystore", "set", "warehouse.credentials_json");
      server.jobs().bytes(123_456);
      assertThat(Example.run(program, "sync", "sales").err()).contains("3 created");
      assertThat(
              server
                  .tables()
                  .rows("SELECT \"sold_at\", \"amount\" FROM \"shop\".\"sales\" WHERE \"id\" = 3"))
          .containsExactly("2026-11-21 12:05:00.123456+00,12.50");
      assertThat(Example.run(program, "sync", "sales").err()).contains("3 unchanged");
      assertThat(Example.run(program, "sync", "best_sellers", "--dry-run").out())
          .contains("query reads 123.5 kB of at most 10.0 GB");
      Example.run(program, "sync", "best_sellers");
      assertThat(Files.readAllLines(folder.resolve("best_sellers.csv")))
          .containsExactly("dish,amount", "soupe,8.000000000", "tarte,25.000000000");
      assertThat(Example.run(program, "sync", "sales", "--verify", "counts").err())
          .doesNotContain("mismatch");
      assertThat(Example.run(program, "test", "warehouse").out()).contains("europe-west9");
      server.refuse("POST /bigquery", 403, "quotaExceeded", "QueryUsagePerDay");
      assertThat(program.run("sync", "best_sellers").exit()).isEqualTo(7);
    }
  }

  @Test
  void salesGoIntoDatabricksAndRowsComeBack() throws Exception {
    try (DatabricksServer server = new DatabricksServer()) {
      Program program =
          Example.copy(
              "databricks",
              folder,
              text -> text.replace("dbc-1234.cloud.databricks.com", server.url()),
              Map.of());
      program.run("connect", "keystore", "init");
      program.runWith(DatabricksServer.TOKEN, "connect", "keystore", "set", "lakehouse.token");
      assertThat(Example.run(program, "sync", "sales").err()).contains("3 created");
      assertThat(server.statements().texts()).anyMatch(sql -> sql.startsWith("COPY INTO "));
      assertThat(server.files()).isEmpty();
      assertThat(Example.run(program, "sync", "sales").err()).contains("3 unchanged");
      Example.run(program, "sync", "history");
      assertThat(Files.readAllLines(folder.resolve("history.csv"))).hasSize(3);
      Program.Result test = Example.run(program, "test", "lakehouse");
      assertThat(test.out()).contains("SQL warehouse Small, stopped");
      assertThat(test.out() + test.err()).doesNotContain(DatabricksServer.TOKEN);
    }
  }
}
