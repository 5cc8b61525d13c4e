package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.BatiSimplyServer;
import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the source are marked once the target has them, and no others. */
final class AcknowledgeTest {
  @TempDir Path folder;
  private TestTables source;
  private TestTables target;

  @BeforeEach
  void tables() throws Exception {
    source = TestTables.in(folder, "source.db");
    target = TestTables.in(folder, "target.db");
    source.run(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT, sent BOOLEAN NOT NULL, run TEXT,"
            + " note TEXT)",
        "INSERT INTO orders VALUES (1, 'a', 0, NULL, 'x'), (2, 'bb', 0, NULL, 'x'),"
            + " (3, 'c', 0, NULL, 'x')");
    target.run("CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT CHECK (length(name) < 2))");
  }

  private Typed run(String stream) throws Exception {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          there: {type: sqlite, path: target.db}
        jobs:
          orders:
            from: here
            to: there
            streams:
              orders: {columns: [id, name], max_rejects: any, %s}
        """
            .formatted(stream));
    return Typed.in(folder, "sync", "--chunk-rows", "2");
  }

  @Test
  void onlyWhatTheTargetTookIsMarked() throws Exception {
    Typed run =
        run(
            "mode: upsert, where: NOT sent,"
                + " acknowledge: {set: {sent: true, run: receipt.run, note: null}}");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("2 created").contains("1 rejected");
    assertThat(source.rows("SELECT id, sent, run IS NULL, note FROM orders"))
        .containsExactly("1,1,0,null", "2,0,1,x", "3,1,0,null");
    source.run("UPDATE orders SET name = 'b' WHERE id = 2");
    Typed next = run("mode: upsert, where: NOT sent, acknowledge: {set: {sent: true}}");
    assertThat(next.err()).contains("1 row read").contains("1 created");
    assertThat(source.rows("SELECT count(*) FROM orders WHERE sent")).containsExactly("3");
    assertThat(run("mode: upsert, where: NOT sent, acknowledge: {set: {sent: true}}").err())
        .contains("nothing new");
  }

  @Test
  void whatWasCommittedAndNotMarkedIsMarkedByTheNextRun() throws Exception {
    target.run("INSERT INTO orders VALUES (1, 'a')");
    Typed run = run("mode: insert, where: NOT sent and id <> 2, acknowledge: {set: {sent: true}}");
    assertThat(run.err()).as(run.err()).contains("1 created").contains("1 unchanged");
    assertThat(source.rows("SELECT id FROM orders WHERE sent")).containsExactly("1", "3");
  }

  @Test
  void mistakesAreToldTogetherBeforeAnythingMoves() throws Exception {
    Typed run =
        run("mode: upsert, acknowledge: {set: {snet: true, sent: perhaps, note: receipt.id}}");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .contains("there is no column snet")
        .contains("acknowledge.set.sent: perhaps is no boolean")
        .contains("only web APIs tell receipt.id");
    assertThat(target.rows("SELECT * FROM orders")).isEmpty();
    assertThat(run("mode: append, acknowledge: {sett: {}}").err())
        .contains("set is missing")
        .contains("unknown key sett")
        .contains("in the modes insert, update and upsert only");
    assertThat(run("mode: update, acknowledge: {set: {sent: true}}").err())
        .contains("does not tell which rows mode update passed over");
    assertThat(run("mode: upsert, acknowledge: {set: {note: receipt.idd}}").err())
        .contains("there is no receipt.idd");
    assertThat(run("mode: upsert, only_changed: true, acknowledge: {set: {sent: true}}").err())
        .contains("leave one of them out");
  }

  @Test
  void aSourceWithoutAKeyCannotBeMarked() throws Exception {
    source.run("DROP TABLE orders", "CREATE TABLE orders (id INTEGER, name TEXT, sent BOOLEAN)");
    Typed run = run("mode: upsert, key: [id], acknowledge: {set: {sent: true}}");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("orders declares none; give it a primary key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void chunksAreMarkedWhileTheSourceIsStillRead(String kind) throws Exception {
    String here = "{type: sqlite, path: source.db}";
    if (kind.equals("postgres")) {
      String url = TestPostgres.newDatabase();
      source = new TestTables(url);
      here =
          "{type: postgres, host: localhost, port: "
              + TestPostgres.port()
              + ", database: "
              + url.replaceAll(".*/|\\?.*", "")
              + ", user: "
              + TestPostgres.USER
              + "}";
    }
    source.run(
        "CREATE TABLE many (id BIGINT PRIMARY KEY, name VARCHAR(9), sent BOOLEAN)",
        "INSERT INTO many WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i"
            + " WHERE n < 40000) SELECT n, 'n', "
            + (kind.equals("sqlite") ? "0" : "false")
            + " FROM i");
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: %s
          there: {type: sqlite, path: target.db}
        jobs:
          many:
            from: here
            to: there
            streams:
              many: {columns: [id, name], mode: upsert, where: NOT sent, acknowledge: {set: {sent: true}}}
        """
            .formatted(here));
    Typed run = Typed.in(folder, "sync", "--chunk-rows", "2048");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(source.rows("SELECT count(*) FROM many WHERE sent")).containsExactly("40000");
    assertThat(target.rows("SELECT count(*) FROM many")).containsExactly("40000");
    assertThat(Typed.in(folder, "sync").err()).contains("nothing new");
  }

  @Test
  void anApiIsMarkedByAnOperationOfItsSink() throws Exception {
    try (BatiSimplyServer api = new BatiSimplyServer()) {
      api.project("00000123");
      api.project("00000124");
      Files.writeString(
          folder.resolve("navette.yaml"),
          """
          connections:
            api:
              type: batisimply
              api: {base_url: "%1$s/api"}
              auth: {token_url: "%1$s/token", client_id: a, client_secret: "${env:SECRET}"}
            there: {type: sqlite, path: target.db}
          jobs:
            projects:
              from: api
              to: there
              streams:
                projects:
                  mode: upsert
                  columns: [id, projectCode]
                  where: comment != 'seen'
                  acknowledge: {set: {comment: seen}}
          """
              .formatted(api.address()));
      Typed run = Typed.in(folder, Map.of("SECRET", "s3cret"), "", "sync");
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(api.writes()).hasSize(2).allMatch(write -> write.startsWith("PUT"));
      assertThat(api.codes()).containsEntry(41L, "00000123").containsEntry(42L, "00000124");
      Typed again = Typed.in(folder, Map.of("SECRET", "s3cret"), "", "sync");
      assertThat(again.exit()).as(again.err()).isZero();
      assertThat(api.writes()).isEmpty();
    }
  }
}
