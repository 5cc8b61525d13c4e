package io.navette.cli.history;

import io.navette.console.Console;
import io.navette.console.Table;
import io.navette.history.RunRecord;
import io.navette.row.Bookmark;
import io.navette.sync.StreamOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one run in full. */
@Command(
    name = "show",
    description = "Shows one run: who started it, what each stream did, and how long it took.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette history show last",
      "  navette history show 20260301T10 --output json",
      ""
    })
final class Show implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "last",
      description = "A run's id, its beginning, last, or last:JOB.")
  String run = "last";

  Show(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    RunRecord record = desk.store().find(run);
    List<StreamOutcome> streams = desk.store().streams(record.start().id());
    Console console = desk.console();
    switch (console.look().output()) {
      case JSON -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(about(record));
        members.put("streams", streams.stream().map(Show::members).toList());
        console.printOne(members);
      }
      case CSV -> console.print(table(streams), "");
      case TABLE -> people(console, record, streams);
    }
    return 0;
  }

  private static void people(Console console, RunRecord record, List<StreamOutcome> streams) {
    console.printOne(about(record));
    console.print("");
    console.print(table(streams), "No stream was finished.");
    for (StreamOutcome stream : streams) {
      console.print("");
      console.print(stream.stream() + " scanned " + Texts.window(stream.before(), stream.after()));
      stream.error().ifPresent(error -> console.print("  " + error.replace("\n", "\n  ")));
      console.print(phases(stream), "");
    }
  }

  static Map<String, @Nullable Object> about(RunRecord record) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("run", record.start().id());
    members.put("job", record.start().job());
    members.put("outcome", record.outcome());
    members.put("error", record.error().orElse(null));
    members.put("source", record.start().source());
    members.put("target", record.start().target());
    members.put("trigger", Texts.lower(record.start().trigger()));
    members.put("host", record.start().host());
    members.put("user", record.start().user());
    members.put("pid", record.start().pid());
    members.put("configuration", record.start().configHash());
    members.put("started", record.start().at());
    members.put("finished", record.finished().orElse(null));
    members.put("elapsed", record.elapsed().orElse(null));
    members.put("rejections_kept", record.kept());
    return members;
  }

  static Map<String, @Nullable Object> members(StreamOutcome stream) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("stream", stream.stream());
    members.put("target", stream.target());
    members.put("exit", stream.exit());
    members.put("error", stream.error().orElse(null));
    members.put("cursor_before", stream.before().map(Bookmark::json).orElse(null));
    members.put("cursor_after", stream.after().map(Bookmark::json).orElse(null));
    members.put("read", stream.read());
    members.put("skipped", stream.skipped());
    members.put("created", stream.changes().created());
    members.put("updated", stream.changes().updated());
    members.put("unchanged", stream.changes().unchanged());
    members.put("deleted", stream.changes().deleted());
    members.put("rejected", stream.rejected());
    members.put("bytes", stream.bytes());
    members.put("elapsed", stream.elapsed());
    members.put("phases", stream.phases());
    return members;
  }

  static Table table(List<StreamOutcome> streams) {
    Table table =
        Table.of(
            Table.text("stream"),
            Table.text("target"),
            Table.count("exit"),
            Table.count("read"),
            Table.count("skipped"),
            Table.count("created"),
            Table.count("updated"),
            Table.count("unchanged"),
            Table.count("deleted"),
            Table.count("rejected"),
            Table.bytes("bytes"),
            Table.duration("elapsed"));
    for (StreamOutcome stream : streams) {
      Map<String, @Nullable Object> members = members(stream);
      table.row(table.columns().stream().map(column -> members.get(column.name())).toArray());
    }
    return table;
  }

  private static Table phases(StreamOutcome stream) {
    List<Table.Column> columns = new ArrayList<>();
    stream.phases().keySet().forEach(phase -> columns.add(Table.duration(phase)));
    Table table = Table.of(columns.toArray(new Table.Column[0]));
    return table.row((Object[]) stream.phases().values().toArray(new Duration[0]));
  }
}
