package io.navette.cli.history;

import io.navette.console.Human;
import io.navette.history.KeptRejection;
import io.navette.history.RunRecord;
import io.navette.sync.StreamOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a run up for people. */
@Command(
    name = "report",
    description = "Writes a run up in Markdown, to be mailed or kept.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette history report last > run.md", ""})
final class Report implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "last",
      description = "A run's id, its beginning, last, or last:JOB.")
  String run = "last";

  @Option(
      names = "--rejections",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rejected rows to quote at most (default: ${DEFAULT-VALUE}).")
  int limit = 20;

  Report(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    RunRecord record = desk.store().find(run);
    StringJoiner text = new StringJoiner("\n");
    text.add("# " + record.start().job() + ": " + record.outcome()).add("");
    Show.about(record)
        .forEach(
            (name, value) ->
                text.add("- " + name.replace('_', ' ') + ": " + plain(ungrouped(value))));
    streams(text, desk.store().streams(record.start().id()));
    rejections(text, record, desk.store().rejections(record.start().id(), Optional.empty(), limit));
    desk.console().print(text.toString());
    return 0;
  }

  private static void streams(StringJoiner text, List<StreamOutcome> streams) {
    text.add("").add("## Streams").add("");
    text.add(
        "| stream | exit | read | created | updated | unchanged | deleted | rejected | time |");
    text.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (StreamOutcome stream : streams) {
      text.add(
          row(
              stream.stream(),
              (long) stream.exit(),
              stream.read(),
              stream.changes().created(),
              stream.changes().updated(),
              stream.changes().unchanged(),
              stream.changes().deleted(),
              stream.rejected(),
              stream.elapsed()));
    }
    for (StreamOutcome stream : streams) {
      text.add("").add("- " + cell(stream.stream()) + " scanned `" + window(stream) + "`");
      stream.error().ifPresent(error -> text.add("  - error: " + cell(error)));
    }
  }

  private static String window(StreamOutcome stream) {
    return Texts.window(stream.before(), stream.after()).replace('`', '\'');
  }

  private static void rejections(
      StringJoiner text, RunRecord record, List<KeptRejection> rejections) {
    text.add("").add("## Rejected rows").add("");
    text.add(
        Human.count(record.totals().rejected())
            + " rejected, "
            + Human.count(record.kept())
            + " of them kept, "
            + rejections.size()
            + " shown.");
    if (!rejections.isEmpty()) {
      text.add("")
          .add("| stream | position | column | reason | row |")
          .add("|---|---|---|---|---|");
    }
    for (KeptRejection kept : rejections) {
      text.add(
          row(
              kept.stream(),
              kept.rejection().position(),
              kept.rejection().column().orElse(""),
              kept.rejection().reason(),
              kept.rejection().row()));
    }
  }

  private static String row(Object... cells) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |");
    for (Object cell : cells) {
      row.add(plain(cell));
    }
    return row.toString();
  }

  /** A process id is no amount. */
  private static @Nullable Object ungrouped(@Nullable Object value) {
    return value instanceof Long number ? number.toString() : value;
  }

  private static String plain(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case Long number -> Human.count(number);
      case Duration time -> Human.duration(time);
      case Instant moment -> Human.moment(moment);
      default -> cell(value.toString());
    };
  }

  /** Rows hold what anybody may have typed; it must stay text. */
  private static String cell(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("[", "\\[")
        .replaceAll("\\R", " ");
  }
}
