package io.navette.connector.jdbc.sqlite;

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

/** Lowest and highest values of columns, as canonical text. */
final class Extremes {
  private Extremes() {}

  static List<Bounds> of(
      Database database,
      Connection connection,
      String table,
      List<String> columns,
      Optional<String> where) {
    try {
      Columns known = Columns.of(connection, table).orElseThrow();
      List<Bounds> bounds = new ArrayList<>();
      for (String column : columns) {
        Cells cells = new Cells(known.schema().column(known.schema().position(column)).type());
        bounds.add(bounds(connection, table, column, where, cells));
      }
      return bounds;
    } catch (SQLException e) {
      throw database.failure(table, e);
    }
  }

  private static Bounds bounds(
      Connection connection, String table, String column, Optional<String> where, Cells cells)
      throws SQLException {
    String name = Sql.quoted(column);
    String sql =
        "SELECT min("
            + name
            + ") FROM "
            + Sql.quoted(table)
            + filter(where)
            + " UNION ALL SELECT max("
            + name
            + ") FROM "
            + Sql.quoted(table)
            + filter(where);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      CellReader reader = new CellReader(1, cells, CellReader.isUtf8(connection));
      while (row.next()) {
        reader.read(row);
      }
    }
    return new Bounds(column, text(cells, 0), text(cells, 1));
  }

  private static String filter(Optional<String> where) {
    return where.map(condition -> " WHERE (" + condition + ")").orElse("");
  }

  private static Optional<String> text(Cells cells, int row) {
    return cells.isNull(row) ? Optional.empty() : Optional.of(CellText.format(cells, row));
  }
}
