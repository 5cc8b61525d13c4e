package io.navette.sync;

import io.navette.failure.Failure;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that goes on beside the stream's own thread; its result is taken once it is needed. */
final class Aside<T> {
  private final AtomicReference<@Nullable T> result = new AtomicReference<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final Cancellation cancellation;
  private final Thread thread;

  /** Begins at once; a cancelled run interrupts it. */
  Aside(String name, Cancellation cancellation, Supplier<T> work) {
    this.cancellation = cancellation;
    this.thread = Thread.ofPlatform().name(name).start(() -> run(work));
    cancellation.watch(thread);
  }

  private void run(Supplier<T> work) {
    try {
      result.set(work.get());
    } catch (RuntimeException e) {
      failure.set(e);
    } finally {
      cancellation.release(Thread.currentThread());
    }
  }

  /** The result; blocks until it is there. */
  T take() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      cancellation.check();
      throw new Failure.Interrupted("interrupted while waiting to " + thread.getName());
    }
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    T found = result.get();
    if (found == null) {
      throw new IllegalStateException("no result: " + thread.getName());
    }
    return found;
  }
}
