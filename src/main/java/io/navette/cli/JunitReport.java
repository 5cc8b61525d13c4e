package io.navette.cli;

import java.util.List;
import java.util.Locale;

/** Test results in the XML that CI systems read. */
final class JunitReport {
  private JunitReport() {}

  static String of(List<Checked> results) {
    long failures = results.stream().filter(result -> !result.good()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        "<testsuite name=\"navette\" tests=\"%d\" failures=\"%d\">\n"
            .formatted(results.size(), failures));
    results.forEach(result -> xml.append(test(result)));
    return xml.append("</testsuite>\n").toString();
  }

  private static String test(Checked result) {
    String head =
        "  <testcase classname=\"navette.%s\" name=\"%s\" time=\"%s\""
            .formatted(result.kind(), escaped(result.name()), seconds(result));
    return result.good()
        ? head + "/>\n"
        : head
            + ">\n    <failure message=\"%s\" type=\"exit %d\"/>\n  </testcase>\n"
                .formatted(escaped(result.detail()), result.exit());
  }

  private static String seconds(Checked result) {
    return String.format(Locale.ROOT, "%.3f", result.time().toNanos() / 1e9);
  }

  /** Characters that XML can't hold at all are replaced. */
  private static String escaped(String text) {
    return text.replaceAll(
            "[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]",
            "\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("\n", "&#10;");
  }
}
