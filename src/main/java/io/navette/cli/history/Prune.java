package io.navette.cli.history;

import io.navette.history.Pruned;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes old runs. */
@Command(
    name = "prune",
    description = "Removes old runs with their rejected rows; bookmarks stay.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette history prune --older-than 90d --keep 20", ""})
final class Prune implements Callable<Integer> {
  private final HistoryDesk desk;

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "SPAN",
      converter = Days.class,
      description = "Runs started longer ago: 12h, 30d, 8w.")
  Duration age = Duration.ZERO;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "10",
      description = "Keep the newest runs of each job all the same (default: ${DEFAULT-VALUE}).")
  int keep = 10;

  Prune(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Pruned pruned = desk.store().prune(desk.clock().instant().minus(age), keep);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("runs", pruned.runs());
    members.put("rejections", pruned.rejections());
    members.put("sent", pruned.sent());
    desk.console().printOne(members);
    return 0;
  }
}
