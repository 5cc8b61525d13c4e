package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row whose key in the target changes takes its row along instead of leaving it behind. */
final class IdentityTest {
  @TempDir Path folder;
  private TestTables source = new TestTables("unset");
  private TestTables target = new TestTables("unset");

  private void tables(String kind) throws Exception {
    source = TestTables.in(folder, "source.db");
    source.run(
        "CREATE TABLE slots (id INTEGER PRIMARY KEY, site TEXT, day DATE, hours DECIMAL(9,2))",
        "INSERT INTO slots VALUES (1, 'A', '2026-03-01', 7.5), (2, 'A', '2026-03-02', 8)");
    String url = "jdbc:sqlite:" + folder.resolve("target.db");
    String there = "{type: sqlite, path: target.db}";
    if (kind.equals("postgres")) {
      url = TestPostgres.newDatabase();
      there =
          "{type: postgres, host: localhost, port: "
              + TestPostgres.port()
              + ", database: "
              + url.replaceAll(".*/|\\?.*", "")
              + ", user: "
              + TestPostgres.USER
              + "}";
    }
    target = new TestTables(url);
    target.run(
        "CREATE TABLE work (site VARCHAR(8), day DATE, hours DECIMAL(9,2), note VARCHAR(9))");
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          there: %s
        jobs:
          work:
            from: here
            to: there
            streams:
              slots:
                into: work
                mode: upsert
                max_rejects: any
                key: [site, day]
                identity: [id]
                columns: [site, day, hours]
        """
            .formatted(there));
  }

  private Typed run() {
    Typed run = Typed.in(folder, "sync");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void anEditedRowUpdatesItsOldOne(String kind) throws Exception {
    tables(kind);
    run();
    target.run("UPDATE work SET note = 'kept'");
    source.run("UPDATE slots SET day = '2026-03-05', hours = 6 WHERE id = 1");
    assertThat(run().err()).contains("1 updated, 1 unchanged");
    assertThat(target.rows("SELECT site, day, hours * 100, note FROM work ORDER BY day"))
        .hasSize(2)
        .anyMatch(row -> row.startsWith("A,2026-03-05,600") && row.endsWith(",kept"));
    assertThat(run().err()).contains("2 unchanged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void rowsThatMoveToEachOthersPlacesOneByOneAreFollowed(String kind) throws Exception {
    tables(kind);
    run();
    source.run(
        "UPDATE slots SET day = '2026-03-03' WHERE id = 2",
        "UPDATE slots SET day = '2026-03-02' WHERE id = 1");
    run();
    assertThat(target.rows("SELECT day FROM work ORDER BY day"))
        .containsExactly("2026-03-02", "2026-03-03");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void twoRowsOfOneKeyDoNotOverwriteEachOther(String kind) throws Exception {
    tables(kind);
    source.run("INSERT INTO slots VALUES (3, 'A', '2026-03-01', 1)");
    assertThat(run().err()).contains("2 created").contains("1 rejected");
    source.run(
        "UPDATE slots SET day = '2026-03-01' WHERE id = 2", "DELETE FROM slots WHERE id = 3");
    Typed run = run();
    assertThat(run.err()).contains("1 unchanged").contains("1 rejected");
    assertThat(Typed.in(folder, "history", "errors", "last").out())
        .contains("row 1 of the source was written to this key");
    assertThat(target.rows("SELECT day FROM work ORDER BY day"))
        .containsExactly("2026-03-01", "2026-03-02");
  }
}
