package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.AllOrNothing;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.DistinctKeys;
import io.navette.connector.EncodedReading;
import io.navette.connector.EncodedWriting;
import io.navette.connector.Filtering;
import io.navette.connector.IdMapped;
import io.navette.connector.Receipting;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.TurnTaking;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.mapping.Mapped;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Carries one planned stream: read, map, write, commit chunk by chunk. Used by one thread. */
final class StreamTransfer {
  private final RunScope scope;
  private final StreamPlan plan;
  private final Tally tally;
  private final Timings timings;
  private final ResumePoint start;
  private final boolean holdToEnd;
  private final Optional<SentRows> sent;
  private final Followers followers;
  private final List<Rejection> unkept = new ArrayList<>();
  private @Nullable Turns turns;

  /** Chunks are small where several writers take them, and until that is known. */
  private long chunkBytes;

  private long sequence;
  private Optional<Bookmark> read = Optional.empty();
  private Optional<Bookmark> reached;

  /**
   * @param sent given every row before it is written; empty where none is asked for
   */
  StreamTransfer(
      RunScope scope,
      StreamPlan plan,
      ResumePoint start,
      Tally tally,
      Timings timings,
      Optional<SentRows> sent) {
    this.scope = scope;
    this.plan = plan;
    this.start = start;
    this.tally = tally;
    this.timings = timings;
    this.sent = sent;
    this.followers = new Followers(scope, plan, tally);
    this.sequence = start.sequence();
    this.reached = start.since();
    this.chunkBytes = mayTakeTurns() ? Turns.CHUNK_BYTES : Long.MAX_VALUE;
    this.holdToEnd = plan.singleChunk() || scope.sink() instanceof AllOrNothing;
  }

  /** Moves the rest of the pass. What was committed before a failure stays. */
  void run() {
    WriteRequest request = plan.writeRequest(false);
    if (start.leftovers()) {
      dropLeftovers(request);
    }
    try (RowWriter writer = openWriter(request);
        ReadAhead ahead = readAhead()) {
      transfer(ahead, writer);
    }
  }

  private void transfer(ReadAhead ahead, RowWriter writer) {
    try {
      copy(ahead, writer);
      finish(writer);
    } catch (RuntimeException e) {
      Turns others = turns;
      if (others != null) {
        others.abandon(e);
      }
      if (writer instanceof Receipting receipting) {
        Committed stays = receipting.settled();
        tally.changed(stays.changes());
        followers.failed(stays, e);
      }
      throw e;
    } finally {
      Turns others = turns;
      if (others != null) {
        others.close();
      }
      followers.end();
    }
  }

  /** Where the next run resumes, as far as chunks were committed; empty for a full read. */
  Optional<Bookmark> reached() {
    return reached;
  }

  /** Rows the target accepted in the whole pass. */
  long passRows() {
    return start.rows() + tally.accepted();
  }

  private void dropLeftovers(WriteRequest request) {
    try (RowWriter writer = openWriter(request)) {
      discard(writer);
    }
  }

  @MustBeClosed
  private RowWriter openWriter(WriteRequest request) {
    long begin = System.nanoTime();
    try {
      synchronized (scope.lock()) {
        return Writers.open(scope.sink(), request, scope.journal(), scope.run());
      }
    } finally {
      timings.since("open", begin);
    }
  }

  private ReadAhead readAhead() {
    boolean pushWhere = scope.source() instanceof Filtering;
    Optional<ReadAhead.Opening> encoded = encoded();
    return new ReadAhead(
        encoded.orElse(scope.source()::read),
        plan.readRequest(start.since(), scope.options(), pushWhere),
        plan.mapping(),
        timings,
        scope.cancellation(),
        encoded.isPresent() ? new Object() : scope.lock());
  }

  /** Rows that nothing is asked of pass from one system to its like without becoming cells. */
  private Optional<ReadAhead.Opening> encoded() {
    boolean asIs =
        plan.mapping().isIdentity(plan.source()) && plan.rule().guards().maxNulls().isEmpty();
    if (asIs
        && scope.source() instanceof EncodedReading source
        && scope.sink() instanceof EncodedWriting sink) {
      synchronized (scope.lock()) {
        if (sink.takes(source, plan.writeRequest(false))) {
          return Optional.of(source::readEncoded);
        }
      }
    }
    return Optional.empty();
  }

  private void copy(ReadAhead ahead, RowWriter writer) {
    ChunkClock clock = ChunkClock.of(writer, scope.options());
    for (Optional<Mapped> next = ahead.next(); next.isPresent(); next = ahead.next()) {
      scope.cancellation().check();
      Mapped mapped = next.get();
      write(mapped, writer);
      clock.add(mapped.batch().size(), mapped.batch().weight());
      read = mapped.batch().bookmark();
      if (read.isPresent() && clock.due(chunkBytes) && mayCommit()) {
        commit(writer, read, false);
        clock.restart();
      }
    }
  }

  private void write(Mapped read, RowWriter writer) {
    List<Rejection> rejections = read.batch().rejections();
    int refusedBefore = rejections.size();
    tally.mapped(read, refusedBefore);
    tally.countNulls(read.batch(), plan.rule().guards().maxNulls().keySet());
    scope.listener().rowsRead(plan.stream(), read.batch().size(), read.batch().weight());
    sent.ifPresent(rows -> rows.add(read.batch()));
    Mapped mapped = followers.before(read);
    tally.rejectedByTarget(rejections.size() - refusedBefore);
    rejected(rejections);
    Turns others = turns;
    if (others == null) {
      refused(timings.time("write", () -> writer.write(mapped.batch())));
    } else {
      long begin = System.nanoTime();
      others.write(mapped);
      timings.since("write", begin);
    }
  }

