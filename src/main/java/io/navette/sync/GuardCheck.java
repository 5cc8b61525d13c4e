package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.connector.Staged;
import io.navette.failure.Failure;
import io.navette.sync.StreamRule.Guards;
import io.navette.sync.StreamRule.Guards.Limit;
import io.navette.sync.StreamRule.Guards.MinRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks a stream's guards before its only commit; all that trip are named together. */
final class GuardCheck {
  private static final String UNCHANGED = "the target is unchanged";

  private final String job;
  private final String stream;
  private final Guards guards;
  private final Journal journal;

  GuardCheck(String job, String stream, Guards guards, Journal journal) {
    this.job = job;
    this.stream = stream;
    this.guards = guards;
    this.journal = journal;
  }

  /**
   * @param passRows rows of the whole pass, those of an interrupted run included
   * @param sentAtOnce whether the target has rows as soon as they are read
   * @throws Failure.Guarded naming every guard that tripped
   */
  void check(Tally tally, long passRows, Optional<Staged> staged, boolean sentAtOnce) {
    List<String> tripped = new ArrayList<>();
    guards.minRows().ifPresent(limit -> minRows(limit, passRows, tripped));
    guards.maxNulls().forEach((column, share) -> maxNulls(column, share, tally, tripped));
    staged.ifPresent(
        rows -> guards.maxDelete().ifPresent(limit -> maxDelete(limit, rows, tripped)));
    if (!tripped.isEmpty()) {
      throw new Failure.Guarded(
          String.join("; ", tripped) + "; " + (sentAtOnce ? sent(tally, staged) : UNCHANGED),
          "look at the source, or change guards of job " + job + " if this is right");
    }
  }

  private static String sent(Tally tally, Optional<Staged> staged) {
    Changes sent = tally.changes().plus(staged.map(Staged::pending).orElse(Changes.NONE));
    return sent.created() + sent.updated() == 0
        ? UNCHANGED
        : "nothing was deleted, and what was sent until then stays: "
            + sent.created()
            + " created, "
            + sent.updated()
            + " updated";
  }

  private void minRows(MinRows limit, long rows, List<String> tripped) {
    double wanted = limit.value();
    String origin = "";
    if (limit.medianOf() > 0) {
      List<Long> former =
          journal.rowsRead(job, stream, limit.medianOf()).stream().sorted().toList();
      if (former.isEmpty()) {
        return;
      }
      long median = former.get(former.size() / 2);
      wanted = limit.value() * median;
      origin = " (" + percent(limit.value()) + " of the median " + median + ")";
    }
    if (rows < wanted) {
      tripped.add("min_rows: " + rows + " rows, at least " + plain(wanted) + origin + " expected");
    }
  }

  private static void maxNulls(String column, double share, Tally tally, List<String> tripped) {
    double found = tally.nullShare(column);
    if (found > share) {
      tripped.add(
          "max_nulls: " + percent(found) + " of " + column + " is null, at most " + percent(share));
    }
  }

  private static void maxDelete(Limit limit, Staged staged, List<String> tripped) {
    Changes pending = staged.pending();
    long rows = staged.targetRows();
    double allowed = limit.share() ? limit.value() * rows : limit.value();
    if (pending.deleted() > allowed) {
      tripped.add(
          "max_delete: "
              + pending.deleted()
              + " of "
              + rows
              + " rows would be deleted, at most "
              + (limit.share() ? percent(limit.value()) : plain(allowed)));
    }
  }

  private static String percent(double share) {
    return plain(Math.round(share * 1000) / 10.0) + "%";
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.1f", number);
  }
}
