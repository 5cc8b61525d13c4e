package io.navette.sync;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Adds up the time per phase of one stream. Thread-safe: reader and writer measure at once. */
final class Timings {
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final long started = System.nanoTime();

  Timings() {
    for (String phase : new String[] {"open", "read", "map", "write", "commit", "verify"}) {
      nanos.put(phase, 0L);
    }
  }

  <T> T time(String phase, Supplier<T> work) {
    long begin = System.nanoTime();
    try {
      return work.get();
    } finally {
      since(phase, begin);
    }
  }

  /** Adds the time since {@code begin}, a value of {@link System#nanoTime}. */
  synchronized void since(String phase, long begin) {
    nanos.merge(phase, System.nanoTime() - begin, Long::sum);
  }

  synchronized Map<String, Duration> phases() {
    Map<String, Duration> phases = new LinkedHashMap<>();
    nanos.forEach((phase, sum) -> phases.put(phase, Duration.ofNanos(sum)));
    return phases;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
