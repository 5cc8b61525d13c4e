package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRows;
import io.navette.connector.WriteMode;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One stream of a plan: all that is needed to write it without its source.
 *
 * @param ledgerStream the stream's name in the journal
 * @param schema of the rows
 * @param key of the target
 * @param read rows the source delivered
 * @param skipped those of them that {@code where} left out
 * @param same rows that are as they were when they were last sent, and so not part of the plan
 * @param before the bookmark from which it was read
 * @param after the bookmark once it is written; empty for a full read
 * @param refused rows that reader, mapping or checks refused
 */
public record PlannedStream(
    String stream,
    String ledgerStream,
    String target,
    WriteMode mode,
    Schema schema,
    List<String> key,
    long read,
    long skipped,
    long same,
    Optional<Bookmark> before,
    Optional<Bookmark> after,
    PlannedRows rows,
    List<Rejection> refused) {
  public PlannedStream {
    key = List.copyOf(key);
    refused = List.copyOf(refused);
  }

  static PlannedStream of(
      StreamPlan plan,
      Tally tally,
      Changes changes,
      Optional<Bookmark> before,
      Optional<Bookmark> after,
      PlannedRows rows,
      List<Rejection> refused) {
    long found =
        rows.rows().stream().filter(row -> row.action() == PlannedRow.Action.UNCHANGED).count();
    return new PlannedStream(
        plan.stream(),
        plan.ledgerStream(),
        plan.target(),
        plan.rule().mode(),
        plan.mapping().output(),
        plan.key(),
        tally.read(),
        tally.skipped(),
        changes.unchanged() - found,
        before,
        after,
        rows,
        refused);
  }

  /** Whether applying it would change the target. */
  public boolean changes() {
    return rows.rows().stream().anyMatch(row -> row.action().changes());
  }

  /** All rows that are not sent, as they are kept. */
  List<Rejection> rejections() {
    List<Rejection> all = new ArrayList<>(refused);
    for (PlannedRow row : rows.rows()) {
      if (row.action().rejects()) {
        all.add(
            new Rejection(Rejection.Stage.WRITE, row.row(), Optional.empty(), row.reason(), ""));
      }
    }
    return all;
  }
}
