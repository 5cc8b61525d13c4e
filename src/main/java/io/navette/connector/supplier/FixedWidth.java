package io.navette.connector.supplier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Turns lines whose fields stand at fixed places into CSV, line for line. */
final class FixedWidth {
  private FixedWidth() {}

  /**
   * Writes a file's lines as CSV. A line that ends before a field begins has that many fields less,
   * so that it is rejected where the CSV is read; spaces around a value are no part of it.
   */
  static void toCsv(Path file, Charset charset, List<Layout.Span> spans, Path csv)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, charset);
        Writer out = Files.newBufferedWriter(csv, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          write(line, spans, out);
        }
        out.write('\n');
      }
    }
  }

  private static void write(String line, List<Layout.Span> spans, Writer out) throws IOException {
    for (int i = 0; i < spans.size(); i++) {
      Layout.Span span = spans.get(i);
      if (span.from() >= line.length()) {
        return;
      }
      String value = line.substring(span.from(), Math.min(span.to(), line.length())).strip();
      out.write(i == 0 ? "" : ",");
      out.write(value.isEmpty() ? "" : "\"" + value.replace("\"", "\"\"") + "\"");
    }
  }
}
