package io.navette.connector.rest.engine;

import io.navette.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The next pages of several partitions, each asked for on a thread of its own and handed over in
 * the order they arrive. All that is kept of a partition is read and changed by the one thread that
 * asks and takes.
 */
final class Arrivals implements AutoCloseable {
  private final String stream;
  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private final Map<Pass, Thread> underWay = new HashMap<>();

  /** A page that came, or what came instead of it. */
  record Arrival(Pass pass, @Nullable RecordPage page, @Nullable Throwable failure) {}

  Arrivals(String stream) {
    this.stream = stream;
  }

  /** Asks for the next page of the partition, unless that is under way. */
  void ask(Pass pass) {
    if (!underWay.containsKey(pass)) {
      Supplier<RecordPage> request = pass.pages().request();
      String name = "page of " + stream;
      underWay.put(pass, Thread.ofPlatform().daemon().name(name).start(() -> fetch(pass, request)));
    }
  }

  private void fetch(Pass pass, Supplier<RecordPage> request) {
    Arrival arrival;
    try {
      arrival = new Arrival(pass, request.get(), null);
    } catch (Throwable e) {
      arrival = new Arrival(pass, null, e);
    }
    arrived.add(arrival);
  }

  /** The next that arrives. Blocks. */
  Arrival take() {
    try {
      Arrival arrival = arrived.take();
      underWay.remove(arrival.pass());
      return arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("interrupted while reading " + stream);
    }
  }

  /** Breaks off what is under way, and waits until it is let go. */
  @Override
  public void close() {
    underWay.values().forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : underWay.values()) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    underWay.clear();
    for (Arrival left = arrived.poll(); left != null; left = arrived.poll()) {
      RecordPage page = left.page();
      if (page != null) {
        page.close();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
