package io.navette.cli.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets a bookmark. */
@Command(
    name = "set",
    description = "Sets where the next run of a stream starts, in the form that get shows.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette history state set shop people '{\"at\":\"2026-03-01\"}'", ""})
final class StateSet implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  String job = "";

  @Parameters(index = "1", paramLabel = "STREAM", description = "The stream.")
  String stream = "";

  @Parameters(index = "2", paramLabel = "BOOKMARK", description = "A bookmark, in JSON.")
  String bookmark = "";

  StateSet(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    try (JsonParser parser = new JsonFactory().createParser(bookmark)) {
      while (parser.nextToken() != null) {
        parser.finishToken();
      }
    } catch (IOException e) {
      throw new Failure.Usage(
          "the bookmark is no JSON: " + bookmark,
          "see its form with: navette history state get " + job + " " + stream);
    }
    desk.store().setState(job, stream, new Bookmark(bookmark));
    desk.console().tell("the next run of " + job + ", " + stream + " starts at " + bookmark);
    return 0;
  }
}
