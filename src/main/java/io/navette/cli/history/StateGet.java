package io.navette.cli.history;

import io.navette.console.Table;
import io.navette.history.StreamState;
import io.navette.row.Bookmark;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows bookmarks. */
@Command(
    name = "get",
    description = "Shows where the next run of each stream starts.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette history state get", "  navette history state get shop people", ""})
final class StateGet implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "Only this job's.")
  Optional<String> job = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STREAM",
      description = "Only this stream's.")
  Optional<String> stream = Optional.empty();

  StateGet(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Table table =
        Table.of(
            Table.text("job"),
            Table.text("stream"),
            Table.text("bookmark"),
            Table.text("former"),
            Table.text("run"),
            Table.moment("changed"));
    for (StreamState state : desk.store().states(job, stream)) {
      table.row(
          state.job(),
          state.stream(),
          state.bookmark().map(Bookmark::json).orElse(null),
          state.former().map(Bookmark::json).orElse(null),
          state.run().orElse(null),
          state.changed());
    }
    desk.console().print(table, "No stream has a bookmark.");
    return 0;
  }
}
