package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ConstructionFirm;
import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import io.navette.testing.TestTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flows of a construction firm as config-examples/sages.yaml has them, between PostgreSQL, a
 * local BatiSimply and a server that speaks SQL Server's protocol.
 */
final class SagesTest {
  @TempDir Path folder;
  private ConstructionFirm firm;
  private TestTables buffer;

  @BeforeEach
  void systems() throws Exception {
    firm = new ConstructionFirm(folder);
    buffer = firm.buffer();
  }

  @AfterEach
  void end() {
    firm.close();
  }

  private Typed typed(String... arguments) {
    return Typed.in(folder, firm.environment(), "", with(arguments));
  }

  private static String[] with(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = ".";
    return all;
  }

  private Typed run() {
    Typed run = typed("sync", "--flow", "sages");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  /** Every row with the transaction that wrote it last. */
  private List<String> stamped() throws Exception {
    List<String> rows = new java.util.ArrayList<>(buffer.rows("SELECT xmin, c FROM chantiers c"));
    rows.addAll(buffer.rows("SELECT xmin, h FROM heures h"));
    rows.addAll(firm.booked());
    return rows;
  }

  @Test
  void fiveFlowsMoveWhatChangedAndNothingTheSecondTime() throws Exception {
    firm.hours();
    Typed first = run();
    assertThat(first.err()).contains("flow sages: 5 done");
    assertThat(firm.batisimply().codes())
        .containsEntry(41L, "00000123")
        .containsEntry(43L, "00000125")
        .hasSize(3);
    assertThat(
            buffer.rows("SELECT code, nom_client, sync, batisimply_id FROM chantiers ORDER BY 1"))
        .containsExactly("00000123,Martin,t,41", "00000124,Leroy,t,42", "00000125,Blanc,t,43");
    assertThat(firm.booked())
        .containsExactly(
            "00000123,S1,2025-03-30 01:30:00.0,1.50,0,1",
            "00000123,S1,2025-03-30 03:30:00.0,0.33,0,1",
            "00000124,S1,2025-10-26 02:30:00.0,1.00,0,1",
            "00000124,S2,2025-10-26 02:30:00.0,1.00,0,1");
    assertThat(buffer.rows("SELECT id FROM heures WHERE NOT sync ORDER BY id"))
        .containsExactly("5", "6");
    assertThat(typed("history", "errors", "last").err() + first.err()).contains("1 rejected");
    firm.batisimply().writes();
    List<String> before = stamped();
    Typed second = run();
    assertThat(second.err()).contains("3 rows read, 3 unchanged", "4 rows read, 4 unchanged");
    assertThat(firm.batisimply().writes()).isEmpty();
    assertThat(stamped()).isEqualTo(before);
  }

  @Test
  void anEditedHourUpdatesItsRowAndAChangedCodeTheBuffer() throws Exception {
    firm.hours();
    run();
    firm.accounts().run("UPDATE dbo.SuiviMO SET Note = 'kept'");
    firm.batisimply().slot(3, "2025-10-26T06:15:30Z", 75, "VALIDATED", "u-1", 42);
    firm.batisimply().slot(6, "2025-10-27T09:00:00Z", 60, "VALIDATED", "u-2", 42);
    firm.batisimply().recode(43, "B125");
    run();
    assertThat(firm.booked())
        .hasSize(5)
        .contains("00000124,S1,2025-10-26 07:15:00.0,1.25,0,1")
        .contains("00000124,S2,2025-10-27 10:00:00.0,1.00,0,1");
    assertThat(firm.accounts().rows("SELECT count(*) FROM dbo.SuiviMO WHERE Note = 'kept'"))
        .containsExactly("4");
    assertThat(buffer.rows("SELECT code FROM chantiers WHERE batisimply_id = 43"))
        .containsExactly("B125");
    assertThat(buffer.rows("SELECT id FROM heures WHERE NOT sync")).containsExactly("5");
  }

  @Test
  void theHourThatClocksShowTwiceIsToldAndNotOverwritten() throws Exception {
    firm.batisimply().slot(3, "2025-10-26T00:30:00Z", 60, "VALIDATED", "u-1", 41);
    firm.batisimply().slot(4, "2025-10-26T01:30:00Z", 30, "VALIDATED", "u-1", 41);
    run();
    assertThat(firm.booked()).containsExactly("00000123,S1,2025-10-26 02:30:00.0,1.00,0,1");
    assertThat(buffer.rows("SELECT id FROM heures WHERE NOT sync")).containsExactly("4");
    Typed again = run();
    assertThat(again.err()).contains("1 rejected");
    assertThat(firm.booked()).containsExactly("00000123,S1,2025-10-26 02:30:00.0,1.00,0,1");
  }

  @Test
  void anApiThatFailsInTheMiddleLeavesExactlyTheDoneRowsMarked() throws Exception {
    firm.hours();
    firm.batisimply().failAfter(2);
    Typed run = typed("sync", "--flow", "sages");
    assertThat(run.exit()).as(run.err()).isEqualTo(6);
    assertThat(run.err())
        .contains(
            "flow sages: 1 done, 1 failed (projets: exit 6), 3 skipped (heures, suivi, codes)");
    assertThat(buffer.rows("SELECT code, batisimply_id FROM chantiers WHERE sync ORDER BY code"))
        .containsExactly("00000123,41", "00000124,42");
    assertThat(firm.batisimply().writes()).hasSize(2);
    assertThat(typed("history", "show", "last:projets", "--output", "json").out())
        .contains("\"created\":2");
    firm.batisimply().failAfter(Integer.MAX_VALUE);
    run();
    assertThat(firm.batisimply().writes()).containsExactly("POST 00000125");
    assertThat(buffer.rows("SELECT count(*) FROM chantiers WHERE sync")).containsExactly("3");
  }

  @Test
  void aRunKilledBetweenCommitAndAcknowledgeIsAcknowledgedByTheNextAndSendsNothingTwice()
      throws Exception {
    assertThat(typed("sync", "chantiers").exit()).isZero();
    Program program = new Program(folder, environment());
    try (Connection other = TestPostgres.connect(firm.bufferUrl());
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT * FROM chantiers FOR UPDATE");
      Process process = program.start(with("sync", "projets"));
      waitUntilBlocked();
      process.destroyForcibly().waitFor();
      other.rollback();
    }
    assertThat(firm.batisimply().writes()).hasSize(3);
    assertThat(buffer.rows("SELECT count(*) FROM chantiers WHERE sync")).containsExactly("0");
    Program.Result next = program.run(with("sync", "projets", "--if-locked", "wait=60s"));
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(firm.batisimply().writes()).isEmpty();
    assertThat(buffer.rows("SELECT code, batisimply_id FROM chantiers WHERE sync ORDER BY code"))
        .containsExactly("00000123,41", "00000124,42", "00000125,43");
  }

  @Test
  void hoursKilledBetweenCommitAndAcknowledgeAreBookedOnceAndMarkedByTheNextRun() throws Exception {
    firm.hours();
    for (String job : List.of("chantiers", "projets", "heures")) {
      assertThat(typed("sync", job).exit()).isZero();
    }
    Program program = new Program(folder, environment());
    try (Connection other = TestPostgres.connect(firm.bufferUrl());
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT * FROM heures FOR UPDATE");
      Process process = program.start(with("sync", "suivi"));
      waitUntilBlocked();
      process.destroyForcibly().waitFor();
      other.rollback();
    }
    List<String> booked = firm.booked();
    assertThat(booked).hasSize(4);
    assertThat(buffer.rows("SELECT count(*) FROM heures WHERE sync")).containsExactly("0");
    Program.Result next = program.run(with("sync", "suivi", "--if-locked", "wait=60s"));
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(firm.booked()).isEqualTo(booked);
    assertThat(buffer.rows("SELECT id FROM heures WHERE sync ORDER BY id"))
        .containsExactly("1", "2", "3", "4");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(firm.environment());
    environment.put("NAVETTE_HOME", folder.resolve("navette-home").toString());
    return environment;
  }

  private void waitUntilBlocked() throws Exception {
    String waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    for (int i = 0; i < 600 && buffer.rows(waiting).equals(List.of("0")); i++) {
      Thread.sleep(100);
    }
    assertThat(buffer.rows(waiting)).isNotEqualTo(List.of("0"));
  }
}
