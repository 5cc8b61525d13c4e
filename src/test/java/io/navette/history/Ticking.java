package io.navette.history;

import io.navette.http.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when told, and by sleeping. */
final class Ticking implements InstantSource, Sleeper {
  private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private volatile Runnable whileAsleep = () -> {};

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    now = now.plus(duration);
    whileAsleep.run();
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  void whileAsleep(Runnable action) {
    whileAsleep = action;
  }
}
