package io.navette.cli.history;

import io.navette.console.Human;
import io.navette.console.Table;
import io.navette.history.KeptRejection;
import io.navette.history.RunRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists rejected rows. */
@Command(
    name = "errors",
    description = "Lists the rows a run rejected, each with its reason.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette history errors last",
      "  navette history errors last:invoices",
      "  navette history errors last --stream people --output json",
      ""
    })
final class Errors implements Callable<Integer> {
  private final HistoryDesk desk;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "last",
      description = "A run's id, its beginning, last, or last:JOB.")
  String run = "last";

  @Option(names = "--stream", paramLabel = "NAME", description = "Only this stream's.")
  Optional<String> stream = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  int limit = 100;

  Errors(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    RunRecord record = desk.store().find(run);
    Table table =
        Table.of(
            Table.text("stream"),
            Table.text("position"),
            Table.text("stage"),
            Table.text("column"),
            Table.text("reason"),
            Table.text("row"),
            Table.text("replayed"));
    desk.store()
        .rejections(record.start().id(), stream, limit)
        .forEach(rejection -> add(table, rejection));
    desk.console().print(table, "Run " + record.start().id() + " has no rejected rows.");
    long gone = record.totals().rejected() - record.kept();
    if (gone > 0) {
      desk.console()
          .tell(Human.count(gone, "more row") + " rejected: beyond what is kept of a run");
    }
    return 0;
  }

  private static void add(Table table, KeptRejection kept) {
    table.row(
        kept.stream(),
        kept.rejection().position(),
        Texts.lower(kept.rejection().stage()),
        kept.rejection().column().orElse(null),
        kept.rejection().reason(),
        kept.rejection().row(),
        kept.replayed().orElse(null));
  }
}
