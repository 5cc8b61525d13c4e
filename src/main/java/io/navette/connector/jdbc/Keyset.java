package io.navette.connector.jdbc;

import static java.util.stream.Collectors.joining;

import io.navette.connector.ReadRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The order and the bounds of one pass over a table: rows after a known one, up to a frozen upper
 * bound, by (cursor, key). Ties of the cursor are told apart by the key, so that none is lost or
 * read twice.
 *
 * @param columns by which rows are ordered; empty when the table can't be resumed
 * @param condition SQL for WHERE, with what {@code parameter} made of every value; empty for all
 *     rows
 * @param values the condition's values in order
 * @param order the columns as they stand in SQL
 */
public record Keyset(
    List<String> columns, Optional<String> condition, List<Bound> values, List<String> order) {

  /** A value's canonical text, and the column whose type it has. */
  public record Bound(String column, String text) {}

  /** How columns and values stand in a system's SQL. */
  @FunctionalInterface
  public interface Terms {
    /** {@code ?}, or a literal where there are no parameters. */
    String value(Bound bound);

    /** A column's name for SQL. */
    default String column(String name) {
      return Sql.quoted(name);
    }

    /** Whether {@code (a, b) > (x, y)} is known, which can be answered from an index. */
    default boolean comparesRows() {
      return true;
    }
  }

  public Keyset {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    order = List.copyOf(order);
  }

  /** The columns a request is ordered by: its cursor, then the key's columns that are not in it. */
  public static List<String> order(ReadRequest request) {
    LinkedHashSet<String> columns = new LinkedHashSet<>(request.cursor());
    columns.addAll(request.key());
    return List.copyOf(columns);
  }

  /**
   * The bounds of a pass.
   *
   * @param after values of the last row read, one per column of {@code order}; or fewer, for a pass
   *     that begins behind a cursor value
   * @param inclusive whether rows equal to {@code after} are read as well
   * @param upTo the frozen upper bound of the first column; inclusive
   */
  public static Keyset of(
      ReadRequest request,
      List<String> after,
      boolean inclusive,
      Optional<String> upTo,
      Terms terms) {
    List<String> order = order(request);
    List<String> conditions = new ArrayList<>();
    List<Bound> values = new ArrayList<>();
    request.where().ifPresent(where -> conditions.add("(" + where + ")"));
    if (!after.isEmpty()) {
      for (int i = 0; i < after.size(); i++) {
        values.add(new Bound(order.get(i), after.get(i)));
      }
      conditions.add(after(values, inclusive, terms));
    }
    limit(" >= ", order, request.from(), conditions, values, terms);
    limit(" < ", order, request.upTo(), conditions, values, terms);
    limit(" <= ", order, upTo, conditions, values, terms);
    return new Keyset(
        order,
        conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions)),
        values,
        order.stream().map(terms::column).toList());
  }

  private static void limit(
      String operator,
      List<String> order,
      Optional<String> text,
      List<String> conditions,
      List<Bound> values,
      Terms terms) {
    text.ifPresent(
        value -> {
          Bound bound = new Bound(order.get(0), value);
          conditions.add(terms.column(bound.column()) + operator + terms.value(bound));
          values.add(bound);
        });
  }

  private static String after(List<Bound> values, boolean inclusive, Terms terms) {
    String operator = inclusive ? " >= " : " > ";
    if (values.size() == 1) {
      return pair(values.get(0), operator, terms);
    }
    if (terms.comparesRows()) {
      String left = values.stream().map(Bound::column).map(terms::column).collect(joining(", "));
      String right = values.stream().map(terms::value).collect(joining(", "));
      return "(" + left + ")" + operator + "(" + right + ")";
    }
    Bound first = values.get(0);
    // The first comparison says nothing new, but an index on the cursor can answer it.
    return pair(first, " >= ", terms)
        + " AND ("
        + pair(first, " > ", terms)
        + " OR "
        + after(values.subList(1, values.size()), inclusive, terms)
        + ")";
  }

  private static String pair(Bound bound, String operator, Terms terms) {
    return terms.column(bound.column()) + operator + terms.value(bound);
  }

  /** {@code " WHERE ..."} or nothing. */
  public String whereClause() {
    return condition.map(sql -> " WHERE " + sql).orElse("");
  }

  /** {@code " ORDER BY ..."} or nothing. */
  public String orderClause() {
    return order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order);
  }
}
