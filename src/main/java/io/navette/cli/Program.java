package io.navette.cli;

import io.navette.cli.history.HistoryCommands;
import io.navette.cli.keystore.KeystoreCommands;
import io.navette.cli.keystore.KeystoreContext;
import io.navette.console.Console;
import io.navette.failure.Failure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The command line: all commands in one readable list, and one place where errors are printed. */
public final class Program {
  private final Navette navette = new Navette();
  private final Session session;
  private final ToIntFunction<Throwable> exits;

  /**
   * Builds nothing yet.
   *
   * @param exits the exit code of whatever a command may throw
   */
  public Program(Surroundings surroundings, ToIntFunction<Throwable> exits) {
    this.session = new Session(surroundings, navette.options);
    this.exits = exits;
  }

  /**
   * The command that is called, or all of them where the first word is none: for help, and for
   * whatever looks at them all. Each that is built costs start-up.
   */
  private CommandLine commands(String called) {
    CommandLine root = new CommandLine(navette.spec());
    Map<String, Consumer<CommandLine>> all = all();
    Consumer<CommandLine> one = all.get(called);
    if (one != null) {
      one.accept(root);
      return root;
    }
    all.values().forEach(command -> command.accept(root));
    return root.addSubcommand("generate", new Generate(session))
        .addSubcommand("warm-up", new WarmUp(session, exits));
  }

  private Map<String, Consumer<CommandLine>> all() {
    Map<String, Consumer<CommandLine>> all = new LinkedHashMap<>();
    all.put("connect", this::addConnect);
    if (session.surroundings().workspaces().isPresent()) {
      all.put("test", root -> root.addSubcommand("test", new Test(session, exits)));
      all.put("sync", root -> root.addSubcommand("sync", new Sync(session, exits).spec()));
      all.put("transfer", root -> root.addSubcommand("transfer", new Transfer(session, exits)));
    }
    all.put(
        "history",
        root -> root.addSubcommand("history", HistoryCommands.line(new SessionDesk(session))));
    return all;
  }

  private void addConnect(CommandLine root) {
    CommandLine connect = new CommandLine(new Connect());
    root.addSubcommand("connect", connect);
    connect.addSubcommand("types", new ConnectTypes(session));
    if (session.surroundings().workspaces().isPresent()) {
      ConnectAdd.addTo(connect, session);
      ConnectImport.addTo(connect, session);
      connect
          .addSubcommand("list", new ConnectList(session))
          .addSubcommand("show", new ConnectShow(session))
          .addSubcommand("discover", new ConnectDiscover(session))
          .addSubcommand("login", new ConnectLogin(session))
          .addSubcommand("remove", new ConnectRemove(session));
    }
    connect.addSubcommand("keystore", KeystoreCommands.root(keystore()));
  }

  private KeystoreContext keystore() {
    Surroundings surroundings = session.surroundings();
    return new KeystoreContext(
        () -> session.keystore(),
        session::console,
        surroundings.in(),
        session.prompt(),
        surroundings.folder());
  }

  private CommandLine configured(CommandLine line) {
    Surroundings surroundings = session.surroundings();
    line.getCommandSpec().version(surroundings.version());
    line.setDefaultValueProvider(new EnvironmentTwins(surroundings.environment()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setHelpFactory(ShortHelp::new);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(Math.clamp(surroundings.outWidth().orElse(80), 55, 100));
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((failure, arguments) -> fail(Usages.failure(failure)));
    line.setExecutionExceptionHandler((failure, command, result) -> fail(failure));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            colored(surroundings) ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return line;
  }

  private static boolean colored(Surroundings surroundings) {
    return surroundings.outWidth().isPresent() && new GlobalOptions().look(surroundings).color();
  }

  /** Runs one command; blocks until it is done. Never throws. */
  public int run(String... arguments) {
    try {
      return configured(commands(arguments.length == 0 ? "" : arguments[0])).execute(arguments);
    } finally {
      session.end();
    }
  }

  private int fail(Throwable thrown) {
    int exit = exits.applyAsInt(thrown);
    Console console = session.console();
    if (thrown instanceof Failure failure) {
      console.fail(failure, exit);
    } else {
      console.fail(
          "this is a bug in navette: " + thrown,
          "repeat the command with --debug and report its output, with the output of"
              + " navette --version, to the maintainers",
          exit);
    }
    if (session.options().debug) {
      thrown.printStackTrace(session.surroundings().err());
    }
    return exit;
  }
}
