package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret is anywhere but in the keystore, whatever the program does with it. */
final class SecretsTest {
  private static final String SECRET = "pl4nted-S3cret@:/%#&";
  private static final String PASSPHRASE = "pl4nted passphrase of the keystore";

  @TempDir Path folder = Path.of("unset");
  private Program program = new Program(Path.of("unset"), Map.of());
  private final StringBuilder shown = new StringBuilder();

  @Test
  void plantedSecretsAreFoundNowhere() throws Exception {
    Path home = folder.resolve("home");
    Path passphrase = Files.createTempFile("navette-passphrase", "");
    Files.writeString(passphrase, PASSPHRASE);
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    program =
        new Program(
            folder,
            Map.of(
                "NAVETTE_HOME", home.toString(), "NAVETTE_PASSPHRASE_FILE", passphrase.toString()));
    configuration();
    assertThat(run(0, "connect", "keystore", "init")).isNotNull();
    program.runWith(SECRET, "connect", "keystore", "set", "db");
    run(0, "connect", "keystore", "list");
    run(0, "connect", "show", "pg");
    run(0, "connect", "list", "--output", "json");
    run(3, "test");
    run(5, "sync", "refused", "--verbose");
    run(6, "sync", "unreachable", "--debug", "--log-format", "json");
    run(0, "sync", "good", "--verbose");
    run(0, "history", "list", "--output", "json");
    run(0, "history", "export");
    run(0, "connect", "keystore", "rotate");
    whileRunning("sync", "good", "--full-refresh");
    Files.delete(passphrase);
    assertThat(shown.toString()).isNotEmpty().doesNotContain(SECRET).doesNotContain(PASSPHRASE);
    for (Path file : files()) {
      assertThat(contains(file, SECRET) || contains(file, PASSPHRASE))
          .as(file.toString())
          .isFalse();
    }
  }

  private void configuration() throws Exception {
    String url = TestPostgres.newDatabase();
    String place =
        "type: postgres, port: "
            + TestPostgres.port()
            + ", database: "
            + url.replaceAll(".*/|\\?.*", "");
    String secret = "user: %s, password: \"${secret:db}\"";
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          files: {type: csv, path: data}
          pg: {%1$s, host: localhost, %2$s}
          stranger: {%1$s, host: localhost, %3$s}
          gone: {type: postgres, port: 1, database: x, host: localhost, %2$s}
        jobs:
          good: {from: files, to: pg, streams: {a.csv: {into: a}}}
          refused: {from: files, to: stranger, streams: {a.csv: {into: a}}}
          unreachable: {from: files, to: gone, streams: {a.csv: {into: a}}}
        """
            .formatted(place, secret.formatted(TestPostgres.USER), secret.formatted("nobody")));
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/a.csv"), "id,name\n1,x\n");
  }

  private Program.Result run(int exit, String... arguments) throws Exception {
    Program.Result result = program.run(arguments);
    assertThat(result.exit())
        .as("%s: %s", String.join(" ", arguments), result.err())
        .isEqualTo(exit);
    shown.append(result.out()).append(result.err());
    return result;
  }

  /** What {@code ps} would show of a process. */
  private void whileRunning(String... arguments) throws Exception {
    Process process = program.start(arguments);
    while (process.isAlive()) {
      shown.append(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")));
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    assertThat(process.exitValue()).isZero();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean contains(Path file, String text) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
  }
}
