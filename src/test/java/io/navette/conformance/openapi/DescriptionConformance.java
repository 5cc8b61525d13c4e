package io.navette.conformance.openapi;

import io.navette.conformance.openapi.Deviation.Side;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Holds recorded exchanges against vendors' descriptions: {@code DescriptionConformance EXCHANGES
 * DESCRIPTIONS EXPLANATIONS}, where the first holds {@code VENDOR.jsonl}, the others folders named
 * after vendors. Exits with 1 where something deviates that is not explained.
 */
public final class DescriptionConformance {
  private static final String ROW = "%-12s %9s %9s %9s %9s %9s%n";

  private final PrintStream out;
  private boolean good = true;

  private DescriptionConformance(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(
        run(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), out) ? 0 : 1);
  }

  /** Whether nothing deviates without an explanation. */
  static boolean run(Path exchanges, Path descriptions, Path explanations, PrintStream out)
      throws IOException {
    DescriptionConformance conformance = new DescriptionConformance(out);
    for (Path file : Descriptions.files(exchanges, ".jsonl")) {
      String vendor = String.valueOf(file.getFileName()).replace(".jsonl", "");
      conformance.vendor(
          vendor, Exchange.read(file), descriptions.resolve(vendor), explanations.resolve(vendor));
    }
    return conformance.good;
  }

  private void vendor(String vendor, List<Exchange> exchanges, Path folder, Path own)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Description> descriptions = Descriptions.in(folder);
    if (descriptions.isEmpty()) {
      out.printf("%s: no description in a format that is known in %s%n%n", vendor, folder);
      return;
    }
    VendorCheck check =
        new VendorCheck(descriptions, Explanations.read(own.resolve("deviations.yaml")));
    exchanges.forEach(check::hold);
    out.printf(ROW, vendor, "right", "but for", "explained", "deviating", "undescr.");
    for (Side side : Side.values()) {
      VendorCheck.Tally tally = check.tally(side);
      out.printf(
          ROW,
          side == Side.REQUEST ? "  requests" : "  answers",
          tally.right,
          tally.butFor,
          tally.explained,
          tally.deviating,
          tally.undescribed);
    }
    check
        .unexplained()
        .forEach(
            (deviation, fixtures) ->
                out.println("  " + deviation.line() + "  (" + String.join(", ", fixtures) + ")"));
    check.unusedExplanations().forEach(line -> out.println("  explains nothing any more: " + line));
    out.println();
    good &= check.isGood();
    if ("write".equals(System.getenv("NAVETTE_GOLDEN"))) {
      Files.writeString(own.resolve("described.yaml"), counts(check));
    }
  }

  /** What {@code docs/connectors/README.md} tells of it. */
  private static String counts(VendorCheck check) {
    StringBuilder counts = new StringBuilder();
    for (Side side : Side.values()) {
      VendorCheck.Tally tally = check.tally(side);
      counts.append(
          "%ss: {right: %d, but_for: %d, explained: %d, undescribed: %d}%n"
              .formatted(
                  side.name().toLowerCase(Locale.ROOT),
                  tally.right,
                  tally.butFor,
                  tally.explained,
                  tally.undescribed));
    }
    return counts.toString();
  }
}
