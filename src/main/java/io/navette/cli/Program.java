package io.navette.cli;

import io.navette.cli.history.HistoryCommands;
import io.navette.cli.keystore.KeystoreCommands;
import io.navette.cli.keystore.KeystoreContext;
import io.navette.console.Console;
import io.navette.failure.Failure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The command line: all commands in one readable list, and one place where errors are printed. */
public final class Program {
  private final Session session;
  private final CommandLine line;
  private final ToIntFunction<Throwable> exits;

  /**
   * Builds all commands.
   *
   * @param exits the exit code of whatever a command may throw
   */
  public Program(Surroundings surroundings, ToIntFunction<Throwable> exits) {
    Navette navette = new Navette();
    this.session = new Session(surroundings, navette.options);
    this.exits = exits;
    this.line = commands(navette);
    configure(surroundings);
  }

  private CommandLine commands(Navette navette) {
    CommandLine connect = new CommandLine(new Connect());
    connect.addSubcommand("types", new ConnectTypes(session));
    CommandLine root = new CommandLine(navette);
    root.addSubcommand("connect", connect);
    if (session.surroundings().workspaces().isPresent()) {
      ConnectAdd.addTo(connect, session);
      connect
          .addSubcommand("list", new ConnectList(session))
          .addSubcommand("show", new ConnectShow(session))
          .addSubcommand("discover", new ConnectDiscover(session))
          .addSubcommand("remove", new ConnectRemove(session));
      root.addSubcommand("test", new Test(session, exits))
          .addSubcommand("sync", new Sync(session, exits))
          .addSubcommand("transfer", new Transfer(session, exits));
    }
    connect.addSubcommand("keystore", KeystoreCommands.root(keystore()));
    root.addSubcommand("history", HistoryCommands.line(new SessionDesk(session)));
    return root.addSubcommand("generate", new Generate(session))
        .addSubcommand("warm-up", new WarmUp(session, exits));
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

  private void configure(Surroundings surroundings) {
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
  }

  private static boolean colored(Surroundings surroundings) {
    return surroundings.outWidth().isPresent() && new GlobalOptions().look(surroundings).color();
  }

  /** Runs one command; blocks until it is done. Never throws. */
  public int run(String... arguments) {
    try {
      return line.execute(arguments);
    } finally {
      session.end();
    }
  }

  /** The command line itself, for generating completion and manual pages. */
  CommandLine line() {
    return line;
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
