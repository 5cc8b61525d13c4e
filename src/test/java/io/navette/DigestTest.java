package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --verify digest} accepts equal rows of any type, and names the others. */
final class DigestTest {
  private static final String TYPES =
      "id int, at timestamp, flag boolean, small smallint, big bigint, price numeric(12,2),"
          + " exact numeric, num double precision, word text, code character(4), day date,"
          + " hour time, moment timestamptz, uid uuid, doc json, docb jsonb, PRIMARY KEY (id, at)";

  private static final String[] ROWS = {
    "1, '2026-01-31 12:00:00.000001', true, -1, -9223372036854775807, 12.50, 1e-30, 0.1, 'Zoé',"
        + " 'ab', '0001-01-01', '23:59:59.999999', '1969-12-31 23:59:59.5+00',"
        + " '00112233-4455-6677-8899-aabbccddeeff', '{\"b\": 1.50,\"a\":[]}', '{\"b\":1,\"a\":2}'",
    "2, '9999-12-31', false, 7, 4294967295, -0.01, 12345678901234567890.5, 4.9e-324, '', '',"
        + " '9999-12-31', '00:00', '2026-06-30 22:00+02', NULL, 'null', '[1, 2e3]'",
    "3, '1900-01-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
        + " NULL, NULL",
    "4, '1900-01-01', true, 0, 0, 0, 0.000, 'Infinity', E'tab\\t\\r\\n日本語 🚢', 'x', NULL, NULL,"
        + " NULL, NULL, '\"\"', '\"\"'"
  };

  /** What only PostgreSQL can hold. */
  private static final String[] OWN_ROWS = {
    "5, 'infinity', true, 0, 0, 'NaN', 'NaN', 'NaN', 'a', 'a', '-infinity', '24:00', '-infinity',"
        + " NULL, NULL, NULL",
    "6, '0044-03-15 BC', true, 0, 0, 0, '-Infinity', '-0', 'a', 'a', '0044-03-15 BC', NULL,"
        + " '0044-03-15 BC', NULL, NULL, NULL"
  };

  @TempDir Path folder = Path.of("unset");
  private final String here = TestPostgres.newDatabase();
  private final String there = TestPostgres.newDatabase();

  private static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String lite() {
    return "jdbc:sqlite:" + folder.resolve("lite.db");
  }

  private void fill(String... rows) throws SQLException {
    execute(here, "CREATE TABLE IF NOT EXISTS t (" + TYPES + ")");
    for (String row : rows) {
      execute(here, "INSERT INTO t VALUES (" + row + ")");
    }
  }

  private static String postgres(String url) {
    return "{type: postgres, host: localhost, port: "
        + TestPostgres.port()
        + ", database: "
        + url.replaceAll(".*/|\\?.*", "")
        + ", user: "
        + TestPostgres.USER
        + "}";
  }