  private void refused(List<Rejection> rejections) {
    tally.rejectedByTarget(rejections.size());
    followers.refused(rejections);
    rejected(rejections);
  }

  private void rejected(List<Rejection> rejections) {
    if (!rejections.isEmpty()) {
      unkept.addAll(rejections);
      scope.listener().rowsRejected(plan.stream(), rejections);
    }
  }

  /**
   * A rejected row is missing from what replaces the target. Holding commits from then on makes a
   * resumed run meet the row again, so that it can't be forgotten.
   */
  private boolean mayCommit() {
    return !holdToEnd && !(plan.rule().mode().wholeStream() && tally.rejected() > 0);
  }

  private void commit(RowWriter writer, Optional<Bookmark> bookmark, boolean last) {
    scope.cancellation().check();
    scope.lease().confirm();
    keepRejections();
    sequence++;
    Chunk chunk =
        new Chunk(scope.run(), scope.lease().fence(), sequence, passRows(), bookmark, last);
    Turns others = turns;
    if (others != null) {
      others.commit(chunk);
      if (last) {
        long begin = System.nanoTime();
        others.finish();
        timings.since("commit", begin);
      }
    } else {
      committed(chunk, timings.time("commit", () -> writer.commit(chunk)));
      if (!last && chunkBytes == Turns.CHUNK_BYTES) {
        takeTurns(writer, chunk);
      }
    }
  }

  /** Whether several writers may take this stream's chunks, as far as that is known here. */
  private boolean mayTakeTurns() {
    return (plan.rule().mode() == WriteMode.APPEND || eachRowHasItsOwnPlace())
        && scope.sink() instanceof TurnTaking
        && followers.isEmpty()
        && plan.rule().guards().isEmpty();
  }

  /** Rows of two chunks that are merged by key never meet in the target. */
  private boolean eachRowHasItsOwnPlace() {
    return plan.rule().mode() == WriteMode.UPSERT
        && scope.source() instanceof DistinctKeys
        && plan.keepsKey();
  }

  /** Behind the first chunk, as most streams have but one. */
  private void takeTurns(RowWriter first, Chunk committed) {
    WriteRequest request = plan.writeRequest(false);
    int writers = 1;
    synchronized (scope.lock()) {
      if (scope.sink() instanceof TurnTaking sink) {
        writers = sink.writers(request);
      }
    }
    if (writers == 1) {
      chunkBytes = Long.MAX_VALUE;
      return;
    }
    Turn.Terms terms =
        new Turn.Terms(
            plan.stream(),
            refused -> scope.journal().keep(scope.run(), plan.job(), plan.ledgerStream(), refused),
            scope.cancellation(),
            Turns.PATIENCE,
            new AtomicBoolean());
    turns = new Turns(first, writers, () -> openWriter(request), committed, terms, this::settled);
  }

  /** Its refused rows are kept already. */
  private void settled(Turn.Settled turn) {
    tally.rejectedByTarget(turn.refused().size());
    if (!turn.refused().isEmpty()) {
      scope.listener().rowsRejected(plan.stream(), turn.refused());
    }
    committed(turn.chunk(), turn.committed());
  }

  private void committed(Chunk chunk, Committed committed) {
    reached = chunk.bookmark();
    tally.changed(committed.changes());
    refused(committed.rejections());
    keepRejections();
    followers.committed(committed);
    saveBookmark(chunk.bookmark(), chunk.last());
    scope.listener().chunkCommitted(plan.stream(), chunk.rows(), committed.changes());
  }

  private void keepRejections() {
    if (!unkept.isEmpty()) {
      scope.journal().keep(scope.run(), plan.job(), plan.ledgerStream(), unkept);
      unkept.clear();
    }
  }

  /** Staged rows are resumed from the ledger alone; a range leaves no state behind. */
  private void saveBookmark(Optional<Bookmark> bookmark, boolean last) {
    String stream = plan.ledgerStream();
    boolean staged = plan.rule().mode().wholeStream() && !last;
    if (bookmark.isPresent() && !staged && !(last && scope.options().ranged())) {
      scope.journal().saveBookmark(plan.job(), stream, bookmark.get(), scope.run());
    } else if (last) {
      scope.journal().forgetBookmark(plan.job(), stream);
    }
  }

  private void finish(RowWriter writer) {
    if (rejectedRows().blocks()) {
      keepRejections();
      discard(writer);
      throw tooManyRejections(
          scope.sink() instanceof IdMapped
              ? "nothing was deleted; the other rows were sent"
              : "nothing was changed, since rows would be missing");
    }
    checkGuards(writer);
    commit(writer, plan.cursor().isEmpty() ? Optional.empty() : read.or(start::since), true);
    if (rejectedRows().exceeded()) {
      throw tooManyRejections("the other rows were written");
    }
  }

  private void checkGuards(RowWriter writer) {
    Optional<Staged> staged =
        writer instanceof Staged found ? Optional.of(found) : Optional.empty();
    GuardCheck guards =
        new GuardCheck(plan.job(), plan.stream(), plan.rule().guards(), scope.journal());
    try {
      guards.check(tally, passRows(), staged, scope.sink() instanceof IdMapped);
    } catch (Failure.Guarded tripped) {
      keepRejections();
      discard(writer);
      throw tripped;
    }
  }

  private static void discard(RowWriter writer) {
    if (writer instanceof Staged staged) {
      staged.discard();
    }
  }

  private Rejected rejectedRows() {
    return new Rejected(plan.rule(), tally.rejected(), tally.read());
  }

  private Failure tooManyRejections(String consequence) {
    return rejectedRows()
        .failure(consequence, "see them with: navette history errors " + scope.run());
  }
}
