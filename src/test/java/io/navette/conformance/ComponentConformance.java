package io.navette.conformance;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Holds the components against recorded calls: {@code ComponentConformance FOLDER}. */
public final class ComponentConformance {
  private static final int SHOWN = 3;

  private final Map<String, Tally> tallies = new TreeMap<>();

  private static final class Tally {
    private int cases;
    private int agreeing;
    private int interpreter;
    private int unusable;
    private final List<String> disagreements = new ArrayList<>();
  }

  public static void main(String[] arguments) throws IOException {
    ComponentConformance conformance = new ComponentConformance();
    Path file = Path.of(arguments[0]).resolve("components.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        conformance.check(Case.of(JsonValues.parse(line)));
        line = lines.readLine();
      }
    }
    conformance.report(System.out);
  }

  private void check(Case recorded) {
    Tally tally = tallies.computeIfAbsent(recorded.operation(), name -> new Tally());
    tally.cases++;
    Object expected = expected(recorded);
    Object found;
    try {
      found = Operations.run(recorded);
    } catch (TinyEvaluator.Needed e) {
      tally.interpreter++;
      return;
    } catch (Case.Unusable e) {
      tally.unusable++;
      return;
    } catch (Failure | DateTimeException | IOException e) {
      found = "error: " + e.getMessage();
      if (recorded.all().containsKey("err")) {
        tally.agreeing++;
        return;
      }
    } catch (RuntimeException e) {
      found = "bug: " + e;
    }
    if (agree(expected, found)) {
      tally.agreeing++;
    } else {
      tally.disagreements.add(
          shortened(PlainValues.copy(recorded.all()))
              + "\n      expected "
              + shortened(expected)
              + "\n      found    "
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
    return text.length() > 700 ? text.substring(0, 700) + "..." : text;
  }

  private void report(PrintStream out) {
    int cases = 0;
    int agreeing = 0;
    int skipped = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      int checked = tally.cases - tally.interpreter - tally.unusable;
      out.printf(
          "%-66s %5d cases %5d agree %6.2f %%  (%d need the interpreter, %d unusable)%n",
          entry.getKey(),
          tally.cases,
          tally.agreeing,
          checked == 0 ? 0 : 100.0 * tally.agreeing / checked,
          tally.interpreter,
          tally.unusable);
      tally.disagreements.stream().limit(SHOWN).forEach(text -> out.println("    " + text));
      cases += tally.cases;
      agreeing += tally.agreeing;
      skipped += tally.interpreter + tally.unusable;
    }
    out.printf(
        "all: %d cases, %d skipped, %d of %d agree (%.2f %%)%n",
        cases, skipped, agreeing, cases - skipped, 100.0 * agreeing / Math.max(1, cases - skipped));
  }
}