  private void jobs(String... jobs) throws Exception {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: %s
          there: %s
          lite: {type: sqlite, path: lite.db}
          files: {type: csv, path: .}
        jobs:
          %s
        """
            .formatted(postgres(here), postgres(there), String.join("\n  ", jobs)));
  }

  private Typed sync(String job) {
    return Typed.in(folder, "sync", job, "--verify", "digest");
  }

  private void succeeds(String... jobs) {
    for (String job : jobs) {
      Typed result = sync(job);
      assertThat(result.exit()).as(job + ": " + result.err()).isZero();
    }
  }

  private Typed mismatch(String job) {
    Typed result = sync(job);
    assertThat(result.exit()).as(result.err()).isEqualTo(12);
    return result;
  }

  @Test
  void everyTypePassesBetweenSystems() throws Exception {
    fill(ROWS);
    jobs(
        "a: {from: here, to: there, streams: {t: {mode: replace}}}",
        "b: {from: there, to: lite, streams: {t: {mode: mirror}}}",
        "c: {from: lite, to: there, streams: {t: {mode: replace, into: back}}}",
        "d: {from: there, to: files, streams: {back: {mode: replace, into: t.csv}}}",
        "e: {from: here, to: there, streams: {t: {mode: upsert, into: renamed, columns: {id: id,"
            + " at: at, nom: word, data: docb}}}}",
        "f: {from: here, to: there, streams: {t: {mode: upsert, into: made, columns: {id: id,"
            + " at: at, nom: upper(word), data: doc}}}}");
    // A json target of a jsonb source, and the other way round.
    execute(
        there,
        "CREATE TABLE renamed (id int, at timestamp, nom text, data json, PRIMARY KEY (id, at))",
        "CREATE TABLE made (id int, at timestamp, nom text, data jsonb, PRIMARY KEY (id, at))");
    succeeds("a", "b", "c", "d", "e", "f");
    fill(OWN_ROWS);
    succeeds("a");
  }

  @Test
  void differencesAreNamedByTheirKeys() throws Exception {
    fill(ROWS);
    fill(OWN_ROWS);
    execute(here, "INSERT INTO t SELECT n, '2026-01-01' FROM generate_series(10, 3000) n");
    jobs("a: {from: here, to: there, streams: {t: {mode: replace}}}");
    succeeds("a");
    execute(
        there,
        """
        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.id = 4 THEN NEW.word = replace(NEW.word, '本', '木'); END IF;
          IF NEW.id = 6 THEN NEW.num = 0; END IF;
          IF NEW.id = 20 THEN RETURN NULL; END IF;
          IF NEW.id = 30 THEN NEW.id = 9000; END IF;
          RETURN NEW;
        END $$""",
        "CREATE TRIGGER spoil BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION spoil()");
    Typed result = mismatch("a");
    String said = result.err().replaceAll("show [0-9A-Za-z_-]+", "show RUN");
    // The last line tells how long it took.
    said = said.substring(0, said.lastIndexOf("a: 1 of 1"));
    GoldenTest.compare("verify-digest.txt", said);
  }

  @Test
  void anUpsertAnswersForItsOwnRowsOnly() throws Exception {
    fill(ROWS);
    jobs(
        "a: {from: here, to: there, streams: {t: {mode: upsert, cursor: id, columns: {id: id,"
            + " at: at, word: word}}}}",
        "b: {from: here, to: lite, streams: {t: {mode: upsert, cursor: id}}}");
    execute(
        there,
        "CREATE TABLE t (id int, at timestamp, word text, PRIMARY KEY (id, at))",
        "INSERT INTO t SELECT n, '1900-01-01' FROM generate_series(100, 9000) n");
    succeeds("a", "b", "a", "b");
    execute(there, "UPDATE t SET word = '' WHERE id = 3", "DELETE FROM t WHERE id = 1");
    assertThat(mismatch("a").err())
        .contains("= 2 rows; + 1, 2026-01-31T12:00:00.000001; * 3, 1900-01-01T00:00:00");
    execute(lite(), "UPDATE t SET docb = '[1,2000]' WHERE id = 2");
    succeeds("b");
    execute(lite(), "UPDATE t SET docb = '[1,2001]' WHERE id = 2");
    assertThat(mismatch("b").err()).contains("* 2, 9999-12-31T00:00:00");
  }

  @Test
  void tablesWithoutAKeyAreSummedUp() throws Exception {
    execute(here, "CREATE TABLE t (a int, b text)");
    jobs(
        "a: {from: here, to: there, streams: {t: {mode: append}}}",
        "b: {from: here, to: there, streams: {t: {mode: replace, into: copy}}}",
        "c: {from: here, to: there, streams: {t: {mode: append, cursor: a}}}");
    succeeds("a", "b");
    execute(here, "INSERT INTO t VALUES (1, NULL)");
    succeeds("a", "b");
    execute(here, "INSERT INTO t VALUES (1, NULL), (2, '')");
    succeeds("a", "a", "b");
    execute(
        there,
        """
        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.a = 2 THEN RETURN NULL; END IF;
          RETURN NEW;
        END $$""",
        "CREATE TRIGGER spoil BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION spoil()");
    assertThat(mismatch("a").err())
        .contains("3 rows of the source and 2 rows added to t do not sum up alike; without a key");
    assertThat(sync("c").exit()).isEqualTo(4);
  }

  @Test
  void filesAreSummedUpOnTheirWay() throws Exception {
    Files.writeString(folder.resolve("in.csv"), "id,nom\n1,a\n2,\"\"\n3,\n");
    jobs(
        "a: {from: files, to: there, streams: {in.csv: {into: t, mode: replace, key: id, types:"
            + " {id: integer}}}}");
    succeeds("a");
    execute(
        there,
        """
        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          NEW.nom = coalesce(NEW.nom, '');
          RETURN NEW;
        END $$""",
        "CREATE TRIGGER spoil BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION spoil()");
    assertThat(mismatch("a").err()).contains("= 2 rows; * 3");
    assertThat(Typed.in(folder, "sync", "a", "--verify", "rows").exit()).isEqualTo(12);
  }
}
