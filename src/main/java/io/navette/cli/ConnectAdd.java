package io.navette.cli;

import io.navette.config.ConfigFiles;
import io.navette.config.ConnectionDraft;
import io.navette.connector.Connector;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a new connection into the YAML, and its secrets into the keystore. */
@Command(
    name = "add",
    description = {
      "Tests a new connection, then writes it into the YAML.",
      "A terminal asks for what was not given. Without one, stdin is the value of --secret.",
      "A secret goes to the keystore as NAME_KEY; the YAML only refers to it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect add                                   step by step",
      "  navette connect add desk --type csv --set path=in",
      "  pass show shop | navette connect add shop --type postgres --set host=db \\",
      "    --set database=shop --set user=etl --secret password",
      ""
    })
final class ConnectAdd implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "What jobs call it.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The kind of system: navette connect types.")
  Optional<String> type = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting: navette connect types TYPE; a list's values between commas.")
  List<String> values = new ArrayList<>();

  @Option(
      names = "--secret",
      paramLabel = "KEY",
      description = "A setting to be kept in the keystore.")
  List<String> secrets = new ArrayList<>();

  @Option(names = "--no-test", description = "Write it untested.")
  boolean untested;

  ConnectAdd(Session session) {
    this.session = session;
  }

  /** All commands have a {@code --set} that overrides the YAML; here it is another. */
  static void addTo(CommandLine connect, Session session) {
    CommandLine line = new CommandLine(new ConnectAdd(session));
    CommandSpec add = line.getCommandSpec();
    OptionSpec own = add.findOption("--set");
    add.remove(own);
    connect.addSubcommand(line);
    add.remove(add.findOption("--set")).addOption(own);
  }

  @Override
  public Integer call() {
    ConfigFiles files = session.configFiles();
    PendingSecrets pending = new PendingSecrets(session.keystore());
    try (ConnectAnswers answers = session.answers()) {
      ConnectionDraft draft = draft(files, answers);
      List<String> names = secrets.stream().map(draft::secret).toList();
      files.rehearse(draft);
      values(names, answers, pending);
      answers.complete(draft, pending);
      new NewConnection(session, files, draft, pending).save(answers, !untested);
    }
    return 0;
  }

  private ConnectionDraft draft(ConfigFiles files, ConnectAnswers answers) {
    String named = name.orElseGet(() -> answers.name(files::nameProblem));
    Optional<String> problem = files.nameProblem(named);
    if (problem.isPresent()) {
      throw new Failure.Usage(problem.get(), "give it a new name of letters, digits, _ and -");
    }
    Connector connector =
        ConnectTypes.connector(
            session.catalog(), type.orElseGet(() -> answers.type(session.catalog())));
    ConnectionDraft draft = new ConnectionDraft(named, connector);
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new Failure.Usage("--set " + value + ": expected KEY=VALUE", "e.g. --set path=in");
      }
      draft.set(value.substring(0, equals), value.substring(equals + 1));
    }
    return draft;
  }

  private void values(List<String> names, ConnectAnswers answers, PendingSecrets pending) {
    if (!names.isEmpty()) {
      answers.pause();
      pending.unlock();
      List<Secret> typed = answers.secrets(secrets);
      for (int i = 0; i < names.size(); i++) {
        pending.add(names.get(i), typed.get(i));
      }
    }
  }
}
