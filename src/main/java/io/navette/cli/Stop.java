package io.navette.cli;

import io.navette.sync.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * While work goes on, Ctrl-C and SIGTERM end it at its next safe place, and the process waits for
 * that five seconds at most. The JVM itself then exits with 130 or 143.
 */
final class Stop {
  private static final long PATIENCE_SECONDS = 5;

  private final Cancellation cancellation;
  private final CountDownLatch done = new CountDownLatch(1);

  private Stop(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /** Does the work; blocks. */
  static int during(Cancellation cancellation, IntSupplier work) {
    Stop stop = new Stop(cancellation);
    Thread hook = Thread.ofPlatform().name("stop").unstarted(stop::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.getAsInt();
    } finally {
      stop.done.countDown();
      if (!hook.isAlive()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private void stop() {
    cancellation.cancel("stopped by a signal");
    try {
      boolean unused = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
