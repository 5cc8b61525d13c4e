package io.navette.cli.history;

import io.navette.console.Table;
import io.navette.history.HistoryStore;
import io.navette.history.KeptRejection;
import io.navette.history.RunRecord;
import io.navette.sync.Cancellation;
import io.navette.sync.Job;
import io.navette.sync.Replay;
import io.navette.sync.RunIds;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays rejected rows. */
@Command(
    name = "retry",
    description = "Sends rejected rows through the job's present mapping again.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette history retry last",
      "  navette history retry last --stream people",
      "",
      "Exits with 8 when rows are rejected again.",
      ""
    })
final class Retry implements Callable<Integer> {
  private static final int REJECTED = 8;

  private final HistoryDesk desk;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "last",
      description = "A run's id, its beginning, last, or last:JOB.")
  String run = "last";

  @Option(names = "--stream", paramLabel = "NAME", description = "Only this stream's.")
  Optional<String> stream = Optional.empty();

  Retry(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    RunRecord record = desk.store().find(run);
    Job job = desk.job(record.start().job());
    Map<String, List<KeptRejection>> streams =
        desk.store().rejections(record.start().id(), stream).stream()
            .filter(kept -> kept.replayed().isEmpty())
            .collect(
                Collectors.groupingBy(
                    KeptRejection::stream, LinkedHashMap::new, Collectors.toList()));
    Table table = Table.of(Table.text("stream"), Table.count("written"), Table.count("refused"));
    boolean refused = false;
    for (Map.Entry<String, List<KeptRejection>> entry : streams.entrySet()) {
      Replay.Outcome outcome = replay(job, entry.getKey(), entry.getValue());
      refused |= !outcome.refused().isEmpty();
      table.row(entry.getKey(), (long) outcome.written().size(), (long) outcome.refused().size());
    }
    desk.console()
        .print(table, "Run " + record.start().id() + " has no rejected row left to retry.");
    return refused ? REJECTED : 0;
  }

  private Replay.Outcome replay(Job job, String name, List<KeptRejection> rejections) {
    HistoryStore store = desk.store();
    String id = RunIds.next(desk.clock().instant(), new SecureRandom());
    Replay.Outcome outcome =
        new Replay(store, store, Cancellation.onSignal(desk.clock()))
            .run(job, name, rejections.stream().map(Retry::kept).toList(), id);
    store.markReplayed(outcome.written(), id);
    outcome.refused().forEach(again -> store.markRefused(again.id(), again.reason()));
    return outcome;
  }

  private static Replay.Kept kept(KeptRejection rejection) {
    return new Replay.Kept(rejection.number(), rejection.rejection());
  }
}
