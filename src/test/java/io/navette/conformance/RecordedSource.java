package io.navette.conformance;

import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.http.BreakerPolicy;
import io.navette.http.CallBudget;
import io.navette.http.HttpContext;
import io.navette.http.HttpLimits;
import io.navette.http.HttpSettings;
import io.navette.http.RatePolicy;
import io.navette.http.Redaction;
import io.navette.http.RetryPolicy;
import io.navette.http.auth.MemoryTokenStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One source of a recorded case: its operations, repeated here. */
final class RecordedSource {
  /** When the recordings were made, for those that tell no time of their own. */
  private static final Instant RECORDED = Instant.parse("2026-11-21T03:10:00Z");

  private final Map<String, @Nullable Object> recorded;
  private final Replay replay;
  private final List<String> problems;
  private final InstantSource clock;
  private final Consumer<String> notes;

  private RecordedSource(
      Map<String, @Nullable Object> recorded,
      Replay replay,
      List<String> problems,
      Consumer<String> notes) {
    this.recorded = recorded;
    this.replay = replay;
    this.problems = problems;
    this.notes = notes;
    this.clock = InstantSource.fixed(moment(recorded));
  }

  /** Adds to the problems what comes out otherwise. */
  static void run(
      Map<String, @Nullable Object> aCase,
      Replay replay,
      List<String> problems,
      Consumer<String> notes) {
    boolean failing = false;
    boolean reading = false;
    for (Object source : PlainValues.list(aCase.get("sources"))) {
      RecordedSource made = new RecordedSource(PlainValues.map(source), replay, problems, notes);
      for (Object operation : PlainValues.list(made.recorded.get("ops"))) {
        Map<String, @Nullable Object> fields = PlainValues.map(operation);
        made.run(fields);
        failing |= fields.containsKey("error");
        reading |= "read".equals(fields.get("op"));
      }
    }
    if (!failing) {
      replay.missing().stream().limit(2).forEach(asked -> problems.add("not recorded: " + asked));
    }
    // A check asks for no more than it needs; the reference resolves all dynamic streams before.
    if (reading) {
      replay.left().stream().limit(2).forEach(asked -> problems.add("not asked: " + asked));
    }
  }

  /** The first moment a record tells; that of the recordings where none does. */
  private static Instant moment(Map<String, @Nullable Object> source) {
    for (Object operation : PlainValues.list(source.get("ops"))) {
      if (PlainValues.map(operation).get("out") instanceof List<?> messages) {
        for (Object message : messages) {
          if (PlainValues.map(message).get("record") instanceof Map<?, ?> record
              && record.get("emitted_at") instanceof Number millis) {
            return Instant.ofEpochMilli(millis.longValue());
          }
        }
      }
    }
    return RECORDED;
  }

  private void run(Map<String, @Nullable Object> operation) {
    switch (String.valueOf(operation.get("op"))) {
      case "check" -> check(operation);
      case "discover" -> discover(operation);
      default -> new RecordedRead(this, operation, replay, problems, notes).run();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  ManifestSource open(Optional<Path> files) {
    Manifest manifest =
        Manifest.of(PlainValues.copyOf(PlainValues.map(recorded.get("manifest"))), "manifest");
    HttpSettings http =
        new HttpSettings(
            "case",
            Set.of(),
            HttpLimits.DEFAULT,
            RetryPolicy.DEFAULT,
            RatePolicy.UNLIMITED,
            BreakerPolicy.DEFAULT,
            0,
            CallBudget.NONE);
    HttpContext context =
        new HttpContext(clock, wait -> {}, new Random(1), (level, line) -> {}, new Redaction());
    return new ManifestSource(
        manifest,
        PlainValues.copyOf(PlainValues.map(recorded.get("config"))),
        http,
        context,
        new MemoryTokenStore(),
        files);
  }

  private void check(Map<String, @Nullable Object> operation) {
    boolean expected = String.valueOf(operation.get("out")).contains("'SUCCEEDED'");
    String found = "";
    try (ManifestSource source = open(Optional.empty())) {
      source.check();
    } catch (Failure failure) {
      found = String.valueOf(failure.getMessage());
    }
    if (found.isEmpty() != expected) {
      problems.add(
          expected ? "the check fails here: " + found : "the check should fail, but succeeds");
    }
  }

  private void discover(Map<String, @Nullable Object> operation) {
    try (ManifestSource source = open(Optional.empty())) {
      Discovered.compare(String.valueOf(operation.get("out")), source, problems);
    } catch (Failure failure) {
      if (!operation.containsKey("error")) {
        problems.add("discovering fails here: " + failure.getMessage());
      }
    }
  }
}
