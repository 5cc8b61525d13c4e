package io.navette.connector.jdbc.postgres;

import io.navette.connector.Digesting.Bounds;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.Cells;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a table for numbers and extremes instead of its rows. */
record Summary(Connection connection, Relation relation, Optional<String> where) {

  long rows() throws SQLException {
    return count("");
  }

  /** Rows without a value in a column. */
  long nulls(String column) throws SQLException {
    return count(Sql.quoted(column) + " IS NULL");
  }

  private long count(String condition) throws SQLException {
    String sql = "SELECT count(*) FROM " + relation.name().sql() + filter(condition);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Answered from an index on the column where there is one. */
  List<Bounds> bounds(List<String> columns) throws SQLException {
    List<Bounds> bounds = new ArrayList<>();
    for (String column : columns) {
      bounds.add(new Bounds(column, extreme(column, ""), highest(column)));
    }
    return bounds;
  }

  Optional<String> highest(String column) throws SQLException {
    return extreme(column, " DESC");
  }

  /** Ordered by the column itself: under its own name the text would be sorted, 9 behind 10. */
  private Optional<String> extreme(String column, String order) throws SQLException {
    String name = Sql.quoted(column);
    String sql =
        "SELECT "
            + name
            + "::text AS shown FROM "
            + relation.name().sql()
            + filter(name + " IS NOT NULL")
            + " ORDER BY "
            + name
            + order
            + " LIMIT 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(canonical(column, row.getString(1))) : Optional.empty();
    }
  }

  private String canonical(String column, String text) {
    Cells cell = new Cells(relation.schema().column(relation.schema().position(column)).type());
    CellText.parse(cell, text);
    return CellText.format(cell, 0);
  }

  private String filter(String condition) {
    String own = where.map(sql -> "(" + sql + ")").orElse("");
    String both =
        own.isEmpty() || condition.isEmpty() ? own + condition : own + " AND " + condition;
    return both.isEmpty() ? "" : " WHERE " + both;
  }
}
