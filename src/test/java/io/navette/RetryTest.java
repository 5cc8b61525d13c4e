package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestTables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected rows are sent again when what they were refused for was put right. */
final class RetryTest {
  @TempDir Path folder;
  private TestTables source;
  private TestTables target;

  @BeforeEach
  void tables() throws Exception {
    source = TestTables.in(folder, "source.db");
    target = TestTables.in(folder, "target.db");
    source.run(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, cents INTEGER)",
        "INSERT INTO people VALUES (1, 'Ann', 100), (2, 'Bob', 200)");
    target.run(
        "CREATE TABLE staff (number INTEGER PRIMARY KEY, full_name TEXT, cents INTEGER)",
        "CREATE TRIGGER closed BEFORE INSERT ON staff WHEN new.number = 2"
            + " BEGIN SELECT raise(ABORT, 'closed on Sundays'); END");
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          there: {type: sqlite, path: target.db}
        jobs:
          staff:
            from: here
            to: there
            streams:
              people:
                into: staff
                mode: upsert
                key: number
                max_rejects: 1
                columns: {number: id, full_name: name, cents: cents * 10}
                casts: {cents: integer}
        """);
  }

  @Test
  void aRowTheTargetRefusedIsSentAsItWasMapped() throws Exception {
    assertThat(Typed.in(folder, "sync").err()).contains("1 rejected");
    assertThat(Typed.in(folder, "history", "retry", "last").exit()).isEqualTo(8);
    target.run("DROP TRIGGER closed");
    Typed again = Typed.in(folder, "history", "retry", "last");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(target.rows("SELECT number, full_name, cents FROM staff ORDER BY 1"))
        .containsExactly("1,Ann,1000", "2,Bob,2000");
  }
}
