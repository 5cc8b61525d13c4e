package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestTables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are written when what they hold changed, and not because somebody else changed the copy. */
final class OnlyChangedTest {
  @TempDir Path folder;
  private TestTables source;
  private TestTables target;

  @BeforeEach
  void tables() throws Exception {
    source = TestTables.in(folder, "source.db");
    target = TestTables.in(folder, "target.db");
    source.run(
        "CREATE TABLE slots (id INTEGER PRIMARY KEY, minutes INTEGER)",
        "INSERT INTO slots VALUES (1, 60), (2, 90), (3, 120)");
    configuration("upsert", "id: id, minutes: minutes, synced: integer(false)");
  }

  private void configuration(String mode, String columns) throws Exception {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          there: {type: sqlite, path: target.db}
        jobs:
          slots:
            from: here
            to: there
            streams:
              slots: {mode: %s, only_changed: true, columns: {%s}}
        """
            .formatted(mode, columns));
  }

  private Typed run(String... more) {
    String[] all = new String[more.length + 1];
    all[0] = "sync";
    System.arraycopy(more, 0, all, 1, more.length);
    Typed run = Typed.in(folder, all);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void aRowIsDirtyOnlyWhenAValueChanged() throws Exception {
    assertThat(run().err()).contains("3 created");
    target.run("UPDATE slots SET synced = 1");
    assertThat(run().err()).contains("3 rows read, 3 unchanged");
    assertThat(target.rows("SELECT DISTINCT synced FROM slots")).containsExactly("1");
    source.run("UPDATE slots SET minutes = 95 WHERE id = 2", "INSERT INTO slots VALUES (4, 5)");
    Typed planned = run("--dry-run", "--output", "csv");
    assertThat(planned.out()).contains(",4,1,1,2,0,0,");
    assertThat(run().err()).contains("1 created, 1 updated, 2 unchanged");
    assertThat(target.rows("SELECT id, minutes, synced FROM slots"))
        .containsExactly("1,60,1", "2,95,0", "3,120,1", "4,5,0");
  }

  @Test
  void everythingIsWrittenAgainWhereThatIsAskedForOrTheColumnsChange() throws Exception {
    run();
    target.run("DELETE FROM slots WHERE id = 1");
    assertThat(run().err()).contains("3 unchanged");
    assertThat(run("--full-refresh").err()).contains("1 created, 2 unchanged");
    configuration("upsert", "id: id, minutes: minutes, synced: integer(true)");
    assertThat(run().err()).contains("3 updated");
    configuration("upsert", "id: id, duration: minutes, synced: integer(true)");
    assertThat(run().err()).contains("3 updated");
    target.run("DROP TABLE slots");
    assertThat(run().err()).contains("3 created");
    target.run("DELETE FROM slots");
    assertThat(run().err()).contains("3 created");
    target.run("UPDATE slots SET duration = 0");
    assertThat(Typed.in(folder, "history", "state", "reset", "slots", "slots").exit()).isZero();
    assertThat(run().err()).contains("3 updated");
  }

  @Test
  void whatTheTargetRefusedIsTriedAgain() throws Exception {
    target.run(
        "CREATE TABLE slots (id INTEGER PRIMARY KEY, minutes INTEGER CHECK (minutes < 100),"
            + " synced INTEGER)");
    assertThat(Typed.in(folder, "sync").exit()).isEqualTo(8);
    Typed again = Typed.in(folder, "sync");
    assertThat(again.exit()).isEqualTo(8);
    assertThat(again.err()).contains("2 unchanged").contains("1 rejected");
  }

  @Test
  void onlyUpsertCanKeepRowsBack() throws Exception {
    configuration("mirror", "id: id");
    Typed run = Typed.in(folder, "sync");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("only mode upsert can keep back rows");
  }

  @Test
  void doublesOfARunAreRefusedAndTheFirstIsKept() throws Exception {
    configuration("upsert", "id: integer(minutes / 100), minutes: minutes");
    String file = Files.readString(folder.resolve("navette.yaml"));
    Files.writeString(
        folder.resolve("navette.yaml"),
        file.replace(
            "only_changed: true,",
            "only_changed: true, duplicates: reject, max_rejects: any, key: [id],"));
    source.run("UPDATE slots SET minutes = minutes * 0 + 100 * (id / 2)");
    assertThat(run().err()).contains("2 created").contains("1 rejected");
    assertThat(Typed.in(folder, "history", "errors", "last").out())
        .contains("another row of this read has the key 1");
    assertThat(run().err()).contains("2 unchanged").contains("1 rejected");
  }
}
