package io.navette.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Lays a table out for people: aligned, and cut to the terminal's width where there is one. */
final class TablePrinter {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final Style style;
  private final OptionalInt terminal;

  TablePrinter(Style style, OptionalInt terminal) {
    this.style = style;
    this.terminal = terminal;
  }

  List<String> lines(Table table) {
    List<List<String>> cells = table.rows().stream().map(row -> shown(table, row)).toList();
    int[] widths = widths(table, cells);
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(line(table, headings(table), widths)));
    cells.forEach(row -> lines.add(line(table, row, widths)));
    return lines;
  }

  private static List<String> headings(Table table) {
    return table.columns().stream()
        .map(column -> table.isData() ? oneLine(column.name()) : column.name().replace('_', ' '))
        .toList();
  }

  private static List<String> shown(Table table, List<@Nullable Object> row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(oneLine(shown(table.columns().get(i).kind(), row.get(i))));
    }
    return texts;
  }

  private static String shown(Table.Kind kind, @Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case Duration duration -> Human.duration(duration);
      case Instant instant -> Human.moment(instant);
      case java.math.BigDecimal number -> number.toPlainString();
      case Long number when kind == Table.Kind.BYTES -> Human.bytes(number);
      case Long number when kind == Table.Kind.COUNT -> Human.count(number);
      case Integer number when kind == Table.Kind.COUNT -> Human.count(number);
      default -> cell.toString();
    };
  }

  /** Control characters would let data steer the terminal. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\n' -> line.append('⏎');
                case '\t' -> line.append(' ');
                default -> line.appendCodePoint(Character.isISOControl(point) ? '\uFFFD' : point);
              }
            });
    return line.toString();
  }

  private int[] widths(Table table, List<List<String>> cells) {
    int[] widths = headings(table).stream().mapToInt(Width::of).toArray();
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Width.of(row.get(i)));
      }
    }
    terminal.ifPresent(columns -> shrink(widths, columns - GAP.length() * (widths.length - 1)));
    return widths;
  }

  /** Takes from the widest column first, so that short ones stay readable. */
  private static void shrink(int[] widths, int room) {
    int excess = java.util.stream.IntStream.of(widths).sum() - room;
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  private static String line(Table table, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String text = Width.fit(cells.get(i), widths[i]);
      boolean right = table.columns().get(i).kind() != Table.Kind.TEXT;
      line.append(i == 0 ? "" : GAP)
          .append(right ? Width.padLeft(text, widths[i]) : Width.padRight(text, widths[i]));
    }
    return line.toString().stripTrailing();
  }
}
