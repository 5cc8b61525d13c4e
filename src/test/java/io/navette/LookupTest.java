package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestTables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values found in another table by a row's own. */
final class LookupTest {
  @TempDir Path folder;
  private TestTables source;
  private TestTables people;
  private TestTables target;

  @BeforeEach
  void tables() throws Exception {
    source = TestTables.in(folder, "source.db");
    people = TestTables.in(folder, "people.db");
    target = TestTables.in(folder, "target.db");
    source.run(
        "CREATE TABLE hours (id INTEGER PRIMARY KEY, user TEXT, site TEXT)",
        "INSERT INTO hours VALUES (1, 'u-1', 'a'), (2, 'U-2', 'a'), (3, 'u-9', 'b'), (4, NULL, 'a')");
    people.run(
        "CREATE TABLE salarie (Code TEXT, codebs TEXT, site TEXT)",
        "INSERT INTO salarie VALUES ('S1', 'u-1', 'a'), ('S2', 'u-2', 'a'), ('S3', NULL, 'a'),"
            + " ('S4', NULL, 'a')");
  }

  private Typed run(String lookup) throws Exception {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          erp: {type: sqlite, path: people.db}
          there: {type: sqlite, path: target.db}
        jobs:
          hours:
            from: here
            to: there
            streams:
              hours:
                mode: upsert
                max_rejects: any
                lookup:
                  code: %s
                columns: {id: id, code: code}
        """
            .formatted(lookup));
    return Typed.in(folder, "sync");
  }

  @Test
  void aMissingKeyIsARejectionThatNamesIt() throws Exception {
    Typed run = run("{from: erp, stream: salarie, key: codebs, value: Code, by: lower(user)}");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(target.rows("SELECT id, code FROM hours")).containsExactly("1,S1", "2,S2");
    assertThat(Typed.in(folder, "history", "errors", "last").out())
        .contains("lookup code: there is no row with the key u-9")
        .contains("lookup code: there is no row with the key null");
  }

  @Test
  void aMissingKeyIsNullOrADefaultAsWritten() throws Exception {
    run("{from: erp, stream: salarie, key: codebs, value: Code, by: user, missing: null}");
    assertThat(target.rows("SELECT id, code FROM hours"))
        .containsExactly("1,S1", "2,null", "3,null", "4,null");
    run("{from: erp, stream: salarie, key: codebs, value: Code, by: user, default: '?'}");
    assertThat(target.rows("SELECT id, code FROM hours"))
        .containsExactly("1,S1", "2,?", "3,?", "4,?");
  }

  @Test
  void severalColumnsMakeAKey() throws Exception {
    run(
        "{from: erp, stream: salarie, key: [codebs, site], value: lower(Code), by: [user, site],"
            + " missing: null}");
    assertThat(target.rows("SELECT code FROM hours WHERE id = 1")).containsExactly("s1");
  }

  @Test
  void doublesAreAnErrorThatNamesThem() throws Exception {
    people.run("INSERT INTO salarie VALUES ('S5', 'u-1', 'b'), ('S6', 'u-2', 'b')");
    Typed run = run("{from: erp, stream: salarie, key: codebs, value: Code, by: user}");
    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.err())
        .contains("the key codebs stands in more than one row: u-1, u-2")
        .contains("lookup.code.where");
    run("{from: erp, stream: salarie, key: codebs, value: Code, by: user, where: \"site = 'a'\"}");
    assertThat(target.rows("SELECT code FROM hours WHERE id = 1")).containsExactly("S1");
  }

  @Test
  void itsMemoryIsBounded() throws Exception {
    Typed run =
        run("{from: erp, stream: salarie, key: codebs, value: Code, by: user, max_rows: 1}");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("holds more than max_rows: 1 keys");
  }

  @Test
  void mistakesAreToldTogether() throws Exception {
    Typed run = run("{from: epr, key: [a, b], by: user, missing: no, max_rows: 0}");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .contains("there is no connection epr; did you mean erp?")
        .contains("stream is missing")
        .contains("value is missing")
        .contains("expected as many values as the key has columns: 2")
        .contains("expected reject or null")
        .contains("expected 1 or more");
    Typed names = run("{from: erp, stream: salarie, key: codbs, value: Code, by: user}");
    assertThat(names.exit()).isEqualTo(4);
    assertThat(names.err()).contains("there is no column codbs; did you mean codebs?");
  }
}
