package io.navette.sync;

import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.Sink;
import io.navette.connector.WriteRequest;
import io.navette.row.Bookmark;
import java.util.Optional;

/**
 * Where a stream goes on.
 *
 * @param since what the reader is given; empty to read from the beginning
 * @param sequence the last committed chunk of an unfinished pass; 0 at the start of a pass
 * @param rows accepted by the target in this pass so far
 * @param leftovers whether an unfinished pass is given up, so that its staged rows must go
 * @param warning what an operator should know of it
 */
record ResumePoint(
    Optional<Bookmark> since,
    long sequence,
    long rows,
    boolean leftovers,
    Optional<String> warning) {

  /** Whether an earlier run left this pass unfinished. */
  boolean inPass() {
    return sequence > 0;
  }

  /**
   * The target's ledger goes before the journal, unless an operator spoke after it. Where rows are
   * acknowledged only the journal counts, which is written after that: what was committed and not
   * acknowledged is met again.
   */
  static ResumePoint find(Journal journal, Sink sink, StreamPlan plan, RunOptions options) {
    WriteRequest request = plan.writeRequest(false);
    boolean ledgered = plan.rule().exchange().acknowledge().isEmpty();
    Optional<Chunk> chunk =
        ledgered && sink instanceof LedgerKeeping ledger
            ? ledger.lastCommitted(request)
            : Optional.empty();
    boolean unfinished = chunk.isPresent() && !chunk.get().last();
    if (options.fullRefresh()) {
      return start(Optional.empty(), request, unfinished);
    }
    Optional<String> overridden = journal.overridden(request.job(), request.stream());
    if (chunk.isEmpty()
        || overridden.map(at -> at.compareTo(chunk.get().run()) > 0).orElse(false)) {
      return start(journal.bookmark(request.job(), request.stream()), request, unfinished);
    }
    if (!unfinished) {
      return start(chunk.get().bookmark(), request, false);
    }
    return isEmptied((LedgerKeeping) sink, request, chunk.get())
        ? new ResumePoint(Optional.empty(), 0, 0, true, Optional.of(emptied(chunk.get())))
        : new ResumePoint(
            chunk.get().bookmark(),
            chunk.get().sequence(),
            chunk.get().rows(),
            false,
            Optional.empty());
  }

  /** Going on would leave out what somebody took away, the whole table perhaps. */
  private static boolean isEmptied(LedgerKeeping sink, WriteRequest request, Chunk chunk) {
    return !request.mode().wholeStream() && chunk.rows() > 0 && sink.isEmpty(request);
  }

  private static String emptied(Chunk chunk) {
    return "the target is empty, although run %s had written %,d rows to it before it ended early; reading from the beginning"
        .formatted(chunk.run(), chunk.rows());
  }

  /** What replaces the whole target is read from the beginning. */
  private static ResumePoint start(
      Optional<Bookmark> bookmark, WriteRequest request, boolean leftovers) {
    Optional<Bookmark> since = request.mode().wholeStream() ? Optional.empty() : bookmark;
    return new ResumePoint(since, 0, 0, leftovers, Optional.empty());
  }
}
