package io.navette.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.StringJoiner;
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
  /** The port of a PostgreSQL on this host that may be written to, without a password. */
  private static final String SERVER = "NAVETTE_WARM_UP_POSTGRES";

  /** The port of the API that is served here. */
  private static final String API = "NAVETTE_WARM_UP_API";

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

  private static final String[][] FETCHED = {{"test"}, {"sync"}, {"sync"}};

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
    HttpServer api = api();
    try {
      Files.writeString(folder.resolve("people.csv"), people());
      Map<String, String> environment = environment(folder, api.getAddress().getPort());
      learn("files.yaml", folder, environment, COMMANDS);
      learn("api.yaml", folder, environment, FETCHED);
      if (environment.containsKey(SERVER)) {
        learn("postgres.yaml", folder, environment, SERVED);
      } else {
        loadDriver();
      }
    } finally {
      api.stop(0);
      delete(folder);
    }
    return 0;
  }

  private void learn(
      String yaml, Path folder, Map<String, String> environment, String[]... commands)
      throws IOException {
    try (InputStream text =
        Objects.requireNonNull(WarmUp.class.getResourceAsStream("warm-up/" + yaml))) {
      Files.write(folder.resolve("navette.yaml"), text.readAllBytes());
    }
    for (String[] command : commands) {
      new Program(surroundings(folder, environment), exits).run(command);
    }
  }

  /** One full page of people, and an empty one. */
  private static HttpServer api() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/people",
        exchange -> {
          boolean first = exchange.getRequestURI().getQuery().contains("page=1&");
          byte[] answer =
              ("{\"data\":[" + (first ? records() : "") + "]}").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
    return server;
  }

  private static String records() {
    StringJoiner records = new StringJoiner(",");
    for (int id = 1; id <= 10; id++) {
      records.add(
          "{\"id\":"
              + id
              + ",\"name\":\"Zoé\",\"balance\":1.5,\"changed\":\"2026-01-31T08:00:00Z\"}");
    }
    return records.toString();
  }

  private Map<String, String> environment(Path folder, int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NAVETTE_HOME", folder.resolve("home").toString());
    environment.put("NAVETTE_PASSPHRASE", "warm-up");
    environment.put(API, Integer.toString(port));
    String server = session.surroundings().environment().get(SERVER);
    if (server != null) {
      environment.put(SERVER, server);
    }
    return environment;
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

  private Surroundings surroundings(Path folder, Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        session.surroundings().version(),
        environment,
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
