package io.navette.conformance;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Recorded calls of single components, repeated here. */
final class ComponentConformance {
  private final Score score = new Score("component calls", 98);

  private ComponentConformance() {}

  static Score run(Path folder) throws IOException {
    ComponentConformance conformance = new ComponentConformance();
    Path file = folder.resolve("components.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        conformance.check(Case.of(JsonValues.parse(line)));
      }
    }
    return conformance.score;
  }

  private void check(Case recorded) {
    Object expected = expected(recorded);
    Object found;
    try {
      found = Operations.run(recorded);
    } catch (Case.Unusable e) {
      score.leaveOut();
      return;
    } catch (Failure | DateTimeException | IOException e) {
      found = "error: " + e.getMessage();
      if (recorded.all().containsKey("err")) {
        score.agree();
        return;
      }
    } catch (RuntimeException e) {
      found = "a bug: " + e;
    }
    if (agree(expected, found)) {
      score.agree();
    } else {
      score.disagree(
          recorded.operation()
              + " of "
              + recorded.all().get("test")
              + ": expected "
              + shortened(expected)
              + ", got "
              + shortened(found));
    }
  }

  private static @Nullable Object expected(Case recorded) {
    if (recorded.all().containsKey("err")) {
      return "error: " + recorded.all().get("err");
    }
    if (recorded.operation().endsWith(".transform")) {
      List<@Nullable Object> after = PlainValues.list(recorded.all().get("args_after"));
      return after.isEmpty()
          ? PlainValues.map(recorded.all().get("kw_after")).get("record")
          : after.getFirst();
    }
    return recorded.all().get("out");
  }

  private static boolean agree(@Nullable Object expected, @Nullable Object found) {
    if (found instanceof OffsetDateTime moment) {
      return expected instanceof Map<?, ?> && Objects.equals(Operations.moment(expected), moment);
    }
    return PlainValues.same(expected, found);
  }

  private static String shortened(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
