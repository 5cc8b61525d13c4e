package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.Digesting.Bounds;
import io.navette.failure.Failure;
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
    return count(Tsql.quoted(column) + " IS NULL");
  }

  private long count(String condition) throws SQLException {
    return Tsql.count(connection, "SELECT COUNT_BIG(*) FROM " + relation.sql() + filter(condition));
  }

  /** Answered from an index on the column where there is one. */
  List<Bounds> bounds(List<String> columns) throws SQLException {
    List<Bounds> bounds = new ArrayList<>();
    for (String column : columns) {
      bounds.add(new Bounds(column, extreme(column, ""), extreme(column, " DESC")));
    }
    return bounds;
  }

  /**
   * The highest value that no row still on its way can stay behind: a row version is given out
   * before its transaction commits, so those of open transactions and all later ones must wait.
   */
  Optional<String> highest(String column) throws SQLException {
    if (!relation.field(column).base().equals("timestamp")) {
      return extreme(column, " DESC");
    }
    String sql = "SELECT CONVERT(binary(8), CONVERT(bigint, MIN_ACTIVE_ROWVERSION()) - 1)";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(canonical(column, row)) : Optional.empty();
    }
  }

  private Optional<String> extreme(String column, String order) throws SQLException {
    String name = Tsql.quoted(column);
    String sql =
        "SELECT TOP (1) "
            + relation.field(column).selected()
            + " FROM "
            + relation.sql()
            + filter(name + " IS NOT NULL")
            + " ORDER BY "
            + relation.field(column).expression()
            + order;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(canonical(column, row)) : Optional.empty();
    }
  }

  private String canonical(String column, ResultSet row) throws SQLException {
    Field field = relation.field(column);
    Cells cell = new Cells(field.column().type());
    try {
      new CellReader(1, field.base(), cell).read(row);
    } catch (CellText.Misfit e) {
      throw new Failure.Data(
          relation.name() + "." + column + ": " + e.getMessage(),
          "to cut what is below a microsecond, add to the stream: options: {"
              + Relation.CUT_OPTION
              + ": cut}");
    }
    return CellText.format(cell, 0);
  }

  private String filter(String condition) {
    String own = where.map(sql -> "(" + sql + ")").orElse("");
    String both =
        own.isEmpty() || condition.isEmpty() ? own + condition : own + " AND " + condition;
    return both.isEmpty() ? "" : " WHERE " + both;
  }
}
