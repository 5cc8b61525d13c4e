package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.BatiSimplyServer;
import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flows of a construction firm as config-examples/sages.yaml has them, between PostgreSQL and a
 * local BatiSimply; an SQLite file stands for the accounts.
 */
final class SagesTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "s3cret");

  @TempDir Path folder;
  private BatiSimplyServer batisimply;
  private String url;
  private TestTables buffer;
  private TestTables erp;

  @BeforeEach
  void systems() throws Exception {
    batisimply = new BatiSimplyServer();
    url = TestPostgres.newDatabase();
    buffer = new TestTables(url);
    buffer.run(resource("buffer.sql"));
    erp = TestTables.in(folder, "erp.db");
    erp.run(
        "CREATE TABLE ChantierDef (Code VARCHAR(8), NomClient VARCHAR(30), Libelle VARCHAR(80),"
            + " DateDebut DATE, DateFin DATE)",
        "CREATE TABLE Salarie (Code VARCHAR(8), Nom TEXT, codebs TEXT)",
        "CREATE TABLE SuiviMO (CodeChantier VARCHAR(8), CodeSalarie VARCHAR(8), Date DATETIME,"
            + " NbH0 DECIMAL(9,2), NbH3 INTEGER, NbH4 INTEGER, Note TEXT)",
        "INSERT INTO ChantierDef VALUES"
            + " ('00000123', 'Martin ', 'Toiture', '2025-02-02', NULL),"
            + " ('00000124', 'Leroy', 'Extension', '2025-03-01', '2025-12-31'),"
            + " ('00000125', 'Blanc', 'Garage', '2025-03-01', NULL)",
        "INSERT INTO Salarie VALUES ('S1', 'Anne', 'U-1'), ('S2', 'Bob', 'u-2'), ('S3', 'C', ''),"
            + " ('S4', 'D', '')");
    Files.writeString(folder.resolve("erp.yaml"), resource("erp.yaml"));
    Files.writeString(folder.resolve("sages.yaml"), example());
  }

  private static String resource(String name) throws Exception {
    try (var in = Objects.requireNonNull(SagesTest.class.getResourceAsStream("/sages/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String example() throws Exception {
    return Files.readString(Path.of("config-examples/sages.yaml"))
        .replaceAll("\\$\\{secret:[a-z_]+}", "\\${env:SECRET}")
        .replace("host: localhost", "host: localhost\n    port: " + TestPostgres.port())
        .replace("database: buffer", "database: " + url.replaceAll(".*/|\\?.*", ""))
        .replace("user: navette\n", "user: " + TestPostgres.USER + "\n")
        .replace("2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
        // The clock of a typed command stands still, and with it the rate.
        .replaceAll("rate_limit:.*", "connection: {max_retries: 1, retry_delay: 0}")
        .replace("https://api.batisimply.example", batisimply.address())
        .replaceAll("\"https://sso.batisimply.example.*\"", batisimply.address() + "/token");
  }

  @AfterEach
  void end() {
    batisimply.close();
  }

  private Typed typed(String... arguments) {
    return Typed.in(folder, ENVIRONMENT, "", with(arguments));
  }

  private static String[] with(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = ".";
    return all;
  }

  private Typed run() {
    Typed run = typed("sync", "--flow", "all");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private void hours() {
    batisimply.slot(1, "2025-03-30T00:30:10Z", 90, "VALIDATED", "u-1", 41);
    batisimply.slot(2, "2025-03-30T01:30:59Z", 20, "VALIDATED", "u-1", 41);
    batisimply.slot(3, "2025-10-26T00:30:00Z", 60, "VALIDATED", "u-1", 42);
    batisimply.slot(4, "2025-10-26T01:30:00Z", 60, "VALIDATED", "u-2", 42);
    batisimply.slot(5, "2025-10-27T08:00:00Z", 480, "VALIDATED", "u-9", 42);
    batisimply.slot(6, "2025-10-27T09:00:00Z", 60, "PENDING", "u-2", 42);
  }

  private List<String> suivi() throws Exception {
    return erp.rows(
        "SELECT CodeChantier, CodeSalarie, substr(replace(Date, 'T', ' '), 1, 19), CAST(round(NbH0 * 100) AS INTEGER),"
            + " NbH3, NbH4 FROM SuiviMO ORDER BY Date, CodeSalarie");
  }

  /** Every row with the transaction that wrote it last. */
  private List<String> stamped() throws Exception {
    List<String> rows = new java.util.ArrayList<>(buffer.rows("SELECT xmin, c FROM chantiers c"));
    rows.addAll(buffer.rows("SELECT xmin, h FROM heures h"));
    rows.addAll(suivi());
    return rows;
  }

  @Test
  void fiveFlowsMoveWhatChangedAndNothingTheSecondTime() throws Exception {
    hours();
    Typed first = run();
    assertThat(first.err()).contains("flow all: 5 done");
    assertThat(batisimply.codes())
        .containsEntry(41L, "00000123")
        .containsEntry(43L, "00000125")
        .hasSize(3);
    assertThat(
            buffer.rows("SELECT code, nom_client, sync, batisimply_id FROM chantiers ORDER BY 1"))
        .containsExactly("00000123,Martin,t,41", "00000124,Leroy,t,42", "00000125,Blanc,t,43");
    assertThat(suivi())
        .containsExactly(
            "00000123,S1,2025-03-30 01:30:00,150,0,1",
            "00000123,S1,2025-03-30 03:30:00,33,0,1",
            "00000124,S1,2025-10-26 02:30:00,100,0,1",
            "00000124,S2,2025-10-26 02:30:00,100,0,1");
    assertThat(buffer.rows("SELECT id FROM heures WHERE NOT sync ORDER BY id"))
        .containsExactly("5", "6");
    assertThat(typed("history", "errors", "last").err() + first.err()).contains("1 rejected");
    batisimply.writes();
    List<String> before = stamped();
    Typed second = run();
    assertThat(second.err()).contains("3 rows read, 3 unchanged", "4 rows read, 4 unchanged");
    assertThat(batisimply.writes()).isEmpty();
    assertThat(stamped()).isEqualTo(before);
  }

  @Test
  void anEditedHourUpdatesItsRowAndAChangedCodeTheBuffer() throws Exception {
    hours();
    run();
    erp.run("UPDATE SuiviMO SET Note = 'kept'");
    batisimply.slot(3, "2025-10-26T06:15:30Z", 75, "VALIDATED", "u-1", 42);
    batisimply.slot(6, "2025-10-27T09:00:00Z", 60, "VALIDATED", "u-2", 42);
    batisimply.recode(43, "B125");
    run();
    assertThat(suivi())
        .hasSize(5)
        .contains("00000124,S1,2025-10-26 07:15:00,125,0,1")
        .contains("00000124,S2,2025-10-27 10:00:00,100,0,1");
    assertThat(erp.rows("SELECT count(*) FROM SuiviMO WHERE Note = 'kept'")).containsExactly("4");
    assertThat(buffer.rows("SELECT code FROM chantiers WHERE batisimply_id = 43"))
        .containsExactly("B125");
    assertThat(buffer.rows("SELECT id FROM heures WHERE NOT sync")).containsExactly("5");
  }

  @Test
  void theHourThatClocksShowTwiceIsToldAndNotOverwritten() throws Exception {
    batisimply.slot(3, "2025-10-26T00:30:00Z", 60, "VALIDATED", "u-1", 41);
    batisimply.slot(4, "2025-10-26T01:30:00Z", 30, "VALIDATED", "u-1", 41);
    run();
    assertThat(suivi()).containsExactly("00000123,S1,2025-10-26 02:30:00,100,0,1");
    assertThat(buffer.rows("SELECT id FROM heures WHERE NOT sync")).containsExactly("4");
    Typed again = run();
    assertThat(again.err()).contains("1 rejected");
    assertThat(suivi()).containsExactly("00000123,S1,2025-10-26 02:30:00,100,0,1");
  }

  @Test
  void anApiThatFailsInTheMiddleLeavesExactlyTheDoneRowsMarked() throws Exception {
    hours();
    batisimply.failAfter(2);
    Typed run = typed("sync", "--flow", "all");
    assertThat(run.exit()).as(run.err()).isEqualTo(6);
    assertThat(run.err())
        .contains("flow all: 1 done, 1 failed (projets: exit 6), 3 skipped (heures, suivi, codes)");
    assertThat(buffer.rows("SELECT code, batisimply_id FROM chantiers WHERE sync ORDER BY code"))
        .containsExactly("00000123,41", "00000124,42");
    assertThat(batisimply.writes()).hasSize(2);
    batisimply.failAfter(Integer.MAX_VALUE);
    run();
    assertThat(batisimply.writes()).containsExactly("POST 00000125");
    assertThat(buffer.rows("SELECT count(*) FROM chantiers WHERE sync")).containsExactly("3");
  }

  @Test
  void aRunKilledBetweenCommitAndAcknowledgeIsAcknowledgedByTheNextAndSendsNothingTwice()
      throws Exception {
    assertThat(typed("sync", "chantiers").exit()).isZero();
    Program program =
        new Program(
            folder,
            Map.of("NAVETTE_HOME", folder.resolve("navette-home").toString(), "SECRET", "s3cret"));
    try (Connection other = TestPostgres.connect(url);
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT * FROM chantiers FOR UPDATE");
      Process process = program.start(with("sync", "projets"));
      waitUntilBlocked();
      process.destroyForcibly().waitFor();
      other.rollback();
    }
    assertThat(batisimply.writes()).hasSize(3);
    assertThat(buffer.rows("SELECT count(*) FROM chantiers WHERE sync")).containsExactly("0");
    Program.Result next = program.run(with("sync", "projets", "--if-locked", "wait=60s"));
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(batisimply.writes()).isEmpty();
    assertThat(buffer.rows("SELECT code, batisimply_id FROM chantiers WHERE sync ORDER BY code"))
        .containsExactly("00000123,41", "00000124,42", "00000125,43");
  }

  private void waitUntilBlocked() throws Exception {
    String waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    for (int i = 0; i < 600 && buffer.rows(waiting).equals(List.of("0")); i++) {
      Thread.sleep(100);
    }
    assertThat(buffer.rows(waiting)).isNotEqualTo(List.of("0"));
  }
}
