package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.PlanWriter;
import io.navette.connector.PlannedRow;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes one stream of a plan from comparison to outcome. Used by one thread. */
final class PlannedStreamRun implements AutoCloseable {
  private static final int BATCH_ROWS = 2048;

  private final PlannedStream stream;
  private final String job;
  private final StreamRule rule;
  private final PlanWriter writer;
  private final String run;
  private final Journal journal;
  private final RunListener listener;
  private final Cancellation cancellation;
  private final ExitCodes exitCodes;
  private final Timings timings = new Timings();
  private final List<RowBatch> batches;
  private long rejected;
  private Changes changes;
  private boolean committed;

  /**
   * @param writer closed with this
   */
  PlannedStreamRun(
      PlannedStream stream,
      String job,
      StreamRule rule,
      PlanWriter writer,
      String run,
      Journal journal,
      RunListener listener,
      Cancellation cancellation,
      ExitCodes exitCodes) {
    this.stream = stream;
    this.job = job;
    this.rule = rule;
    this.writer = writer;
    this.run = run;
    this.journal = journal;
    this.listener = listener;
    this.cancellation = cancellation;
    this.exitCodes = exitCodes;
    this.changes = new Changes(0, 0, stream.same(), 0);
    this.batches = batches(stream);
  }

  private static List<RowBatch> batches(PlannedStream stream) {
    List<RowBatch> batches = new ArrayList<>();
    RowBatch open = new RowBatch(stream.schema());
    for (PlannedRow row : stream.rows().rows()) {
      if (row.action().rejects() || row.action() == PlannedRow.Action.DELETE) {
        continue;
      }
      RowParser.append(
          open, new Rejection(Rejection.Stage.WRITE, row.row(), Optional.empty(), "", ""));
      if (!open.rejections().isEmpty()) {
        throw new Failure.Configuration(
            "stream " + stream.stream() + ": the plan's row " + row.key() + " can't be read",
            "make a new plan");
      }
      if (open.size() == BATCH_ROWS) {
        batches.add(open);
        open = new RowBatch(stream.schema());
      }
    }
    if (open.size() > 0) {
      batches.add(open);
    }
    return batches;
  }

  /** What is no longer as the plan saw it, in sentences; sends nothing. Blocks. */
  List<String> differences() {
    return timings.time(
        "open",
        () ->
            writer.differences(batches).stream()
                .map(difference -> "stream " + stream.stream() + ": " + difference)
                .toList());
  }

  /** Sends all; blocks. Whatever fails becomes part of the outcome, which is recorded. */
  StreamOutcome run(Leases.Lease lease) {
    listener.streamStarted(run, stream.stream(), stream.target(), stream.read());
    Throwable failure = attempt(lease);
    if (failure != null) {
      listener.streamFailed(stream.stream(), failure);
    }
    StreamOutcome outcome =
        new StreamOutcome(
            stream.stream(),
            stream.target(),
            failure == null ? 0 : exitCodes.of(failure),
            Optional.ofNullable(failure).map(Failures::text),
            stream.read(),
            stream.skipped(),
            rejected,
            changes,
            0,
            stream.before(),
            committed ? stream.after() : stream.before(),
            timings.phases(),
            timings.elapsed());
    journal.record(run, outcome);
    listener.streamFinished(run, outcome);
    return outcome;
  }

  /** Whether all of it is sent. */
  boolean committed() {
    return committed;
  }

  private @Nullable Throwable attempt(Leases.Lease lease) {
    try {
      send(lease);
      return null;
    } catch (RuntimeException e) {
      return cancellation.cancelled() && !(e instanceof Failure.Interrupted)
          ? new Failure.Interrupted("stopped while sending " + stream.stream())
          : e;
    }
  }

  private void send(Leases.Lease lease) {
    cancellation.check();
    reject(stream.rejections());
    for (RowBatch batch : batches) {
      cancellation.check();
      listener.rowsRead(stream.stream(), batch.size(), batch.weight());
      reject(timings.time("write", () -> writer.write(batch)));
    }
    if (stream.mode() == WriteMode.MIRROR && rejected > 0) {
      if (writer instanceof Staged staged) {
        staged.discard();
      }
      throw rejectedRows().failure("nothing was deleted; the other rows were sent", next());
    }
    cancellation.check();
    lease.confirm();
    Chunk chunk = new Chunk(run, lease.fence(), 1, stream.read(), stream.after(), true);
    Committed sent = timings.time("commit", () -> writer.commit(chunk));
    changes = changes.plus(sent.changes());
    reject(sent.rejections());
    if (stream.after().isPresent()) {
      journal.saveBookmark(job, stream.ledgerStream(), stream.after().get(), run);
    } else {
      journal.forgetBookmark(job, stream.ledgerStream());
    }
    committed = true;
    listener.chunkCommitted(stream.stream(), stream.read() - rejected, changes);
    if (rejectedRows().exceeded()) {
      throw rejectedRows().failure("the other rows were written", next());
    }
  }

  private void reject(List<Rejection> rows) {
    if (!rows.isEmpty()) {
      rejected += rows.size();
      journal.keep(run, job, stream.ledgerStream(), rows);
      listener.rowsRejected(stream.stream(), rows);
    }
  }

  private Rejected rejectedRows() {
    return new Rejected(rule, rejected, stream.read());
  }

  private String next() {
    return "see them with: navette history errors " + run;
  }

  @Override
  public void close() {
    writer.close();
  }
}
