package io.navette.cli;

import io.navette.connector.Settings;
import io.navette.connector.WriteMode;
import io.navette.console.Progress;
import io.navette.console.Table;
import io.navette.failure.Failure;
import io.navette.sync.Cancellation;
import io.navette.sync.Engine;
import io.navette.sync.Exchange;
import io.navette.sync.Job;
import io.navette.sync.RunOptions;
import io.navette.sync.StreamRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves or shows one stream, once. */
@Command(
    name = "transfer",
    description = "Moves one stream once, without a job; or shows its rows, with - as target.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette transfer shop:customers -                       show rows",
      "  navette transfer shop:customers - --columns id,name --limit 5",
      "  navette transfer shop:customers lake:customers --mode upsert --key id",
      "  navette transfer prices.xlsx:Prices shop:prices --mode replace",
      "  navette transfer shop:customers customers.csv.gz --mode replace",
      "  curl ... | navette transfer - shop:visits --format jsonl",
      ""
    })
final class Transfer implements Callable<Integer> {
  private static final long SHOWN = 1000;

  private final Session session;
  private final ToIntFunction<Throwable> exits;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "CONNECTION:STREAM, a file (.csv .jsonl .xlsx), or - for standard input.")
  String from = "";

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "CONNECTION:STREAM, a file, or - to show rows or write them as --format.")
  String to = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "append",
      description = "How rows meet the target: ${COMPLETION-CANDIDATES}.")
  WriteMode mode = WriteMode.APPEND;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that identify a row.")
  List<String> key = new ArrayList<>();

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "Only these columns.")
  List<String> columns = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Only these rows; SQL for SQL sources, an expression for others.")
  Optional<String> where = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      description = "At most so many rows (default when showing: 1000).")
  Optional<Long> limit = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "What - holds: csv or jsonl.")
  Optional<String> format = Optional.empty();

  Transfer(Session session, ToIntFunction<Throwable> exits) {
    this.session = session;
    this.exits = exits;
  }

  @Override
  public Integer call() {
    Ends ends = new Ends(session, format);
    End source = ends.source(from);
    if (to.equals("-") && format.isEmpty()) {
      return show(source);
    }
    if (limit.isPresent() && mode.wholeStream()) {
      throw new Failure.Usage(
          "--limit with mode "
              + mode.name().toLowerCase(Locale.ROOT)
              + " would remove the other rows",
          "use append, insert, update or upsert");
    }
    Cancellation cancellation = Cancellation.onSignal(session.surroundings().clock());
    Job job = job(source, ends.target(to, source));
    return Stop.during(cancellation, () -> run(job, cancellation));
  }

  private int show(End source) {
    long rows = limit.orElse(SHOWN);
    Table table = new Rows(source, columns, where, rows).read();
    session.console().print(table, from + " has no rows.");
    if (limit.isEmpty() && table.rows().size() == SHOWN) {
      session.console().tell("only the first 1,000 rows are shown; more with --limit");
    }
    return 0;
  }

  private int run(Job job, Cancellation cancellation) {
    return new Engine(
            session.workspace().journal(),
            session.workspace().leases(),
            Progress.of(session.console()),
            session.surroundings().clock(),
            cancellation,
            exits::applyAsInt)
        .run(job, session.runContext(job), RunOptions.DEFAULT.limitedTo(limit.orElse(0L)))
        .exit();
  }

  private Job job(End source, End target) {
    Map<String, String> kept = new LinkedHashMap<>();
    columns.forEach(column -> kept.put(column, column));
    StreamRule rule =
        new StreamRule(
            source.stream(),
            false,
            Optional.of(target.stream()),
            mode,
            key,
            List.of(),
            Duration.ZERO,
            kept,
            Map.of(),
            Map.of(),
            where,
            Map.of(),
            StreamRule.SchemaPolicy.EVOLVE,
            Set.of(),
            StreamRule.Tolerance.ANY,
            StreamRule.Guards.NONE,
            StreamRule.VerifyLevel.NONE,
            new Settings(source.endpoint().name(), Map.of()),
            new Settings(target.endpoint().name(), Map.of()),
            Exchange.NONE);
    return new Job(
        "transfer " + from + " " + to, source.endpoint(), target.endpoint(), List.of(rule), 1);
  }
}
