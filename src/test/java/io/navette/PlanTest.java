package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans for web APIs: what they show, what applying them sends, and when that is refused. */
final class PlanTest {
  private static final String PROJECTS =
      """
      Code,Libelle,Heures
      P1,Toiture Martin,120.50
      P2,Extension Leroy,80.00
      P3,Garage Blanc,12.25
      """;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private WriteServer server;

  @BeforeEach
  void start() throws IOException {
    environment.put("NAVETTE_HOME", folder.resolve("home").toString());
    environment.put("NAVETTE_CONFIG", ".");
    environment.put("NAVETTE_PASSPHRASE", "a passphrase for tests");
    environment.put("SECRET", "s3cret");
    environment.put("CLIENT", "navette");
    server = new WriteServer(WriteFixture.of("batisimply/write-projects"));
  }

  private void serve(String fixture) throws IOException {
    server.close();
    server = new WriteServer(WriteFixture.of(fixture));
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.unexpected()).isEmpty();
  }

  /** Projects of a file into BatiSimply, which has no upsert: all are listed, then POST or PUT. */
  private void projects(String more) throws IOException {
    write("chantiers.csv", PROJECTS);
    write(
        "navette.yaml",
        server.here(
                """
            connections:
              files: {type: csv, path: .}
              chantier:
                type: batisimply
                api: {base_url: "{server}/api"}
                auth: {token_url: "{server}/token", client_id: "${env:CLIENT}", client_secret: "${env:SECRET}", username: someone, password: "${env:SECRET}"}
                rate_limit: {max_requests_per_minute: 6000}
            jobs:
              chantiers:
                from: files
                to: chantier
                streams:
                  chantiers.csv:
                    into: projects
                    mode: upsert
                    key: [projectCode]
                    types: {Heures: "decimal(9,2)"}
                    columns: {projectCode: Code, projectName: Libelle, hoursSold: Heures}
            """)
            + more);
    assertThat(typed("connect", "keystore", "init").exit()).isZero();
  }

  /** Contacts of a file into HubSpot, in batches. */
  private void contacts(String mode, String more) throws IOException {
    serve("hubspot/write-contacts");
    write(
        "people.csv",
        "Email,Name\nada@example.com,Ada\nbob@example.com,Bob\ncyn@example.com,Cyn\n");
    write(
        "navette.yaml",
        server.here(
                """
            connections:
              files: {type: csv, path: .}
              crm:
                type: hubspot
                api: {base_url: "{server}"}
                auth: {access_token: "${env:SECRET}"}
            jobs:
              people:
                from: files
                to: crm
                streams:
                  people.csv:
                    into: contacts
                    mode: %s
                    key: [email]
                    columns: {email: Email, firstname: Name}
            """
                    .formatted(mode))
            + more);
    assertThat(typed("connect", "keystore", "init").exit()).isZero();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void replace(String name, String old, String now) throws IOException {
    String text = Files.readString(folder.resolve(name));
    assertThat(text).contains(old);
    write(name, text.replace(old, now));
  }

  private Typed typed(String... arguments) {
    return at(Typed.NOW, arguments);
  }

  private Typed at(Instant now, String... arguments) {
    Typed typed = Typed.at(now, folder, environment, arguments);
    assertThat(typed.out() + typed.err()).doesNotContain("s3cret", "internal error");
    return typed;
  }

  private void plan(int exit) {
    Typed planned = typed("sync", "--plan", "p.sealed");
    assertThat(planned.exit()).as(planned.err() + planned.out()).isEqualTo(exit);
    assertThat(server.writes()).isEmpty();
  }

  private Typed refused(int exit, String... arguments) {
    server.writes();
    List<String> command = new ArrayList<>(List.of("sync", "--apply", "p.sealed"));
    command.addAll(List.of(arguments));
    Typed typed = typed(command.toArray(String[]::new));
    assertThat(typed.exit()).as(typed.err()).isEqualTo(exit);
    assertThat(server.writes()).isEmpty();
    return typed;
  }

  /** Something that another user of the API does. */
  private void elsewhere(String method, String path, String json) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .header("Content-Type", "application/json")
              .header("X-Another-Program", "yes")
              .method(method, HttpRequest.BodyPublishers.ofString(json))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
    server.writes();
  }

  private String shown(Typed typed) {
    return (typed.out() + typed.err())
        .replace(server.address(), "{server}")
        .replaceAll("\\d{8}T\\d{9}-\\w{6}", "{run}")
        .replaceAll("in [\\d.]+ (ms|s)", "in {time}");
  }

  @Test
  void whatAPlanShowsIsWhatApplyingItSends() throws Exception {
    projects("");
    elsewhere(
        "POST",
        "/api/project",
        "{\"projectCode\":\"P1\",\"projectName\":\"Toit\",\"hoursSold\":120.5}");
    elsewhere(
        "POST",
        "/api/project",
        "{\"projectCode\":\"P2\",\"projectName\":\"Extension Leroy\",\"hoursSold\":80}");
    elsewhere(
        "POST",
        "/api/project",
        "{\"projectCode\":\"P4\",\"projectName\":\"Cave\",\"hoursSold\":1}");
    elsewhere(
        "POST",
        "/api/project",
        "{\"projectCode\":\"P4\",\"projectName\":\"Cave 2\",\"hoursSold\":1}");
    write("chantiers.csv", PROJECTS + "P4,Cave,2.00\nP5,Mur,1.00\nP5,Murs,1.00\n,Sans code,1.00\n");
    Typed text = typed("sync", "--dry-run");
    GoldenTest.compare("plan/projects.txt", shown(text));
    GoldenTest.compare("plan/projects.json", shown(typed("sync", "--dry-run", "--output", "json")));
    assertThat(text.exit()).isZero();
    assertThat(typed("sync", "--dry-run", "--check").exit()).isEqualTo(14);
    GoldenTest.compare("plan/made.txt", shown(typed("sync", "--plan", "p.sealed")));
    assertThat(server.writes()).isEmpty();
    server.reads();
    Typed applied = typed("sync", "--apply", "p.sealed");
    GoldenTest.compare("plan/applied.txt", shown(applied));
    // Others were sent, but four rows could not be.
    assertThat(applied.exit()).isEqualTo(8);
    assertThat(server.reads()).hasSize(1);
    assertThat(server.writes()).containsExactly("PUT /api/project", "POST /api/project");
    assertThat(server.records()).hasSize(5);
    assertThat(server.records().getFirst()).containsEntry("projectName", "Toiture Martin");
    assertThat(typed("history", "errors", "last").out())
        .contains("2 records of the target have its key", "several rows of the source");
    GoldenTest.compare("plan/twice.txt", shown(refused(13)));
    write("chantiers.csv", PROJECTS);
    assertThat(typed("sync").err()).contains("3 unchanged");
    assertThat(server.writes()).isEmpty();
  }

  @Test
  void batchesAreCountedAndRowsReadByKey() throws Exception {
    contacts("upsert", "");
    StringBuilder people = new StringBuilder("Email,Name\n");
    for (int i = 0; i < 250; i++) {
      people.append("p").append(i).append("@example.com,Person ").append(i).append('\n');
    }
    write("people.csv", people.toString());
    Typed planned = typed("sync", "--plan", "p.sealed");
    assertThat(planned.exit()).isEqualTo(14);
    assertThat(planned.out())
        .contains("and 200 more rows", "Calls to apply it: 3 to look again, 3 to write.");
    server.reads();
    assertThat(typed("sync", "--apply", "p.sealed").exit()).isZero();
    assertThat(server.reads()).hasSize(3);
    assertThat(server.writes()).hasSize(3);
    assertThat(server.records()).hasSize(250);
    replace("people.csv", "Person 7\n", "Somebody\n");
    Typed second = typed("sync", "--plan", "p.sealed");
    assertThat(second.out())
        .contains(
            "\"Person 7\"", "\"Somebody\"", "Calls to apply it: 1 to look again, 1 to write.");
    assertThat(typed("sync", "--apply", "p.sealed").err()).contains("1 updated, 249 unchanged");
    assertThat(server.writes()).hasSize(1);
  }

  @Test
  void aTargetThatChangedMeanwhileIsLeftAlone() throws Exception {
    projects("");
    elsewhere(
        "POST",
        "/api/project",
        "{\"projectCode\":\"P1\",\"projectName\":\"Toit\",\"hoursSold\":120.5}");
    plan(14);
    elsewhere("PUT", "/api/project", "{\"id\":41,\"projectName\":\"Toiture\"}");
    GoldenTest.compare("plan/changed.txt", shown(refused(13)));
    plan(14);
    elsewhere("POST", "/api/project", "{\"projectCode\":\"P3\",\"projectName\":\"Garage\"}");
    assertThat(refused(13).err()).contains("P3: planned as create, and would be update now");
    plan(14);
    elsewhere("POST", "/api/project", "{\"projectCode\":\"P3\",\"projectName\":\"Garage\"}");
    assertThat(refused(13).err()).contains("P3: 2 records of the target have its key");
  }

  @Test
  void aRunInBetweenMakesThePlanWorthless() throws Exception {
    projects("");
    plan(14);
    assertThat(typed("sync").exit()).isZero();
    assertThat(refused(13).err()).contains("another run of the job has written to it since");
  }

  @Test
  void aFileThatIsNotWhatWasSealedIsRefused() throws Exception {
    projects("");
    plan(14);
    Path file = folder.resolve("p.sealed");
    byte[] sealed = Files.readAllBytes(file);
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("Toiture", "P1");
    byte[] changed = sealed.clone();
    changed[changed.length - 20] ^= 1;
    Files.write(file, changed);
    assertThat(refused(4).err()).contains("was changed or damaged: its digest is wrong");
    Files.write(file, java.util.Arrays.copyOf(sealed, sealed.length / 2));
    assertThat(refused(4).err()).contains("was changed or damaged");
    // Somebody who knows the format.
    write("navette-home.txt", "");
    byte[] body = java.util.Arrays.copyOfRange(changed, 80, changed.length);
    String digest =
        java.util.HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(body));
    Files.write(
        file,
        ("NAVETTE-PLAN 1 " + digest + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    Files.write(file, body, java.nio.file.StandardOpenOption.APPEND);
    assertThat(refused(4).err()).contains("the keystore does not open the plan");
    Files.write(file, sealed);
    assertThat(typed("connect", "keystore", "rotate").exit()).isZero();
    assertThat(refused(4).err()).contains("its key was rotated since");
    write("p.sealed", "something else");
    assertThat(refused(4).err()).contains("is no plan of navette");
    assertThat(typed("sync", "--plan", "p.sealed").err()).contains("exists and is no plan");
    assertThat(Files.readString(file)).isEqualTo("something else");
  }

  @Test
  void aPlanGetsTooOld() throws Exception {
    projects("");
    plan(14);
    Typed late = at(Typed.NOW.plus(Duration.ofHours(25)), "sync", "--apply", "p.sealed");
    assertThat(late.exit()).as(late.err()).isEqualTo(13);
    assertThat(late.err()).contains("is older than 24h; nothing was sent", "--max-plan-age");
    Typed early = at(Typed.NOW.minus(Duration.ofHours(1)), "sync", "--apply", "p.sealed");
    assertThat(early.exit()).isEqualTo(13);
    assertThat(early.err()).contains("which is yet to come");
    assertThat(server.writes()).isEmpty();
    Instant next = Typed.NOW.plus(Duration.ofHours(30));
    Typed allowed = at(next, "sync", "--apply", "p.sealed", "--max-plan-age", "2d");
    assertThat(allowed.exit()).as(allowed.err()).isZero();
    assertThat(server.records()).hasSize(3);
  }

  @Test
  void aPlanOfAnotherConfigurationIsRefused() throws Exception {
    projects(
        """
          others:
            from: files
            to: chantier
            streams:
              chantiers.csv: {into: projects, mode: upsert, key: [Code]}
        """);
    Typed both = typed("sync", "--plan", "p.sealed");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).contains("--plan holds one job, and these are 2");
    assertThat(typed("sync", "chantiers", "--plan", "p.sealed").exit()).isEqualTo(14);
    assertThat(refused(4, "others").err()).contains("is a plan of job chantiers, not of others");
    assertThat(refused(2, "--full-refresh").err()).contains("--apply sends what its plan holds");
    replace("navette.yaml", "hoursSold: Heures}", "hours: Heures}");
    assertThat(refused(4).err()).contains("is configured otherwise than when the plan was made");
    replace("navette.yaml", "hours: Heures}", "hoursSold: Heures}");
    environment.put("CLIENT", "other");
    assertThat(refused(4).err()).contains("has other settings than when the plan was made");
    environment.put("CLIENT", "navette");
    environment.put("SECRET", "another");
    assertThat(typed("sync", "--apply", "p.sealed").exit()).isZero();
    assertThat(server.records()).hasSize(3);
  }

  @Test
  void aMirrorDeletesWhatThePlanSaysUnderItsGuard() throws Exception {
    contacts("mirror", "        guards: {max_delete: 1}\n");
    assertThat(typed("sync").exit()).isZero();
    server.writes();
    write("people.csv", "Email,Name\nada@example.com,Ada\n");
    Typed tripped = typed("sync", "--plan", "p.sealed");
    assertThat(tripped.exit()).as(tripped.err()).isEqualTo(13);
    assertThat(tripped.out()).contains("max_delete: 2 of 3 rows would be deleted");
    assertThat(tripped.err()).contains("no plan was written");
    assertThat(folder.resolve("p.sealed")).doesNotExist();
    write("people.csv", "Email,Name\nada@example.com,Ada\nbob@example.com,Robert\n");
    plan(14);
    assertThat(typed("sync", "--apply", "p.sealed").err()).contains("1 updated", "1 deleted");
    assertThat(server.records()).hasSize(2);
    // Somebody made it again: it is not the job's any more.
    write("people.csv", "Email,Name\nada@example.com,Ada\n");
    String archive = "/crm/v3/objects/contacts/batch/archive";
    elsewhere("POST", archive, "{\"inputs\":[{\"id\":\"502\"}]}");
    elsewhere(
        "POST",
        "/crm/v3/objects/contacts/batch/upsert",
        "{\"inputs\":[{\"id\":\"bob@example.com\",\"idProperty\":\"email\",\"objectWriteTraceId\":\"1\","
            + "\"properties\":{\"email\":\"bob@example.com\"}}]}");
    Typed other = typed("sync", "--dry-run");
    assertThat(other.out()).contains("record 504 has its key now, and the job wrote 502");
  }

  @Test
  void whatCannotBeReadByKeySaysSo() throws Exception {
    serve("hubspot/write-associations");
    write("links.csv", "from_id,to_id\n501,101\n");
    write(
        "navette.yaml",
        server.here(
            """
            connections:
              files: {type: csv, path: .}
              crm: {type: hubspot, api: {base_url: "{server}"}, auth: {access_token: "${env:SECRET}"}}
            jobs:
              links:
                from: files
                to: crm
                streams:
                  links.csv: {into: deals_to_contacts, mode: upsert, key: [from_id, to_id]}
            """));
    assertThat(typed("connect", "keystore", "init").exit()).isZero();
    Typed planned = typed("sync", "--plan", "p.sealed");
    assertThat(planned.exit()).isEqualTo(14);
    assertThat(planned.out())
        .contains("1 of them can't be compared, as deals_to_contacts can't be read by key");
    assertThat(typed("sync", "--apply", "p.sealed").exit()).isZero();
    assertThat(server.writes()).hasSize(1);
  }

  @Test
  void aGuardOfARunTellsWhatWasSentBeforeItTripped() throws Exception {
    projects("        guards: {min_rows: 10}\n");
    Typed tripped = typed("sync");
    assertThat(tripped.exit()).isEqualTo(13);
    assertThat(tripped.err())
        .contains(
            "error: chantiers.csv: min_rows: 3 rows, at least 10 expected; nothing was deleted, and"
                + " what was sent until then stays: 3 created, 0 updated");
    assertThat(typed("sync", "--dry-run").exit()).isEqualTo(13);
  }

  @Test
  void aTargetWithTransactionsTakesNoPlan() throws Exception {
    projects("");
    replace("navette.yaml", "jobs:\n", "  lake: {type: sqlite, path: lake.db}\njobs:\n");
    replace("navette.yaml", "to: chantier\n", "to: lake\n");
    Typed planned = typed("sync", "--plan", "p.sealed");
    assertThat(planned.exit()).isEqualTo(2);
    assertThat(planned.err()).contains("connection lake (sqlite) takes no plans");
  }

  @Test
  void anApplicationKilledWhileTheServerAnswersGoesOnWithoutDuplicates() throws Exception {
    projects("");
    plan(14);
    Map<String, String> own = new HashMap<>(environment);
    Program program = new Program(folder, own);
    server.next(WriteServer.Fault.NONE, WriteServer.Fault.HANG);
    // The plan was made by the clock of this test.
    Process process = program.start("sync", "--apply", "p.sealed", "--max-plan-age", "9999d");
    assertThat(server.awaitHanging()).isTrue();
    process.destroyForcibly().waitFor();
    assertThat(server.records()).hasSize(2);
    Program.Result again =
        program.run(
            "sync", "--apply", "p.sealed", "--max-plan-age", "9999d", "--if-locked", "wait=60s");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(server.records()).hasSize(3);
    Program.Result third = program.run("sync", "--apply", "p.sealed", "--max-plan-age", "9999d");
    assertThat(third.exit()).isEqualTo(13);
    assertThat(third.err()).contains("was applied already");
    assertThat(Example.run(program, "sync").err()).contains("3 unchanged");
  }
}
