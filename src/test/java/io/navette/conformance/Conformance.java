package io.navette.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds the manifest engine against recordings of the reference implementation: {@code Conformance
 * FOLDER}. Exits with 1 where too few of a kind agree.
 */
public final class Conformance {
  private Conformance() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[0]);
    List<Score> scores =
        List.of(
            ExpressionConformance.run(folder),
            ComponentConformance.run(folder),
            EndToEndConformance.run(folder));
    out.println(Score.head());
    scores.forEach(score -> out.println(score.line()));
    out.println();
    scores.forEach(score -> score.disagreements().forEach(out::println));
    out.println();
    scores.forEach(score -> score.notes().forEach(out::println));
    System.exit(scores.stream().allMatch(Score::suffices) ? 0 : 1);
  }
}
