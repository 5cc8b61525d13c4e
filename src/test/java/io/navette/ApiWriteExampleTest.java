package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of writing runs as it stands, but that a local server answers for the vendor. */
final class ApiWriteExampleTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void projectsAreCreatedThenUnchangedThenUpdated() throws Exception {
    try (WriteServer server = server()) {
      Program program = example(server);
      Program.Result planned = program.run("sync", "--dry-run");
      assertThat(planned.out()).as(planned.err()).contains("projects");
      assertThat(server.writes()).isEmpty();
      Program.Result first = program.run("sync");
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(first.err()).contains("1 of 5 rows were rejected");
      assertThat(program.run("history", "errors", "last").out())
          .contains("projectName must not be blank");
      assertThat(server.records()).hasSize(3);
      assertThat(server.records().getFirst())
          .containsEntry("hoursSold", 120.5)
          .containsEntry("startEstimated", "2026-02-02");
      Path rows = folder.resolve("chantiers.csv");
      String text = Files.readString(rows).replace("00000126,,", "00000126,Cave Petit,");
      Files.writeString(rows, text);
      Program.Result second = program.run("sync");
      assertThat(second.exit()).as(second.err()).isZero();
      assertThat(second.err()).contains("1 created", "3 unchanged");
      server.writes();
      Files.writeString(rows, text.replace("Garage Blanc", "Garage Noir"));
      assertThat(program.run("sync").err()).contains("1 updated", "3 unchanged");
      assertThat(server.writes()).containsExactly("PUT /api/project");
      assertThat(server.records()).hasSize(4);
    }
  }

  @Test
  void aRunKilledWhileTheServerAnswersGoesOnWithoutDuplicates() throws Exception {
    try (WriteServer server = server()) {
      Program program = example(server);
      server.next(WriteServer.Fault.NONE, WriteServer.Fault.HANG);
      Process process = program.start("sync");
      assertThat(server.awaitHanging()).as(Files.readString(folder.resolve("run-4.err"))).isTrue();
      process.destroyForcibly().waitFor();
      assertThat(server.records()).hasSize(2);
      Program.Result again = program.run("sync", "--if-locked", "wait=60s");
      assertThat(again.exit()).as(again.err()).isEqualTo(8);
      assertThat(server.records()).hasSize(3);
    }
  }

  private static WriteServer server() throws IOException {
    return new WriteServer(WriteFixture.of("batisimply/write-projects"));
  }

  private Program example(WriteServer server) throws Exception {
    try (Stream<Path> files = Files.list(Path.of("config-examples", "batisimply-write"))) {
      for (Path file : files.toList()) {
        String text =
            Files.readString(file)
                .replace("max_requests_per_minute: 60", "max_requests_per_minute: 6000")
                .replace("https://api.batisimply.example", server.address())
                .replaceAll("\"https://sso.batisimply.example.*\"", server.address() + "/token");
        Files.writeString(folder.resolve(String.valueOf(file.getFileName())), text);
      }
    }
    Program program =
        new Program(
            folder,
            Map.of(
                "NAVETTE_HOME", folder.resolve("home").toString(),
                "NAVETTE_CONFIG", ".",
                "NAVETTE_PASSPHRASE", "a passphrase for tests"));
    program.run("connect", "keystore", "init");
    for (String secret : new String[] {"client_secret", "password"}) {
      assertThat(
              program.runWith("s3cret", "connect", "keystore", "set", "chantier." + secret).exit())
          .isZero();
    }
    return program;
  }
}
