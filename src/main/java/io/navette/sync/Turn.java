package io.navette.sync;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.failure.Failure;
import io.navette.mapping.Mapped;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One chunk on its way into the target, on a thread of its own. Its rows are sent at once; it
 * commits when the chunk before it has.
 */
final class Turn {
  private static final Duration FOREVER = Duration.ofDays(1000);
  private static final long ROOM = 2 * Turns.CHUNK_BYTES;

  private final Turns.Lane lane;
  private final @Nullable CompletableFuture<Settled> before;
  private final long base;
  private final Terms terms;
  private final CompletableFuture<Settled> done = new CompletableFuture<>();
  private final BatchQueue queue = new BatchQueue(ROOM);
  private final List<RowBatch> taken = new ArrayList<>();
  private final Thread thread;
  private long rows;
  private long weight;
  private boolean dropped;
  private volatile @Nullable Chunk chunk;
  private volatile boolean givenUp;

  /**
   * What the turns of one stream share.
   *
   * @param keep makes rejections durable, before the commit of the chunk they belong to
   * @param patience how long a chunk waits for the one before it until it makes way
   * @param single set once the stream's chunks turned out to get in each other's way
   */
  record Terms(
      String stream,
      Consumer<List<Rejection>> keep,
      Cancellation cancellation,
      Duration patience,
      AtomicBoolean single) {}

  /**
   * A committed chunk.
   *
   * @param refused rows that the target refused before the commit; kept already
   */
  record Settled(Chunk chunk, Committed committed, List<Rejection> refused) {}

  /**
   * @param previous the turn before; null when it is over
   * @param base the pass's rows before this chunk, where {@code previous} is null
   */
  Turn(Turns.Lane lane, @Nullable Turn previous, long base, Terms terms) {
    this.lane = lane;
    this.before = previous == null ? null : previous.done;
    this.base = base;
    this.terms = terms;
    this.thread = Thread.ofPlatform().name("write " + terms.stream()).unstarted(this::run);
  }

  void start() {
    thread.start();
    terms.cancellation().watch(thread);
  }

  Turns.Lane lane() {
    return lane;
  }

  boolean isDone() {
    return done.isDone();
  }

  /** Adds rows; blocks while too many wait. */
  void put(Mapped mapped) {
    try {
      queue.put(mapped);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** The chunk is whole. */
  void end(Chunk whole) {
    chunk = whole;
    queue.end(null);
  }

  /** It never will be. */
  void giveUp() {
    givenUp = true;
    queue.end(new Failure.Interrupted("writing " + terms.stream() + " was given up"));
  }

  /** Waits for the commit; throws what prevented it. */
  Settled result() {
    try {
      return done.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Waits until the thread has ended, whatever became of the chunk. */
  void join() {
    Ends.join(thread);
  }

  private void run() {
    try {
      done.complete(commit());
    } catch (Throwable e) {
      queue.abandon();
      letGo(e);
      done.completeExceptionally(e);
    } finally {
      terms.cancellation().release(thread);
    }
  }

  /** The turn before may be waiting for locks of what was sent here. */
  private void letGo(Throwable cause) {
    try {
      lane.close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private Settled commit() {
    List<Rejection> refused = send();
    long passed = base(Duration.ZERO).orElseThrow() + rows - refused.size();
    if (!refused.isEmpty()) {
      terms.keep().accept(refused);
    }
    Chunk whole = Objects.requireNonNull(chunk).withRows(passed);
    return new Settled(whole, lane.writer().commit(whole), refused);
  }

  /** Sends the rows; afterwards the chunk before is committed. Returns what the target refused. */
  private List<Rejection> send() {
    boolean mine = terms.single().get() ? base(FOREVER).isPresent() : isMine();
    try {
      List<Rejection> refused = load();
      if (base(terms.patience()).isPresent()) {
        return refused;
      }
    } catch (Failure e) {
      if (mine || dropped || givenUp || e instanceof Failure.Interrupted) {
        throw e;
      }
    }
    // Rows of chunks that are under way together are in each other's way, as two of one key are:
    // these make way, and from now on a chunk begins when the one before it has ended.
    terms.single().set(true);
    lane.close();
    base(FOREVER);
    return load();
  }

  private boolean isMine() {
    return before == null || before.isDone();
  }

  private List<Rejection> load() {
    RowWriter writer = lane.writer();
    List<Rejection> refused = new ArrayList<>();
    for (RowBatch batch : taken) {
      refused.addAll(writer.write(batch));
    }
    for (Optional<Mapped> next = next(); next.isPresent(); next = next()) {
      keep(next.get().batch());
      refused.addAll(writer.write(next.get().batch()));
    }
    refused.addAll(writer.deliver());
    return refused;
  }

  /**
   * Rows are kept to be sent again until it is this chunk's turn. One that is large, as its source
   * can't be resumed earlier, waits for that before it goes on.
   */
  private void keep(RowBatch batch) {
    rows += batch.size();
    weight += batch.weight();
    taken.add(batch);
    if (dropped || weight > ROOM) {
      if (base(terms.patience()).isEmpty()) {
        throw new Failure.Remote(terms.stream() + ": the chunk before takes too long", "");
      }
      dropped = true;
      taken.clear();
    }
  }

  private Optional<Mapped> next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** The pass's rows before this chunk, once all of them are committed; empty if not in time. */
  private Optional<Long> base(Duration patience) {
    if (before == null) {
      return Optional.of(base);
    }
    try {
      return Optional.of(before.get(patience.toMillis(), TimeUnit.MILLISECONDS).chunk().rows());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new Failure.Interrupted("the chunk before was not committed");
    }
  }

  private Failure interrupted() {
    terms.cancellation().check();
    return new Failure.Interrupted("interrupted while writing " + terms.stream());
  }
}
