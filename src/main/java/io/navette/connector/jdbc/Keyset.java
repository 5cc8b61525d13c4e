package io.navette.connector.jdbc;

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
 * @param condition SQL for WHERE with one parameter per value; empty for all rows
 * @param values of the condition's parameters as canonical text, in order, with their column
 */
public record Keyset(List<String> columns, Optional<String> condition, List<Bound> values) {

  /** A parameter: the canonical text of a value and the column whose type it has. */
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
   */
  public static Keyset of(
      ReadRequest request, List<String> after, boolean inclusive, Optional<String> upTo) {
    List<String> order = order(request);
    List<String> conditions = new ArrayList<>();
    List<Bound> values = new ArrayList<>();
    request.where().ifPresent(where -> conditions.add("(" + where + ")"));
    if (!after.isEmpty()) {
      conditions.add(after(order.subList(0, after.size()), inclusive));
      for (int i = 0; i < after.size(); i++) {
        values.add(new Bound(order.get(i), after.get(i)));
      }
    }
    bound(conditions, values, order, ">= ?", request.from());
    bound(conditions, values, order, "< ?", request.upTo());
    bound(conditions, values, order, "<= ?", upTo);
    return new Keyset(
        order,
        conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions)),
        values);
  }

  private static void bound(
      List<String> conditions,
      List<Bound> values,
      List<String> order,
      String operator,
      Optional<String> text) {
    text.ifPresent(
        value -> {
          conditions.add(Sql.quoted(order.get(0)) + " " + operator);
          values.add(new Bound(order.get(0), value));
        });
  }

  /** A row value comparison, which both SQLite and PostgreSQL answer from an index. */
  private static String after(List<String> columns, boolean inclusive) {
    String operator = inclusive ? ">=" : ">";
    return columns.size() == 1
        ? Sql.quoted(columns.get(0)) + " " + operator + " ?"
        : "("
            + Sql.columns(columns)
            + ") "
            + operator
            + " ("
            + Sql.parameters(columns.size())
            + ")";
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
