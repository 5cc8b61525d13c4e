package io.navette.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the construction firm's flows with the built program, between small systems of this machine,
 * and prints what moved. Ends with the program's exit code where that is not 0.
 */
public final class SagesDemo {
  private final ConstructionFirm firm;
  private final Path folder;
  private final String program;
  private final PrintStream out;

  private SagesDemo(ConstructionFirm firm, Path folder, String program, PrintStream out) {
    this.firm = firm;
    this.folder = folder;
    this.program = program;
    this.out = out;
  }

  /**
   * Blocks until all is shown.
   *
   * @param arguments a folder to work in, and the program
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int exit;
    try (ConstructionFirm firm = new ConstructionFirm(folder)) {
      exit = new SagesDemo(firm, folder, arguments[1], System.out).show();
    }
    // The test PostgreSQL ends with the process, which other threads would keep.
    System.exit(exit);
  }

  private int show() throws Exception {
    firm.hours();
    out.println("Three sites and four employees in SQL Server, six hours in BatiSimply.");
    int exit = run("test");
    say("The first run carries everything: sites out, hours in");
    exit = Math.max(exit, run("sync", "--flow", "sages"));
    tables();
    say("Who is missing? One hour is of an employee whom the accounts do not know");
    exit = Math.max(exit, run("history", "errors", "last:suivi"));
    say("The second run: nothing has changed");
    exit = Math.max(exit, run("sync", "--flow", "sages"));
    say("Somebody moves an hour, validates another, recodes a site, and signs a new contract");
    firm.batisimply().slot(3, "2025-10-26T06:15:30Z", 75, "VALIDATED", "u-1", 42);
    firm.batisimply().slot(6, "2025-10-27T09:00:00Z", 60, "VALIDATED", "u-2", 42);
    firm.batisimply().recode(43, "B125");
    firm.accounts()
        .run(
            "INSERT INTO dbo.ChantierDef VALUES ('00000126', 'Petit', 'Cave', '2025-11-03', NULL)");
    exit = Math.max(exit, run("sync", "--flow", "sages"));
    tables();
    return exit;
  }

  private void say(String text) {
    out.printf("%n-- %s --%n", text);
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    out.printf("%n$ navette %s%n", String.join(" ", arguments));
    out.flush();
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--config", folder.resolve("sages.yaml").toString()));
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().putAll(firm.environment());
    process.environment().put("NAVETTE_HOME", folder.resolve("home").toString());
    return process.start().waitFor();
  }

  private void tables() throws SQLException {
    out.println();
    show(
        "chantiers in the buffer: code, client, marked, project",
        firm.buffer(),
        "code, nom_client, sync, batisimply_id FROM chantiers ORDER BY code");
    show(
        "heures in the buffer: id, UTC, minutes, status, marked",
        firm.buffer(),
        "id, debut AT TIME ZONE 'UTC', minutes, statut, sync FROM heures ORDER BY id");
    out.println("dbo.SuiviMO: site, employee, local time, hours, travel, meal");
    firm.booked().forEach(row -> out.println("  " + row));
    out.println("projects of BatiSimply: " + firm.batisimply().codes());
  }

  private void show(String title, TestTables tables, String query) throws SQLException {
    out.println(title);
    tables.rows("SELECT " + query).forEach(row -> out.println("  " + row));
  }
}
