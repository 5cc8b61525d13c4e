package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A configuration of config-examples, copied to a folder and run by the program itself. */
public final class Example {
  private static final String SECRET = "s3cret";

  private Example() {}

  /**
   * The program in a copy of an example.
   *
   * @param changed puts local addresses into a file's text
   * @param more of the environment
   */
  public static Program copy(
      String name, Path folder, UnaryOperator<String> changed, Map<String, String> more)
      throws IOException {
    try (Stream<Path> files = Files.list(Path.of("config-examples", name))) {
      for (Path file : files.toList()) {
        Files.writeString(
            folder.resolve(String.valueOf(file.getFileName())),
            changed.apply(Files.readString(file)));
      }
    }
    Map<String, String> environment = new HashMap<>(more);
    environment.put("NAVETTE_HOME", folder.resolve("home").toString());
    environment.put("NAVETTE_CONFIG", ".");
    environment.put("NAVETTE_PASSPHRASE", "a passphrase for tests");
    return new Program(folder, environment);
  }

  /** Puts a secret into the keystore, which is made when there is none. */
  public static void secret(Program program, String name) throws Exception {
    program.run("connect", "keystore", "init");
    assertThat(program.runWith(SECRET, "connect", "keystore", "set", name).exit()).isZero();
  }

  /** A command that succeeds and tells no secret. */
  public static Program.Result run(Program program, String... command) throws Exception {
    Program.Result result = program.run(command);
    assertThat(result.exit()).as(result.err() + result.out()).isZero();
    assertThat(result.err() + result.out()).doesNotContain(SECRET);
    return result;
  }

  /** What a table holds, as lines of CSV without the heading. */
  public static List<String> rows(Program program, String table) throws Exception {
    List<String> lines =
        run(program, "transfer", table, "-", "--output", "csv").out().lines().toList();
    return lines.subList(1, lines.size());
  }
}
