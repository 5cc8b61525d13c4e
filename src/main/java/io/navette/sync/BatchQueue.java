package io.navette.sync;

import io.navette.mapping.Mapped;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small queue between the thread that reads and the one that writes, bounded in bytes. A call
 * that has to wait is the back-pressure. One thread on each side.
 */
final class BatchQueue {
  private final long capacity;
  private final ArrayDeque<Mapped> waiting = new ArrayDeque<>();
  private long weight;
  private boolean ended;
  private boolean abandoned;
  private @Nullable Throwable failure;

  BatchQueue(long capacityInBytes) {
    this.capacity = capacityInBytes;
  }

  /** Waits while the queue is full; returns false once the other side has given up. */
  synchronized boolean put(Mapped mapped) throws InterruptedException {
    while (!abandoned && weight >= capacity) {
      wait();
    }
    weight += mapped.batch().weight();
    waiting.add(mapped);
    notifyAll();
    return !abandoned;
  }

  /** Nothing more will come; {@code cause} when that is because reading failed. */
  synchronized void end(@Nullable Throwable cause) {
    failure = cause;
    ended = true;
    notifyAll();
  }

  /** The taking side has given up. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }

  /** Waits for the next batch; empty at the end. Rethrows what stopped the reading side. */
  synchronized Optional<Mapped> take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    if (waiting.isEmpty()) {
      rethrow();
      return Optional.empty();
    }
    Mapped next = waiting.remove();
    weight -= next.batch().weight();
    notifyAll();
    return Optional.of(next);
  }

  private void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }
}
