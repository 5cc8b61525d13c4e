package io.navette.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes by sleeping only, and everything that was logged. */
public final class Surroundings implements InstantSource, Sleeper {
  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpContext context =
      new HttpContext(this, this, new Random(1), (level, line) -> log.add(line), new Redaction());
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  public HttpContext context() {
    return context;
  }

  @Override
  public synchronized Instant instant() {
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

  public List<Duration> sleeps() {
    return sleeps;
  }

  public String log() {
    return String.join("\n", log);
  }
}
