package io.navette.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes by sleeping only, unless told otherwise, and everything that was logged. */
public final class Surroundings implements InstantSource, Sleeper {
  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpContext context =
      new HttpContext(this, this, new Random(1), (level, line) -> log.add(line), new Redaction());
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private Duration tick = Duration.ZERO;

  public HttpContext context() {
    return context;
  }

  @Override
  public synchronized Instant instant() {
    now = now.plus(tick);
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    pass(duration);
  }

  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** From now on so much passes between any two looks at the clock. */
  public synchronized void hurry(Duration between) {
    tick = between;
  }

  public List<Duration> sleeps() {
    return sleeps;
  }

  public String log() {
    return String.join("\n", log);
  }
}
