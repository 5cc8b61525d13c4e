package io.navette.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs the usual commands once on files of its own, so that the cache of loaded classes learns them
 * when the distribution is made.
 */
@Command(name = "warm-up", hidden = true, description = "Trains the class cache.")
final class WarmUp implements Callable<Integer> {
  private static final String YAML =
      """
      connections:
        files: {type: csv, path: .}
        shop: {type: sqlite, path: shop.db}
      jobs:
        people:
          from: files
          to: shop
          streams:
            people.csv: {into: people, mode: upsert, key: [id]}
      """;

  /** What is learned from a server in addition, where {@link #SERVER} names one. */
  private static final String POSTGRES =
      """
      connections:
        files: {type: csv, path: .}
        db: {type: postgres, host: 127.0.0.1, port: "${env:NAVETTE_WARM_UP_POSTGRES}", database: postgres, user: postgres, sslmode: disable}
      jobs:
        load:
          from: files
          to: db
          streams:
            people.csv: {into: people, mode: upsert, key: [id]}
        copy:
          from: db
          to: db
          streams:
            people: {into: copied, mode: append}
        map:
          from: db
          to: db
          streams:
            people: {into: mapped, mode: upsert, key: [id], columns: {id: id, name: upper(name)}}
        export:
          from: db
          to: files
          streams:
            people: {into: out.csv, mode: replace}
      """;

  /** The port of a PostgreSQL on this host that may be written to, without a password. */
  private static final String SERVER = "NAVETTE_WARM_UP_POSTGRES";

  private static final Pattern DRIVER =
      Pattern.compile(
          "(org/postgresql/(copy|core|jdbc|util|fastpath|replication|largeobject|hostchooser|plugin"
              + "|ds)/.*|org/postgresql/[A-Z].*)\\.class");

  private static final String[][] COMMANDS = {
    {"--version"},
    {"--help"},
    {"sync", "--help"},
    {"connect", "types"},
    {"connect", "list"},
    {"test"},
    {"sync"},
    {"sync", "--log-format", "json"},
    {"transfer", "people.csv", "-", "--limit", "5"},
    {"transfer", "people.csv", "people.jsonl"},
    {"history", "list"},
    {"history", "list", "--output", "json"},
    {"sync", "no-such-job"},
  };

  /** Twice each: a second run resumes, merges and finds what is there. */
  private static final String[][] SERVED = {
    {"test"}, {"sync"}, {"sync"}, {"sync", "copy", "--full-refresh", "--verify", "counts"},
  };

  private final Session session;
  private final ToIntFunction<Throwable> exits;

  WarmUp(Session session, ToIntFunction<Throwable> exits) {
    this.session = session;
    this.exits = exits;
  }

  @Override
  public Integer call() throws IOException, ClassNotFoundException {
    Path folder = Files.createTempDirectory("navette-warm-up");
    try {
      Files.writeString(folder.resolve("navette.yaml"), YAML);
      Files.writeString(folder.resolve("people.csv"), people());
      for (String[] command : COMMANDS) {
        new Program(surroundings(folder), exits).run(command);
      }
      if (!session.surroundings().environment().containsKey(SERVER)) {
        loadDriver();
      } else {
        Files.writeString(folder.resolve("navette.yaml"), POSTGRES);
        for (String[] command : SERVED) {
          new Program(surroundings(folder), exits).run(command);
        }
      }
    } finally {
      delete(folder);
    }
    return 0;
  }

  /**
   * There is no PostgreSQL to talk to where the distribution is made; its driver's classes are
   * loaded one by one instead.
   */
  private static void loadDriver() throws IOException, ClassNotFoundException {
    Path driver =
        Path.of(
            URI.create(
                String.valueOf(
                    Class.forName("org.postgresql.Driver")
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation())));
    try (JarFile jar = new JarFile(driver.toFile())) {
      jar.stream()
          .map(JarEntry::getName)
          .filter(name -> DRIVER.matcher(name).matches())
          .forEach(name -> load(name.replace('/', '.').replaceFirst("[.]class$", "")));
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, true, WarmUp.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // What needs an optional library is not needed here.
      return;
    }
  }

  private static String people() {
    StringBuilder lines = new StringBuilder("id,name,joined,balance\n");
    for (int id = 1; id <= 10; id++) {
      lines.append(id).append(",Zoé ").append(id).append(",2026-01-31,").append(id).append(".50\n");
    }
    return lines.toString();
  }

  private Surroundings surroundings(Path folder) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        session.surroundings().version(),
        Map.of(
            "NAVETTE_HOME",
            folder.resolve("home").toString(),
            "NAVETTE_PASSPHRASE",
            "warm-up",
            SERVER,
            session.surroundings().environment().getOrDefault(SERVER, "")),
        folder,
        session.surroundings().in(),
        nowhere,
        nowhere,
        OptionalInt.of(80),
        OptionalInt.of(80),
        false,
        session.surroundings().clock(),
        session.surroundings().catalog(),
        session.surroundings().workspaces());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(WarmUp::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
