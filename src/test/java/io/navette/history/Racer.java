package io.navette.history;

import io.navette.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** A process of its own that takes a lease, says so, and stays until it is killed. */
final class Racer {
  private Racer() {}

  @SuppressWarnings("MustBeClosedChecker")
  public static void main(String[] arguments) throws Exception {
    Ticking clock = new Ticking();
    HistoryStore store =
        HistoryStore.open(
            new Place.SqliteFile(Path.of(arguments[0])),
            new Holder("racers", ProcessHandle.current().pid(), "etl"),
            Policy.DEFAULT,
            InstantSource.fixed(clock.instant()),
            clock);
    try {
      store.acquire("shop", "run " + ProcessHandle.current().pid(), Duration.ZERO);
      System.out.println("won");
    } catch (Failure.Locked lost) {
      System.out.println("lost");
    }
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
