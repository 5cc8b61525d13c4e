package io.navette.cli.history;

import io.navette.console.Table;
import io.navette.history.RunFilter;
import io.navette.history.RunRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs. */
@Command(
    name = "list",
    description = "Lists runs, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette history list",
      "  navette history list shop --outcome failed --since 7d",
      ""
    })
final class ListRuns implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only runs of this job.")
  Optional<String> job = Optional.empty();

  @Option(names = "--outcome", paramLabel = "WHAT", description = "Only ${COMPLETION-CANDIDATES}.")
  Optional<RunFilter.Outcome> outcome = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      converter = Days.class,
      description = "Only runs started in the last 12h, 30d, 8w.")
  Optional<Duration> since = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  int limit = 20;

  ListRuns(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Table table =
        Table.of(
            Table.text("run"),
            Table.text("job"),
            Table.text("outcome"),
            Table.moment("started"),
            Table.duration("elapsed"),
            Table.count("read"),
            Table.count("written"),
            Table.count("deleted"),
            Table.count("rejected"),
            Table.text("trigger"));
    RunFilter filter = new RunFilter(job, outcome, since.map(desk.clock().instant()::minus), limit);
    desk.store().list(filter).forEach(run -> add(table, run));
    desk.console().print(table, "No run is recorded.");
    return 0;
  }

  private static void add(Table table, RunRecord run) {
    table.row(
        run.start().id(),
        run.start().job(),
        run.outcome(),
        run.start().at(),
        run.elapsed().orElse(null),
        run.totals().read(),
        run.totals().written(),
        run.totals().deleted(),
        run.totals().rejected(),
        Texts.lower(run.start().trigger()));
  }
}
