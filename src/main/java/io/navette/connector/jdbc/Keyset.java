package io.navette.connector.jdbc;

import static java.util.stream.Collectors.joining;

import io.navette.connector.ReadRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order and the bounds of one pass over a table: rows after a known one, up to a frozen upper
 * bound, by (cursor, key). Ties of the cursor are told apart by the key, so that none is lost or
 * read twice.
 *
 * @param columns by which rows are ordered; empty when the table can't be resumed
 * @param condition SQL for WHERE, with what {@code parameter} made of every value; empty for all
 *     rows
 * @param values the condition's values in order
 */
public record Keyset(List<String> columns, Optional<String> condition, List<Bound> values) {

  /** A value's canonical text, and the column whose type it has. */
  public record Bound(String column, String text) {}

  public Keyset {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
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
   * @param parameter how a value stands in SQL: {@code ?}, or a literal where there are no
   *     parameters
   */
  public static Keyset of(
      ReadRequest request,
      List<String> after,
      boolean inclusive,
      Optional<String> upTo,
      Function<Bound, String> parameter) {
    List<String> order = order(request);
    List<String> conditions = new ArrayList<>();
    List<Bound> values = new ArrayList<>();
    request.where().ifPresent(where -> conditions.add("(" + where + ")"));
    if (!after.isEmpty()) {
      for (int i = 0; i < after.size(); i++) {
        values.add(new Bound(order.get(i), after.get(i)));
      }
      conditions.add(after(values, inclusive, parameter));
    }
    limit(" >= ", order, request.from(), conditions, values, parameter);
    limit(" < ", order, request.upTo(), conditions, values, parameter);
    limit(" <= ", order, upTo, conditions, values, parameter);
    return new Keyset(
        order,
        conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions)),
        values);
  }

  private static void limit(
      String operator,
      List<String> order,
      Optional<String> text,
      List<String> conditions,
      List<Bound> values,
      Function<Bound, String> parameter) {
    text.ifPresent(
        value -> {
          Bound bound = new Bound(order.get(0), value);
          conditions.add(Sql.quoted(bound.column()) + operator + parameter.apply(bound));
          values.add(bound);
        });
  }

  /** A row value comparison, which both SQLite and PostgreSQL answer from an index. */
  private static String after(
      List<Bound> values, boolean inclusive, Function<Bound, String> parameter) {
    String left = values.stream().map(Bound::column).map(Sql::quoted).collect(joining(", "));
    String right = values.stream().map(parameter).collect(joining(", "));
    String operator = inclusive ? " >= " : " > ";
    return values.size() == 1
        ? left + operator + right
        : "(" + left + ")" + operator + "(" + right + ")";
  }

  /** {@code " WHERE ..."} or nothing. */
  public String whereClause() {
    return condition.map(sql -> " WHERE " + sql).orElse("");
  }

  /** {@code " ORDER BY ..."} or nothing. */
  public String orderClause() {
    return columns.isEmpty() ? "" : " ORDER BY " + Sql.columns(columns);
  }
}
