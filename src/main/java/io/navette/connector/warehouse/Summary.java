package io.navette.connector.warehouse;

import static java.util.stream.Collectors.joining;

import io.navette.connector.Digesting.Bounds;
import io.navette.connector.jdbc.Pass;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a relation for numbers and extremes instead of its rows: each one query. */
record Summary(Warehouse warehouse, Relation relation, Optional<String> where) {

  long rows() {
    return number(warehouse, "SELECT COUNT(*) FROM " + relation.sql() + filter());
  }

  /** One number that a query gives. */
  static long number(Warehouse warehouse, String sql) {
    return Long.parseLong(String.valueOf(first(warehouse, sql)[0]));
  }

  /** The first row of a query that has one. */
  static @Nullable String[] first(Warehouse warehouse, String sql) {
    try (Pages pages = warehouse.query(sql)) {
      for (var page = pages.next(); page.isPresent(); page = pages.next()) {
        if (!page.get().isEmpty()) {
          return page.get().get(0);
        }
      }
    }
    throw new IllegalStateException("a count without a row: " + sql);
  }

  List<Bounds> bounds(List<String> columns) {
    String extremes =
        columns.stream()
            .map(name -> extreme("MIN", name) + ", " + extreme("MAX", name))
            .collect(joining(", "));
    @Nullable String[] row =
        first(warehouse, "SELECT " + extremes + " FROM " + relation.sql() + filter());
    List<Bounds> bounds = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = relation.column(columns.get(i));
      bounds.add(
          new Bounds(
              column.name(), canonical(column, row[2 * i]), canonical(column, row[2 * i + 1])));
    }
    return bounds;
  }

  /** The highest value of a cursor; fails when a row has none, since it would never be read. */
  Optional<String> highest(String stream, String cursor) {
    String name = warehouse.dialect().quoted(cursor);
    @Nullable String[] row =
        first(
            warehouse,
            "SELECT "
                + extreme("MAX", cursor)
                + ", COUNT(*) - COUNT("
                + name
                + ") FROM "
                + relation.sql()
                + filter());
    long missing = Long.parseLong(String.valueOf(row[1]));
    if (missing > 0) {
      throw Pass.nullCursor(stream, cursor, missing);
    }
    return canonical(relation.column(cursor), row[0]);
  }

  private String extreme(String function, String column) {
    Dialect dialect = warehouse.dialect();
    return dialect.printed(
        function + "(" + dialect.quoted(column) + ")", Terms.nativeType(relation.column(column)));
  }

  private Optional<String> canonical(Column column, @Nullable String printed) {
    if (printed == null) {
      return Optional.empty();
    }
    Cells cell = new Cells(column.type());
    warehouse.dialect().append(cell, Terms.nativeType(column), printed);
    return Optional.of(CellText.format(cell, 0));
  }

  private String filter() {
    return where.map(sql -> " WHERE (" + sql + ")").orElse("");
  }
}
