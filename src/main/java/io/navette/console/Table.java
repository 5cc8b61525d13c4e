package io.navette.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a result, for any output format. Cells are String, Number, Boolean, Instant, Duration or
 * null.
 */
public final class Table {
  private final List<Column> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private final boolean data;

  private Table(List<Column> columns, boolean data) {
    this.columns = List.copyOf(columns);
    this.data = data;
  }

  /**
   * A column.
   *
   * @param name its key in JSON and CSV; people see it with spaces instead of underscores
   */
  public record Column(String name, Kind kind) {}

  /** How a column's cells are shown to people; JSON and CSV hold the plain values. */
  public enum Kind {
    TEXT,
    /** Any number, as it is. */
    NUMBER,
    /** Numbers, grouped by thousands. */
    COUNT,
    /** A size in bytes. */
    BYTES,
    DURATION,
    MOMENT
  }

  public static Table of(Column... columns) {
    return new Table(List.of(columns), false);
  }

  /** Rows of a user's own, whose columns keep their names as they are. */
  public static Table ofData(List<Column> columns) {
    return new Table(columns, true);
  }

  boolean isData() {
    return data;
  }

  public static Column text(String name) {
    return new Column(name, Kind.TEXT);
  }

  public static Column number(String name) {
    return new Column(name, Kind.NUMBER);
  }

  public static Column count(String name) {
    return new Column(name, Kind.COUNT);
  }

  public static Column bytes(String name) {
    return new Column(name, Kind.BYTES);
  }

  public static Column duration(String name) {
    return new Column(name, Kind.DURATION);
  }

  public static Column moment(String name) {
    return new Column(name, Kind.MOMENT);
  }

  /** Text columns with these names. */
  public static Table ofTexts(List<String> names) {
    return new Table(names.stream().map(Table::text).toList(), false);
  }

  /** One value per column. */
  public Table row(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns: " + Arrays.toString(cells));
    }
    rows.add(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(cells))));
    return this;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<List<@Nullable Object>> rows() {
    return Collections.unmodifiableList(rows);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }
}
