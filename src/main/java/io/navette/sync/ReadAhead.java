package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.failure.Failure;
import io.navette.mapping.Mapped;
import io.navette.mapping.Mapping;
import io.navette.row.RowBatch;
import java.util.Optional;

/** Reads and maps on a thread of its own, a few batches ahead of the writer. */
final class ReadAhead implements AutoCloseable {
  private static final long AHEAD_BYTES = 4L << 20;

  private final Opening opening;
  private final ReadRequest request;
  private final Mapping mapping;
  private final Timings timings;
  private final Cancellation cancellation;
  private final Object lock;
  private final BatchQueue queue = new BatchQueue(AHEAD_BYTES);
  private final Thread thread;

  /** How the reader is opened. */
  @FunctionalInterface
  interface Opening {
    @MustBeClosed
    RowReader open(ReadRequest request);
  }

  ReadAhead(
      Opening opening,
      ReadRequest request,
      Mapping mapping,
      Timings timings,
      Cancellation cancellation,
      Object lock) {
    this.opening = opening;
    this.request = request;
    this.mapping = mapping;
    this.timings = timings;
    this.cancellation = cancellation;
    this.lock = lock;
    this.thread = Thread.ofPlatform().name("read " + request.stream()).start(this::run);
    cancellation.watch(thread);
  }

  /** Blocks; empty at the end of a complete read. */
  Optional<Mapped> next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      cancellation.check();
      throw new Failure.Interrupted("interrupted while reading " + request.stream());
    }
  }

  private void run() {
    try {
      readAll();
      queue.end(null);
    } catch (Throwable e) {
      queue.end(e);
    }
  }

  private void readAll() throws InterruptedException {
    try (RowReader reader = open()) {
      Optional<RowBatch> batch = timings.time("read", reader::next);
      while (batch.isPresent()) {
        RowBatch read = batch.get();
        if (!queue.put(timings.time("map", () -> mapping.apply(read)))) {
          return;
        }
        batch = timings.time("read", reader::next);
      }
    }
  }

  @MustBeClosed
  private RowReader open() {
    long begin = System.nanoTime();
    try {
      synchronized (lock) {
        return opening.open(request);
      }
    } finally {
      timings.since("open", begin);
    }
  }

  /** Stops reading; waits until the source is let go. */
  @Override
  public void close() {
    queue.abandon();
    thread.interrupt();
    Ends.join(thread);
    cancellation.release(thread);
  }
}
