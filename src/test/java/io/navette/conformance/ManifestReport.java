package io.navette.conformance;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Loads every manifest in a folder and says which streams run: {@code ManifestReport FOLDER}. */
public final class ManifestReport {
  private final PrintStream out;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int manifests;
  private int failed;
  private int streams;
  private int refused;

  private ManifestReport(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    report(Path.of(arguments[0]), System.out);
  }

  static void report(Path folder, PrintStream out) throws IOException {
    ManifestReport report = new ManifestReport(out);
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found =
          files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)")).sorted().toList();
      found.forEach(file -> report.add(folder.relativize(file), file));
    }
    report.summary();
  }

  private void add(Path shown, Path file) {
    manifests++;
    try {
      Manifest manifest = Manifest.load(file);
      streams += manifest.streams().size();
      refused += manifest.refused().size();
      out.println(
          shown
              + ": "
              + manifest.streams().size()
              + " streams, "
              + manifest.refused().size()
              + " refused");
      manifest
          .refused()
          .forEach(
              stream -> {
                out.println("    " + stream.name() + ": " + stream.path() + ": " + stream.reason());
                reasons.merge(stream.reason(), 1, Integer::sum);
              });
    } catch (Failure.Configuration e) {
      failed++;
      out.println(shown + ": refused as a whole: " + e.getMessage());
    }
  }

  private void summary() {
    out.println(
        manifests
            + " manifests, "
            + failed
            + " refused as a whole; "
            + streams
            + " streams run, "
            + refused
            + " refused");
    reasons.forEach((reason, count) -> out.println("  " + count + " x " + reason));
  }
}
