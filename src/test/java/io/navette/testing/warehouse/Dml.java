package io.navette.testing.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs one statement that changes rows, and counts as warehouses do. */
record Dml(long inserted, long updated, long deleted) {

  /** In the connection's transaction. */
  static Dml run(Connection connection, String sql) throws SQLException {
    if (sql.startsWith("MERGE")) {
      return merge(connection, sql);
    }
    if (sql.startsWith("INSERT OVERWRITE ")) {
      String rest = sql.substring("INSERT OVERWRITE ".length());
      String table = rest.substring(0, rest.indexOf(" ("));
      execute(connection, "DELETE FROM " + table);
      return new Dml(execute(connection, "INSERT INTO " + rest), 0, 0);
    }
    long rows = execute(connection, sql);
    return switch (sql.substring(0, sql.indexOf(' '))) {
      case "INSERT" -> new Dml(rows, 0, 0);
      case "UPDATE" -> new Dml(0, rows, 0);
      default -> new Dml(0, 0, rows);
    };
  }

  /** H2 counts created and changed rows together: the two halves are run one after the other. */
  private static Dml merge(Connection connection, String sql) throws SQLException {
    int changes = sql.indexOf(" WHEN MATCHED ");
    int creates = sql.indexOf(" WHEN NOT MATCHED ");
    String head = sql.substring(0, changes >= 0 ? changes : creates);
    long updated =
        changes < 0
            ? 0
            : execute(
                connection, head + sql.substring(changes, creates < 0 ? sql.length() : creates));
    long inserted = creates < 0 ? 0 : execute(connection, head + sql.substring(creates));
    return new Dml(inserted, updated, 0);
  }

  private static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(Translation.of(sql));
    }
  }
}
