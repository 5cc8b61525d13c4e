package io.navette.cli;

import io.navette.config.ConfigFiles;
import io.navette.config.ConnectionDraft;
import io.navette.connector.Connector;
import io.navette.connector.Setting;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import io.navette.secret.SecretFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a connection over from another program's file. */
@Command(
    name = "import",
    description = {
      "Writes a connection out of another program's credentials into the YAML.",
      "FILE is JSON (server, user, password, database), YAML or dotenv. Secrets go to the keystore.",
      "What is there already is not replaced. The file stays; delete it once all works."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect import credentials.json erp --type sqlserver",
      "  navette connect import .env buffer --type postgres --prefix POSTGRES_",
      "  navette connect import .env chantier --type batisimply --prefix BATISIMPLY_ \\",
      "    --set auth.method=password",
      ""
    })
final class ConnectImport implements Callable<Integer> {
  /** What other programs call a setting, by its last word. */
  private static final Map<String, List<String>> ALSO =
      Map.of(
          "host", List.of("server", "hostname"),
          "server", List.of("host", "hostname"),
          "user", List.of("username", "login", "uid"),
          "username", List.of("user", "login"),
          "password", List.of("pass", "pwd"),
          "database", List.of("dbname", "db", "name"),
          "base_url", List.of("url", "api_url"),
          "token_url", List.of("sso_url", "auth_url"));

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of credentials.")
  Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "NAME", description = "What jobs call the connection.")
  String name = "";

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "The kind of system: navette connect types.")
  String type = "";

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Take only the names that begin so, e.g. POSTGRES_ or sqlserver.")
  String prefix = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting the file lacks, or has wrong.")
  List<String> values = new ArrayList<>();

  @Option(names = "--no-test", description = "Write it untested.")
  boolean untested;

  ConnectImport(Session session) {
    this.session = session;
  }

  /** All commands have a {@code --set} that overrides the YAML; here it is another. */
  static void addTo(CommandLine connect, Session session) {
    CommandLine line = new CommandLine(new ConnectImport(session));
    CommandSpec spec = line.getCommandSpec();
    OptionSpec own = spec.findOption("--set");
    spec.remove(own);
    connect.addSubcommand(line);
    spec.remove(spec.findOption("--set")).addOption(own);
  }

  @Override
  public Integer call() {
    ConfigFiles files = session.configFiles();
    files
        .nameProblem(name)
        .ifPresent(
            problem -> {
              throw new Failure.Usage(problem, "give it a new name of letters, digits, _ and -");
            });
    Connector connector = ConnectTypes.connector(session.catalog(), type);
    ConnectionDraft draft = new ConnectionDraft(name, connector);
    List<String> given = new ArrayList<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new Failure.Usage("--set " + value + ": expected KEY=VALUE", "e.g. --set port=1433");
      }
      draft.set(value.substring(0, equals), value.substring(equals + 1));
      given.add(value.substring(0, equals));
    }
    PendingSecrets pending = new PendingSecrets(session.keystore());
    try (ConnectAnswers answers = session.answers()) {
      take(connector, draft, given, pending);
      files.rehearse(draft);
      new NewConnection(session, files, draft, pending).save(answers, !untested);
    }
    return 0;
  }

  /** Tells by name what it has no use for; values are not told. */
  private void take(
      Connector connector, ConnectionDraft draft, List<String> given, PendingSecrets pending) {
    Map<String, Secret> found = new TreeMap<>();
    SecretFiles.named(file.toString(), text())
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                found.put(plain(key.substring(prefix.length())), value);
              }
            });
    for (Setting setting : connector.settings()) {
      Optional<Secret> value = value(setting, found);
      if (value.isPresent() && !given.contains(setting.name()) && !value.get().reveal().isEmpty()) {
        put(setting, value.get(), draft, pending);
      }
    }
    if (!found.isEmpty()) {
      session.console().tell(file + ": not taken over: " + String.join(", ", found.keySet()));
    }
  }

  private static Optional<Secret> value(Setting setting, Map<String, Secret> found) {
    String last = setting.name().substring(setting.name().lastIndexOf('.') + 1);
    List<String> names = new ArrayList<>(List.of(plain(setting.name()), last));
    names.addAll(ALSO.getOrDefault(last, List.of()));
    return names.stream().filter(found::containsKey).findFirst().map(found::remove);
  }

  private void put(Setting setting, Secret value, ConnectionDraft draft, PendingSecrets pending) {
    switch (setting.kind()) {
      case SECRET -> {
        pending.unlock();
        pending.add(draft.secret(setting.name()), value);
      }
      case MAP -> {}
      case TEXT, INTEGER, BOOLEAN, PATH, DURATION, CHOICE, LIST -> {
        if (ConnectionDraft.problem(setting, value.reveal()).isPresent()) {
          throw new Failure.Usage(
              file + ": what stands there does not fit the setting " + setting.name(),
              "give it yourself: --set " + setting.name() + "=...");
        }
        draft.set(setting.name(), value.reveal());
      }
    }
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private String text() {
    Path path = session.surroundings().folder().resolve(file);
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure.Configuration(
          "can't read " + file + ": " + e.getMessage(), "check the path and its rights", e);
    }
  }
}
