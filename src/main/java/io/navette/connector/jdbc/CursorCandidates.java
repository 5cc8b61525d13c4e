package io.navette.connector.jdbc;

import io.navette.row.Column;
import io.navette.row.ColumnType.Kind;
import io.navette.row.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses by which columns a table could be read incrementally. */
public final class CursorCandidates {
  private CursorCandidates() {}

  /** Columns that tell of changes first, then other moments, then a whole-number key. */
  public static List<String> of(Schema schema, List<String> key) {
    return schema.columns().stream()
        .filter(column -> isMoment(column) || isNumber(column, key))
        .sorted(Comparator.comparingInt(CursorCandidates::rank))
        .map(Column::name)
        .toList();
  }

  private static boolean isMoment(Column column) {
    return column.type().kind() == Kind.INSTANT || column.type().kind() == Kind.DATETIME;
  }

  private static boolean isNumber(Column column, List<String> key) {
    return column.type().kind() == Kind.INTEGER && key.equals(List.of(column.name()));
  }

  private static int rank(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    boolean change = name.contains("modif") || name.contains("updat") || name.contains("chang");
    return change ? 0 : column.type().kind() == Kind.INTEGER ? 2 : 1;
  }
}
