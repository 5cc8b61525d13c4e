package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads that are killed at random moments and run again end with exactly the source's rows. */
final class CrashTest {
  private static final int ROWS = 120_000;
  private static final int KILLS = 5;

  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @CsvSource({"append, postgres", "append, sqlite", "upsert, postgres", "upsert, sqlite"})
  void aKilledLoadGoesOnWhereItWas(String mode, String target) throws Exception {
    source();
    String url =
        target.equals("postgres")
            ? TestPostgres.newDatabase()
            : "jdbc:sqlite:" + folder.resolve("target.db");
    configuration(mode, target, url);
    Program program =
        new Program(folder, Map.of("NAVETTE_HOME", folder.resolve("home").toString()));
    RandomGenerator random = RandomGenerator.getDefault();
    int landed = 0;
    for (int kill = 0; kill < 20 && landed < KILLS; kill++) {
      Process process = program.start("sync", "--chunk-rows", "2048", "--if-locked", "wait=60s");
      boolean ended = process.waitFor(400 + random.nextInt(900), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      landed += ended ? 0 : 1;
    }
    Program.Result last = program.run("sync", "--chunk-rows", "2048", "--if-locked", "wait=60s");
    assertThat(last.exit()).as(last.err()).isZero();
    assertThat(sum(url)).isEqualTo(sum("jdbc:sqlite:" + folder.resolve("source.db")));
    assertThat(landed).as("kills that met a running load").isPositive();
  }

  private void source() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("source.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(40), n BIGINT)");
      statement.execute(
          "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < "
              + ROWS
              + ") INSERT INTO t SELECT n, 'name ' || n, n * 7919 % 1000003 FROM i");
    }
  }

  private void configuration(String mode, String target, String url) throws IOException {
    String to =
        target.equals("sqlite")
            ? "{type: sqlite, path: target.db}"
            : "{type: postgres, host: localhost, port: "
                + TestPostgres.port()
                + ", database: "
                + url.replaceAll(".*/|\\?.*", "")
                + ", user: "
                + TestPostgres.USER
                + "}";
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          there: %s
        jobs:
          load:
            from: here
            to: there
            streams:
              t: {mode: %s, cursor: [id]}
        """
            .formatted(to, mode));
  }

  /** Number of rows and two sums that no lost, doubled or changed row leaves alone. */
  private static String sum(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT id), sum(id * n), sum(length(name) * id) FROM t")) {
      row.next();
      return row.getString(1)
          + " "
          + row.getString(2)
          + " "
          + row.getString(3)
          + " "
          + row.getString(4);
    }
  }
}
