package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are copied as they are, from PostgreSQL to PostgreSQL. */
final class PassThroughTest {
  private static final int ROWS = 300_000;

  @TempDir Path folder = Path.of("unset");
  private final String source = TestPostgres.newDatabase();
  private final String target = TestPostgres.newDatabase();

  private void execute(String url, String... statements) throws SQLException {
    try (Connection connection = TestPostgres.connect(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String answer(String url, String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private Program program(String stream) throws IOException {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: %s
          there: %s
        jobs:
          copy: {from: here, to: there, streams: {t: %s}}
        """
            .formatted(connection(source), connection(target), stream));
    return new Program(folder, Map.of("NAVETTE_HOME", folder.resolve("home").toString()));
  }

  private static String connection(String url) {
    return "{type: postgres, host: localhost, port: "
        + TestPostgres.port()
        + ", database: "
        + url.replaceAll(".*/|\\?.*", "")
        + ", user: "
        + TestPostgres.USER
        + "}";
  }

  private void fill(int rows) throws SQLException {
    execute(
        source,
        "CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz, n numeric, note text, doc jsonb)",
        "INSERT INTO t SELECT i, CASE WHEN i % 1000 = 0 THEN 'infinity' ELSE timestamptz '2026-01-01'"
            + " + i * interval '1 second' END, i / 7.0, repeat('é', i % 50), '{\"i\":1}' FROM"
            + " generate_series(1, "
            + rows
            + ") i");
  }

  private static final String SUM =
      "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM t";

  @ParameterizedTest
  @ValueSource(strings = {"append", "upsert"})
  void aKilledCopyGoesOnWhereItWas(String mode) throws Exception {
    fill(ROWS);
    if (mode.equals("upsert")) {
      execute(
          target,
          "CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz, n numeric, note text, doc jsonb)",
          "INSERT INTO t SELECT 2 * i, now(), i, 'old', NULL FROM generate_series(1, "
              + ROWS / 2
              + ") i");
    }
    Program program = program("{mode: " + mode + ", cursor: [id]}");
    RandomGenerator random = RandomGenerator.getDefault();
    for (int kill = 0; kill < 6; kill++) {
      Process process = program.start("sync", "--chunk-rows", "8192", "--if-locked", "wait=60s");
      process.waitFor(600 + random.nextInt(700), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    Program.Result last = program.run("sync", "--if-locked", "wait=60s", "--verify", "counts");
    assertThat(last.exit()).as(last.err()).isZero();
    assertThat(answer(target, SUM)).isEqualTo(answer(source, SUM));
  }

  @Test
  void rowsTheTargetRefusesAreKeptAndTheOthersPass() throws Exception {
    fill(20_000);
    execute(
        target,
        "CREATE TABLE t (id bigint PRIMARY KEY CHECK (id NOT IN (1, 8192, 8193, 20000)),"
            + " at timestamptz, n numeric, note text, doc jsonb)");
    Program program = program("{mode: append, max_rejects: 10}");
    Program.Result result = program.run("sync");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(answer(target, "SELECT count(*) FROM t")).isEqualTo("19996");
    String run = result.err().replaceAll("(?s).*run ([0-9A-Za-z-]+)\\).*", "$1");
    assertThat(program.run("history", "errors", run, "--output", "json").out())
        .contains("8193", "check constraint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"upsert", "replace", "mirror"})
  void otherModesTakeTheBytesToo(String mode) throws Exception {
    fill(20_000);
    Program program = program("{mode: " + mode + "}");
    for (int i = 0; i < 2; i++) {
      Program.Result result = program.run("sync");
      assertThat(result.exit()).as(result.err()).isZero();
    }
    assertThat(answer(target, SUM)).isEqualTo(answer(source, SUM));
  }
}
