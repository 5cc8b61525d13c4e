package io.navette.cli.history;

import io.navette.console.Table;
import io.navette.history.JobStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds runs up. */
@Command(
    name = "stats",
    description = "Adds runs up per job: how many went well, how long they take, what they moved.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette history stats", "  navette history stats shop --since 30d", ""})
final class Stats implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only runs of this job.")
  Optional<String> job = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      converter = Days.class,
      description = "Only runs started in the last 12h, 30d, 8w.")
  Optional<Duration> since = Optional.empty();

  Stats(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Table table =
        Table.of(
            Table.text("job"),
            Table.count("runs"),
            Table.text("success"),
            Table.duration("median"),
            Table.count("read"),
            Table.count("written"),
            Table.count("rejected"),
            Table.moment("last_success"));
    for (JobStatistics statistics :
        desk.store().statistics(job, since.map(desk.clock().instant()::minus))) {
      table.row(
          statistics.job(),
          statistics.runs(),
          String.format(Locale.ROOT, "%.1f %%", 100 * statistics.successRate()),
          statistics.median().orElse(null),
          statistics.read(),
          statistics.written(),
          statistics.rejected(),
          statistics.lastSuccess().orElse(null));
    }
    desk.console().print(table, "No run is recorded.");
    return 0;
  }
}
