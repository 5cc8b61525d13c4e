package io.navette.history;

import io.navette.connector.Changes;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import io.navette.sync.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs as an engine records them. */
final class Samples {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private Samples() {}

  static RunStart start(String id, String job) {
    return start(id, job, START);
  }

  static RunStart start(String id, String job, Instant at) {
    return new RunStart(id, job, "erp", "buffer", Trigger.CRON, "alpha", "etl", 4711, "c0ffee", at);
  }

  static StreamOutcome stream(String name) {
    Map<String, Duration> phases = new LinkedHashMap<>();
    phases.put("open", Duration.ofMillis(12));
    phases.put("read", Duration.ofMillis(340));
    phases.put("commit", Duration.ofNanos(7000));
    return new StreamOutcome(
        name,
        "public." + name,
        0,
        Optional.empty(),
        1000,
        10,
        2,
        new Changes(900, 50, 38, 3),
        123_456,
        Optional.of(new Bookmark("{\"at\":1}")),
        Optional.of(new Bookmark("{\"at\":2}")),
        phases,
        Duration.ofMillis(1234));
  }

  static StreamOutcome failed(String name) {
    return new StreamOutcome(
        name,
        name,
        8,
        Optional.of("stream " + name + ": 5 rows were rejected\u0000"),
        5,
        0,
        5,
        Changes.NONE,
        50,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Duration.ofMillis(10));
  }

  static RunOutcome outcome(String run, String job, int exit, StreamOutcome... streams) {
    return new RunOutcome(
        run,
        job,
        exit,
        exit == 0 ? Optional.empty() : Optional.of("it failed"),
        List.of(streams),
        START.plusSeconds(2),
        Duration.ofSeconds(2));
  }

  static List<Rejection> rejections(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(
            i ->
                new Rejection(
                    Rejection.Stage.CHECK,
                    "{\"id\":" + i + ",\"name\":\"Zoë\"}",
                    Optional.of("name"),
                    "name is too long",
                    "line " + i))
        .toList();
  }
}
