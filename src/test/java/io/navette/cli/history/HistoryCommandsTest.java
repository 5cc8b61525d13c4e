package io.navette.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Changes;
import io.navette.console.Console;
import io.navette.console.Look;
import io.navette.failure.Failure;
import io.navette.history.HistoryStore;
import io.navette.history.Holder;
import io.navette.history.Place;
import io.navette.history.Policy;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.sync.Job;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import io.navette.sync.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What these commands say; after a wanted change set {@code NAVETTE_GOLDEN=write}. */
final class HistoryCommandsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/history");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private HistoryStore store;

  private final class Desk implements HistoryDesk {
    private final Look.Output output;

    Desk(Look.Output output) {
      this.output = output;
    }

    @Override
    public Console console() {
      PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
      Look look =
          new Look(
              output,
              Look.Log.TEXT,
              Look.Volume.NORMAL,
              false,
              OptionalInt.empty(),
              OptionalInt.empty());
      return new Console(stream, stream, look, clock());
    }

    @Override
    public HistoryStore store() {
      return store;
    }

    @Override
    public InstantSource clock() {
      return InstantSource.fixed(NOW);
    }

    @Override
    public Job job(String name) {
      throw new Failure.Usage("no job is called " + name, "");
    }
  }

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker")
  void record() {
    store =
        HistoryStore.open(
            new Place.SqliteFile(folder.resolve("history.db")),
            new Holder("alpha", 4711, "etl"),
            Policy.DEFAULT,
            InstantSource.fixed(NOW),
            duration -> {});
    run("20260227T090000000-000001", 0, Optional.empty());
    String failed = "20260301T100000000-0000aa";
    run(failed, 8, Optional.of("stream people: 2 rows were rejected"));
    store.saveBookmark("shop", "people", new Bookmark("{\"at\":2}"), failed);
    store.keep(
        failed,
        "shop",
        "people",
        List.of(
            new Rejection(
                Rejection.Stage.CHECK,
                "{\"id\":7,\"name\":\"Zoë | <b>\"}",
                Optional.of("name"),
                "name is too long",
                "line 7")));
  }

  private void run(String id, int exit, Optional<String> error) {
    Instant at =
        Instant.parse(id.startsWith("202603") ? "2026-03-01T10:00:00Z" : "2026-02-27T09:00:00Z");
    Map<String, Duration> phases = new LinkedHashMap<>();
    phases.put("open", Duration.ofMillis(12));
    phases.put("read", Duration.ofMillis(340));
    StreamOutcome stream =
        new StreamOutcome(
            "people",
            "public.people",
            exit,
            error,
            1000,
            10,
            exit == 0 ? 0 : 2,
            new Changes(900, 50, 38, 3),
            123_456,
            Optional.of(new Bookmark("{\"at\":1}")),
            Optional.of(new Bookmark("{\"at\":2}")),
            phases,
            Duration.ofMillis(1234));
    store.begin(
        new RunStart(
            id, "shop", "erp", "buffer", Trigger.CRON, "alpha", "etl", 4711, "c0ffee", at));
    store.record(id, stream);
    store.finish(
        new RunOutcome(
            id, "shop", exit, error, List.of(stream), at.plusSeconds(2), Duration.ofSeconds(2)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String typed(Look.Output output, String... arguments) {
    out.reset();
    CommandLine line = HistoryCommands.line(new Desk(output));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          throw failure;
        });
    assertThat(line.execute(arguments)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private void golden(String name, Look.Output output, String... arguments) throws IOException {
    String said = typed(output, arguments);
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getenv("NAVETTE_GOLDEN"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, said);
    }
    assertThat(said).isEqualTo(Files.readString(file));
  }

  @Test
  void list() throws IOException {
    golden("list.txt", Look.Output.TABLE, "list");
    golden("list.csv", Look.Output.CSV, "list", "--outcome", "failed", "--since", "1d");
  }

  @Test
  void show() throws IOException {
    golden("show.txt", Look.Output.TABLE, "show", "last");
    golden("show.json", Look.Output.JSON, "show", "20260301");
  }

  @Test
  void errorsAndReport() throws IOException {
    golden("errors.txt", Look.Output.TABLE, "errors");
    golden("report.md", Look.Output.TABLE, "report");
  }

  @Test
  void statsExportAndPrune() throws IOException {
    golden("stats.txt", Look.Output.TABLE, "stats");
    golden("export.jsonl", Look.Output.TABLE, "export");
    golden("prune.txt", Look.Output.TABLE, "prune", "--older-than", "1d", "--keep", "0");
    assertThat(store.find("last").start().id()).startsWith("20260301");
  }

  @Test
  void stateIsShownSetAndReset() throws IOException {
    golden("state.txt", Look.Output.TABLE, "state", "get");
    assertThat(typed(Look.Output.TABLE, "state", "set", "shop", "people", "{\"at\":9}"))
        .contains("starts at {\"at\":9}");
    assertThat(store.bookmark("shop", "people")).contains(new Bookmark("{\"at\":9}"));
    assertThat(typed(Look.Output.TABLE, "state", "reset", "shop")).contains("at the beginning");
    assertThat(store.bookmark("shop", "people")).isEmpty();
  }
}
