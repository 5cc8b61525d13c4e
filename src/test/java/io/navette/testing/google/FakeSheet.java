package io.navette.testing.google;

import io.navette.testing.google.Exchange.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One sheet of a fake spreadsheet. */
final class FakeSheet {
  /**
   * A cell.
   *
   * @param value Boolean, Number or String as computed; null for none
   * @param error the type of a formula's error; empty for none
   * @param formula empty for none
   * @param format the number format's type; empty for none
   */
  record Cell(@Nullable Object value, String error, String formula, String format, String pattern) {
    static final Cell EMPTY = new Cell(null, "", "", "", "");

    Cell with(@Nullable Object other, String typed) {
      return new Cell(other, "", typed, format, pattern);
    }

    Cell shown(String type, String as) {
      return new Cell(value, error, formula, type, as);
    }

    boolean isEmpty() {
      return value == null && error.isEmpty();
    }
  }

  final int id;
  final String title;
  final boolean hidden;
  int rows;
  int columns;
  private final Map<Long, Cell> cells = new HashMap<>();

  FakeSheet(int id, String title, boolean hidden, int rows, int columns) {
    this.id = id;
    this.title = title;
    this.hidden = hidden;
    this.rows = rows;
    this.columns = columns;
  }

  FakeSheet copy() {
    FakeSheet copy = new FakeSheet(id, title, hidden, rows, columns);
    copy.cells.putAll(cells);
    return copy;
  }

  Cell at(int row, int column) {
    return cells.getOrDefault(row * 100_000L + column, Cell.EMPTY);
  }

  void put(int row, int column, Cell cell) {
    if (row >= rows || column >= columns) {
      throw Refusal.invalid(
          "Range (" + title + ") exceeds grid limits. Max rows: " + rows + ", columns: " + columns);
    }
    cells.put(row * 100_000L + column, cell);
  }

  /** Makes room before a row; what stands below moves down. */
  void insert(int before, int count) {
    Map<Long, Cell> moved = new HashMap<>();
    cells.forEach(
        (place, cell) ->
            moved.put(place / 100_000 >= before ? place + count * 100_000L : place, cell));
    cells.clear();
    cells.putAll(moved);
    rows += count;
  }

  /** Values of a part, without empty rows at the end and empty cells at the end of rows. */
  List<List<Object>> values(FakeRange range) {
    List<List<Object>> found = new ArrayList<>();
    for (int row = range.firstRow(); row <= range.lastRow(); row++) {
      List<Object> line = new ArrayList<>();
      for (int column = range.firstColumn(); column <= range.lastColumn(); column++) {
        Cell cell = at(row, column);
        line.add(cell.value() == null ? shown(cell.error()) : cell.value());
      }
      while (!line.isEmpty() && line.getLast().equals("")) {
        line.removeLast();
      }
      found.add(line);
    }
    while (!found.isEmpty() && found.getLast().isEmpty()) {
      found.removeLast();
    }
    return found;
  }

  private static String shown(String error) {
    return error.isEmpty() ? "" : "#" + error + "!";
  }

  /** Cells of a part with values and formats, without empty rows at the end. */
  List<Map<String, Object>> grid(FakeRange range) {
    List<Map<String, Object>> found = new ArrayList<>();
    int filled = 0;
    for (int row = range.firstRow(); row <= range.lastRow(); row++) {
      List<Map<String, Object>> line = new ArrayList<>();
      int width = 0;
      for (int column = range.firstColumn(); column <= range.lastColumn(); column++) {
        Cell cell = at(row, column);
        line.add(data(cell));
        width = cell.isEmpty() ? width : line.size();
      }
      found.add(width == 0 ? Map.of() : Map.of("values", line.subList(0, width)));
      filled = width == 0 ? filled : found.size();
    }
    return found.subList(0, filled);
  }

  private static Map<String, Object> data(Cell cell) {
    Map<String, Object> data = new HashMap<>();
    if (!cell.error().isEmpty()) {
      data.put("effectiveValue", Map.of("errorValue", Map.of("type", cell.error())));
    } else if (cell.value() instanceof Boolean flag) {
      data.put("effectiveValue", Map.of("boolValue", flag));
    } else if (cell.value() instanceof Number number) {
      data.put("effectiveValue", Map.of("numberValue", number));
    } else if (cell.value() != null) {
      data.put("effectiveValue", Map.of("stringValue", cell.value()));
    }
    if (!cell.format().isEmpty()) {
      Map<String, Object> format = Map.of("type", cell.format(), "pattern", cell.pattern());
      data.put("effectiveFormat", Map.of("numberFormat", format));
    }
    return data;
  }
}
