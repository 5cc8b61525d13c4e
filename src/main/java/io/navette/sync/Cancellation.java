package io.navette.sync;

import io.navette.failure.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ends a run early, by a signal or a deadline, at the next safe place. Thread-safe. */
public final class Cancellation {
  private final InstantSource clock;
  private final @Nullable Instant deadline;
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String signal;

  private Cancellation(InstantSource clock, @Nullable Instant deadline) {
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Only a signal ends the run. */
  public static Cancellation onSignal(InstantSource clock) {
    return new Cancellation(clock, null);
  }

  /** A signal or this moment ends the run. */
  public static Cancellation at(InstantSource clock, Instant deadline) {
    return new Cancellation(clock, deadline);
  }

  /** Called from a shutdown hook; wakes threads that wait for a remote. */
  public void cancel(String reason) {
    signal = reason;
    workers.forEach(Thread::interrupt);
  }

  /** Throws when the run should end; called between batches and before each commit. */
  void check() {
    String reason = signal;
    if (reason != null) {
      throw new Failure.Interrupted(reason);
    }
    if (deadline != null && !clock.instant().isBefore(deadline)) {
      throw new Failure.Deadline(
          "the deadline was reached", "run it again: it goes on after the last committed chunk");
    }
  }

  /** Whether {@link #cancel} was called. */
  boolean cancelled() {
    return signal != null;
  }

  void watch(Thread worker) {
    workers.add(worker);
    if (signal != null) {
      worker.interrupt();
    }
  }

  void release(Thread worker) {
    workers.remove(worker);
  }
}
