package io.navette.console;

import io.navette.connector.Changes;
import io.navette.sync.RunOutcome;
import io.navette.sync.StreamOutcome;
import java.util.ArrayList;
import java.util.List;

/** What became of a run, in words. */
final class RunSummary {
  private final RunOutcome outcome;

  RunSummary(RunOutcome outcome) {
    this.outcome = outcome;
  }

  /** One line that says it all, for a log. */
  String line() {
    return outcome.job() + ": " + verdict() + ", " + figures() + " (run " + outcome.run() + ")";
  }

  /** The last line of a run that somebody watched. */
  String closing(Style style) {
    String mark = failed() == 0 && outcome.exit() == 0 ? style.good("✓") : style.bad("✗");
    return mark + " " + style.bold(outcome.job()) + " " + verdict() + ", " + figures();
  }

  /** The streams' and the run's own errors, each with its place. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    for (StreamOutcome stream : outcome.streams()) {
      stream.error().ifPresent(error -> errors.add(stream.stream() + ": " + error));
    }
    outcome
        .error()
        .filter(
            error -> outcome.streams().stream().noneMatch(s -> s.error().equals(outcome.error())))
        .ifPresent(errors::add);
    return errors;
  }

  /** The command that tells more; empty when all went well and nothing was rejected. */
  String next() {
    long rejected = outcome.streams().stream().mapToLong(StreamOutcome::rejected).sum();
    if (rejected > 0) {
      return "navette history errors " + outcome.run();
    }
    return outcome.exit() == 0 ? "" : "navette history show " + outcome.run();
  }

  private long failed() {
    return outcome.streams().stream().filter(stream -> stream.exit() != 0).count();
  }

  private String verdict() {
    String time = " in " + Human.duration(outcome.elapsed());
    if (failed() > 0) {
      return failed() + " of " + Human.count(outcome.streams().size(), "stream") + " failed" + time;
    }
    return (outcome.exit() == 0 ? "done" : "stopped") + time;
  }

  private String figures() {
    long read = outcome.streams().stream().mapToLong(StreamOutcome::read).sum();
    long rejected = outcome.streams().stream().mapToLong(StreamOutcome::rejected).sum();
    Changes changes =
        outcome.streams().stream().map(StreamOutcome::changes).reduce(Changes.NONE, Changes::plus);
    if (read == 0 && changes.touched() == 0) {
      return "nothing new";
    }
    return Human.count(read, "row") + " read" + written(changes, rejected);
  }

  /** {@code , 3 created, 2 rejected}: only what there was. */
  static String written(Changes changes, long rejected) {
    return part(changes.created(), "created")
        + part(changes.updated(), "updated")
        + part(changes.unchanged(), "unchanged")
        + part(changes.deleted(), "deleted")
        + part(rejected, "rejected");
  }

  private static String part(long rows, String what) {
    return rows == 0 ? "" : ", " + Human.count(rows) + " " + what;
  }
}
