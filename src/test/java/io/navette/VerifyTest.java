package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verification finds what changed behind the program's back. */
final class VerifyTest {
  @TempDir Path folder = Path.of("unset");

  private void execute(String file, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void configuration(String mode) throws IOException {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: here.db}
          there: {type: sqlite, path: there.db}
        jobs:
          copy:
            from: here
            to: there
            streams:
              t: {mode: %s, cursor: [id], columns: {key: id, label: upper(name)}, key: [key], verify: rows}
        """
            .formatted(mode));
  }

  @Test
  void rowsThatDifferAreNamedByTheirKeys() throws Exception {
    execute(
        "here.db",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)",
        "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 5000)"
            + " INSERT INTO t SELECT n, 'name ' || n FROM i");
    configuration("upsert");
    Program program =
        new Program(folder, Map.of("NAVETTE_HOME", folder.resolve("home").toString()));
    Program.Result first = program.run("sync");
    assertThat(first.exit()).as(first.err()).isZero();
    execute(
        "there.db",
        "UPDATE t SET label = 'x' WHERE key = 17",
        "DELETE FROM t WHERE key = 4711",
        "INSERT INTO t VALUES (9999, 'EXTRA')");
    Program.Result second = program.run("sync");
    assertThat(second.exit()).isEqualTo(12);
    assertThat(second.err()).contains("* 17; + 4711").doesNotContain("9999");
    configuration("mirror");
    Program.Result third = program.run("sync", "--full-refresh");
    assertThat(third.exit()).as(third.err()).isZero();
    configuration("insert");
    assertThat(program.run("sync").exit()).isEqualTo(4);
  }
}
