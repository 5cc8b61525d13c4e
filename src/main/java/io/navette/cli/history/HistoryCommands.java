package io.navette.cli.history;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about past runs, in one list. */
public final class HistoryCommands {
  private HistoryCommands() {}

  /** {@code history} with everything below it. */
  public static CommandLine line(HistoryDesk desk) {
    CommandLine state =
        new CommandLine(new State())
            .addSubcommand("get", new StateGet(desk))
            .addSubcommand("set", new StateSet(desk))
            .addSubcommand("reset", new StateReset(desk));
    return new CommandLine(new History())
        .addSubcommand("list", new ListRuns(desk))
        .addSubcommand("show", new Show(desk))
        .addSubcommand("errors", new Errors(desk))
        .addSubcommand("retry", new Retry(desk))
        .addSubcommand("stats", new Stats(desk))
        .addSubcommand("report", new Report(desk))
        .addSubcommand("prune", new Prune(desk))
        .addSubcommand("export", new Export(desk))
        .addSubcommand("state", state);
  }

  @Command(
      name = "history",
      synopsisSubcommandLabel = "COMMAND",
      description = "Shows what past runs did, and carries over what they rejected.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  navette history list                    the last runs",
        "  navette history show last               one run in full",
        "  navette history errors last             the rows it rejected",
        "  navette history retry last              try them again",
        ""
      })
  private static final class History {}

  @Command(
      name = "state",
      synopsisSubcommandLabel = "COMMAND",
      description = "Shows and changes where the next run of a stream starts.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  navette history state get shop",
        "  navette history state reset shop people     read it from the beginning",
        ""
      })
  private static final class State {}
}
