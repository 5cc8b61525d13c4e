package io.navette.sync;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends kept rejections through the job's current mapping again; those the target refused, which
 * are kept as they were mapped, to the target alone. Every row is a chunk of its own, so that each
 * is either in the target and named as done, or still rejected with its present reason.
 */
public final class Replay {
  private final Journal journal;
  private final Leases leases;
  private final Cancellation cancellation;

  public Replay(Journal journal, Leases leases, Cancellation cancellation) {
    this.journal = journal;
    this.leases = leases;
    this.cancellation = cancellation;
  }

  /** A rejection as kept; its id is the history's number, which grows. */
  public record Kept(long id, Rejection rejection) {}

  /** A rejection that was refused again, and why. */
  public record Refused(long id, String reason) {}

  /** What became of the rejections. */
  public record Outcome(List<Long> written, List<Refused> refused) {
    public Outcome {
      written = List.copyOf(written);
      refused = List.copyOf(refused);
    }
  }

  /**
   * Replays one stream's rejections in the order of their ids; blocks. Takes the job's lease.
   *
   * @param run an id for this replay, from {@link RunIds}
   * @throws io.navette.failure.Failure when the target as a whole fails; rows done until then stay
   *     done
   */
  public Outcome run(Job job, String stream, List<Kept> kept, String run) {
    try (Leases.Lease lease = leases.acquire(job.name(), run, Duration.ZERO);
        Source source = Ends.source(job);
        Sink sink = Ends.sink(job)) {
      RunOptions options = RunOptions.DEFAULT.selecting(stream);
      StreamSelection.Selected selected =
          new StreamSelection(job, Optional.of(stream)).resolve(source).get(0);
      StreamPlan plan =
          new Planner(job, options, new Lookups(job.name(), cancellation))
              .plan(selected, source, sink);
      if (sink instanceof TableKeeping tables && !plan.change().isEmpty()) {
        plan.change().apply(tables, plan.target(), plan.mapping().output(), plan.key());
      }
      return replay(plan, request(plan), sink, lease, run, kept);
    }
  }

  /** Rows that belong to a replaced target are added to it. */
  private static WriteRequest request(StreamPlan plan) {
    WriteMode mode =
        switch (plan.rule().mode()) {
          case REPLACE, APPEND -> WriteMode.APPEND;
          case MIRROR, UPSERT -> WriteMode.UPSERT;
          case INSERT -> WriteMode.INSERT;
          case UPDATE -> WriteMode.UPDATE;
        };
    return new WriteRequest(
        plan.job(),
        plan.stream() + " [retry]",
        plan.target(),
        plan.mapping().output(),
        mode,
        plan.key(),
        false,
        plan.rule().targetOptions());
  }

  private Outcome replay(
      StreamPlan plan,
      WriteRequest request,
      Sink sink,
      Leases.Lease lease,
      String run,
      List<Kept> kept) {
    IdSet done = sink instanceof LedgerKeeping ledger ? done(ledger, request) : new IdSet();
    List<Long> written = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    long sequence = 0;
    for (Kept one : kept) {
      cancellation.check();
      if (done.contains(one.id())) {
        written.add(one.id());
        continue;
      }
      lease.confirm();
      sequence++;
      done.add(one.id());
      Bookmark bookmark = new Bookmark(done.toString());
      Chunk chunk = new Chunk(run, lease.fence(), sequence, 1, Optional.of(bookmark), false);
      Optional<String> reason = write(plan, request, sink, chunk, one.rejection());
      if (reason.isPresent()) {
        done.remove(one.id());
        refused.add(new Refused(one.id(), reason.get()));
      } else {
        written.add(one.id());
      }
    }
    return new Outcome(written, refused);
  }

  /** Rejections are replayed in any order, so the ledger names each that is in the target. */
  private static IdSet done(LedgerKeeping ledger, WriteRequest request) {
    return ledger
        .lastCommitted(request)
        .flatMap(Chunk::bookmark)
        .map(bookmark -> IdSet.parse(bookmark.json()))
        .orElseGet(IdSet::new);
  }

  /** Empty when the row is in the target now; otherwise why not. */
  private Optional<String> write(
      StreamPlan plan, WriteRequest request, Sink sink, Chunk chunk, Rejection rejection) {
    RowBatch row = row(plan, rejection);
    List<Rejection> refused = new ArrayList<>(row.rejections());
    if (refused.isEmpty() && row.size() > 0) {
      try (RowWriter writer = Writers.open(sink, request, journal, chunk.run())) {
        refused.addAll(writer.write(row));
        if (refused.isEmpty()) {
          Committed committed = writer.commit(chunk);
          refused.addAll(committed.rejections());
        }
      }
    }
    return refused.stream().findFirst().map(Rejection::reason);
  }

  /** The row as the target gets it. One that the target refused was kept as it had been mapped. */
  private static RowBatch row(StreamPlan plan, Rejection rejection) {
    boolean mapped = rejection.stage() == Rejection.Stage.WRITE;
    RowBatch batch = new RowBatch(mapped ? plan.mapping().output() : plan.source());
    RowParser.append(batch, rejection);
    return mapped ? batch : plan.mapping().apply(batch).batch();
  }
}
