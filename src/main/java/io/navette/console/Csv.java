package io.navette.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results as RFC 4180 with a header; durations in seconds, nothing for null. */
final class Csv {
  private Csv() {}

  static List<String> lines(Table table) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", table.columns().stream().map(c -> quoted(c.name())).toList()));
    for (List<@Nullable Object> row : table.rows()) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell(cell)));
      lines.add(String.join(",", cells));
    }
    return lines;
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Duration duration ->
          java.math.BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
      case String text when text.isEmpty() -> "\"\"";
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
