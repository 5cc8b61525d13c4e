package io.navette.conformance;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs whole manifests against the HTTP exchanges that were recorded with them: checks, discovered
 * schemas, records and the states a read ends with.
 */
final class EndToEndConformance {
  private EndToEndConformance() {}

  static Score run(Path folder) throws IOException {
    Score score = new Score("end to end", 95);
    try (Stream<Path> files = Files.list(folder.resolve("e2e"))) {
      for (Path file : files.sorted().toList()) {
        // The proxy sees plain HTTP only; everything else about the addresses stays.
        String text = Files.readString(file).replace("https://", "http://");
        run(PlainValues.map(JsonValues.parse(text)), score);
      }
    }
    return score;
  }

  private static void run(Map<String, @Nullable Object> recorded, Score score) throws IOException {
    String name = String.valueOf(recorded.get("id"));
    String shown = name.substring(name.lastIndexOf('/') + 1);
    List<String> problems = new ArrayList<>();
    try (Replay replay = new Replay(PlainValues.list(recorded.get("http")))) {
      RecordedSource.run(recorded, replay, problems, note -> score.note(shown + ": " + note));
    } catch (RuntimeException e) {
      StackTraceElement at = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
      problems.add("a bug: " + e + " at " + at);
    }
    if (problems.isEmpty()) {
      score.agree();
    } else {
      score.disagree(shown + ": " + String.join("; ", problems));
    }
  }
}
