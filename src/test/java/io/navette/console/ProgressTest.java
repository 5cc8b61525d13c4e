package io.navette.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Changes;
import io.navette.row.Rejection;
import io.navette.sync.RunListener;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import io.navette.sync.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final StreamOutcome GOOD = outcome("a.csv", 0, Optional.empty(), 0);
  private static final StreamOutcome BAD = outcome("b.csv", 6, Optional.of("disk full"), 2);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void cronHearsOneLineWhenAllWentWell() {
    play(Look.Log.TEXT, OptionalInt.empty(), 0, GOOD);
    assertThat(text())
        .isEqualTo("shop: done in 1.5 s, 1,200 rows read, 1,000 created, 200 updated (run r1)\n");
  }

  @Test
  void cronHearsErrorsAndWhatToTypeNext() {
    play(Look.Log.TEXT, OptionalInt.empty(), 3, GOOD, BAD);
    assertThat(text())
        .isEqualTo(
            """
            error: b.csv: disk full
             next: navette history errors r1
            shop: 1 of 2 streams failed in 1.5 s, 2,400 rows read, 2,000 created, 400 updated, \
            2 rejected (run r1)
            """);
  }

  @Test
  void terminalKeepsFinishedStreamsAboveTheClosingLine() {
    play(Look.Log.TEXT, OptionalInt.of(80), 0, GOOD);
    List<String> lines = text().replaceAll("\u001b\\[[0-9]*[AJ]|\r", "").lines().toList();
    assertThat(lines.getFirst()).isEqualTo("shop  files → db  1 stream, run r1");
    assertThat(lines)
        .contains("  ✓ a.csv        1,200 rows      1.5 s  1,000 created, 200 updated");
    assertThat(lines.getLast()).startsWith("✓ shop done in 1.5 s, 1,200 rows read");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    play(Look.Log.TEXT, OptionalInt.of(30), 0, GOOD);
    assertThat(text().lines().filter(line -> line.contains("a.csv") && line.endsWith("…")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(Width.of(line)).isLessThan(31));
  }

  @Test
  void machinesGetOneObjectPerEventWithTheRunsId() {
    play(Look.Log.JSON, OptionalInt.empty(), 3, GOOD, BAD);
    assertThat(text().lines())
        .allSatisfy(line -> assertThat(line).startsWith("{").contains("\"run\":\"r1\""))
        .anySatisfy(line -> assertThat(line).contains("\"event\":\"stream_finished\""))
        .anySatisfy(line -> assertThat(line).contains("\"errors\":[\"b.csv: disk full\"]"));
  }

  private void play(Look.Log log, OptionalInt width, int exit, StreamOutcome... streams) {
    Look look =
        new Look(Look.Output.TABLE, log, Look.Volume.NORMAL, false, OptionalInt.empty(), width);
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    RunListener listener =
        Progress.of(new Console(stream, stream, look, InstantSource.fixed(Instant.EPOCH)));
    listener.runStarted(start(), streams.length);
    for (StreamOutcome outcome : streams) {
      listener.streamStarted("r1", outcome.stream(), outcome.target(), 1200);
      listener.rowsRead(outcome.stream(), 1200, 9000);
      listener.rowsRejected(
          outcome.stream(),
          List.of(
              new Rejection(Rejection.Stage.READ, "{}", Optional.empty(), "too long", "line 7")));
      listener.notice(outcome.stream(), "made");
      listener.streamFinished("r1", outcome);
    }
    listener.runFinished(
        new RunOutcome(
            "r1",
            "shop",
            exit,
            Optional.empty(),
            List.of(streams),
            Instant.EPOCH,
            Duration.ofMillis(1500)));
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static RunStart start() {
    return new RunStart(
        "r1", "shop", "files", "db", Trigger.TERMINAL, "host", "user", 1, "hash", Instant.EPOCH);
  }

  private static StreamOutcome outcome(
      String stream, int exit, Optional<String> error, long rejected) {
    return new StreamOutcome(
        stream,
        stream,
        exit,
        error,
        1200,
        0,
        rejected,
        new Changes(1000, 200, 0, 0),
        9000,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Duration.ofMillis(1500));
  }
}
