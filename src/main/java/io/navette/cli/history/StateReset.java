package io.navette.cli.history;

import io.navette.failure.Failure;
import io.navette.history.StreamState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets bookmarks. */
@Command(
    name = "reset",
    description =
        "Lets the next run of a stream, or of all a job's streams, start at the beginning.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette history state reset shop people",
      "  navette history state reset shop",
      ""
    })
final class StateReset implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  String job = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "STREAM", description = "Only this stream.")
  Optional<String> stream = Optional.empty();

  StateReset(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    List<String> streams =
        stream
            .map(List::of)
            .orElseGet(
                () ->
                    desk.store().states(Optional.of(job), Optional.empty()).stream()
                        .map(StreamState::stream)
                        .toList());
    if (streams.isEmpty()) {
      throw new Failure.Usage(
          "no stream of job " + job + " has a bookmark", "see all: navette history state get");
    }
    for (String name : streams) {
      desk.store().resetState(job, name);
      desk.console().tell("the next run of " + job + ", " + name + " starts at the beginning");
    }
    return 0;
  }
}
