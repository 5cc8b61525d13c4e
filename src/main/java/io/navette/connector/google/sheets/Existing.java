package io.navette.connector.google.sheets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows a sheet holds, looked up once. Used by one thread. */
final class Existing {
  private final TabTarget target;
  private @Nullable List<List<Object>> rows;

  Existing(TabTarget target) {
    this.target = target;
  }

  /** In order, empty ones included. Blocks the first time. */
  List<List<Object>> rows() {
    List<List<Object>> known = rows;
    if (known == null) {
      known = target.contents();
      rows = known;
    }
    return known;
  }

  /** Those that hold anything. */
  long count() {
    return rows().stream().filter(row -> !isEmpty(row)).count();
  }

  private static boolean isEmpty(List<Object> row) {
    return row.stream().allMatch(cell -> SheetValue.text(cell).isEmpty());
  }
}
