package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.RowWriter;
import io.navette.mapping.Mapped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several writers of one stream. Each takes a chunk, on a thread of its own, and they commit in the
 * chunks' order: what is committed is always the pass's beginning, as with one writer. As many
 * chunks as writers are under way, so that memory is bounded by their bytes. Used by the stream's
 * thread.
 */
final class Turns implements AutoCloseable {
  /** Bytes after which a chunk is handed over. */
  static final long CHUNK_BYTES = 4L << 20;

  /** How long a chunk that only has to be committed waits before it makes way for the others. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Turn.Terms terms;
  private final Consumer<Turn.Settled> settled;
  private final List<Lane> lanes = new ArrayList<>();
  private final Deque<Lane> free = new ArrayDeque<>();
  private final Deque<Turn> open = new ArrayDeque<>();
  private @Nullable Turn filling;
  private long rows;

  /**
   * @param count of writers, the first included
   * @param before the chunk that the first writer has committed
   * @param settled told of every committed chunk, in order, on the stream's thread
   */
  Turns(
      RowWriter first,
      int count,
      Opening more,
      Chunk before,
      Turn.Terms terms,
      Consumer<Turn.Settled> settled) {
    this.rows = before.rows();
    this.terms = terms;
    this.settled = settled;
    lanes.add(new Lane(more, first));
    for (int i = 1; i < count; i++) {
      lanes.add(new Lane(more, null));
    }
    free.addAll(lanes);
  }

  /** Adds rows to the chunk that is being filled; blocks while all writers are busy. */
  void write(Mapped mapped) {
    filling().put(mapped);
    for (Turn oldest = open.peek(); oldest != null && oldest.isDone(); oldest = open.peek()) {
      settle();
    }
  }

  /** Hands the chunk over; its rows are counted by the writer. */
  void commit(Chunk chunk) {
    filling().end(chunk);
    filling = null;
  }

  /** Waits until everything handed over is committed. */
  void finish() {
    while (!open.isEmpty()) {
      settle();
    }
  }

  /**
   * The stream has failed: chunks that were handed over are still committed, as far as they can.
   */
  void abandon(RuntimeException cause) {
    giveUpFilling();
    try {
      finish();
    } catch (RuntimeException e) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }

  private Turn filling() {
    Turn turn = filling;
    if (turn == null) {
      if (free.isEmpty()) {
        settle();
      }
      turn = new Turn(free.remove(), open.peekLast(), rows, terms);
      open.add(turn);
      filling = turn;
      turn.start();
    }
    return turn;
  }

  private void settle() {
    Turn oldest = open.remove();
    Turn.Settled result = oldest.result();
    free.add(oldest.lane());
    rows = result.chunk().rows();
    settled.accept(result);
  }

  private void giveUpFilling() {
    Turn turn = filling;
    if (turn != null) {
      turn.giveUp();
      open.remove(turn);
      turn.join();
      filling = null;
    }
  }

  /** Waits for the writers' threads and lets the target go. */
  @Override
  public void close() {
    giveUpFilling();
    open.forEach(Turn::giveUp);
    open.forEach(Turn::join);
    lanes.forEach(Lane::close);
  }

  /** How another writer is opened; called on any thread. */
  @FunctionalInterface
  interface Opening {
    @MustBeClosed
    RowWriter open();
  }

  /** A writer, opened when it is first needed. Used by one turn at a time. */
  static final class Lane {
    private final Opening more;
    private @Nullable RowWriter writer;

    Lane(Opening more, @Nullable RowWriter writer) {
      this.more = more;
      this.writer = writer;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    RowWriter writer() {
      RowWriter found = writer;
      if (found == null) {
        found = more.open();
        writer = found;
      }
      return found;
    }

    /** Takes back what was not committed; the next {@link #writer} is a new one. */
    void close() {
      RowWriter found = writer;
      writer = null;
      if (found != null) {
        found.close();
      }
    }
  }
}
