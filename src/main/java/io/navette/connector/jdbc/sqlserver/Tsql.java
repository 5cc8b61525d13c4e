package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.jdbc.Sql;
import io.navette.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** Pieces of Transact-SQL, and short ways to run it. */
final class Tsql {
  private Tsql() {}

  /** An identifier in brackets. */
  static String quoted(String identifier) {
    return '[' + identifier.replace("]", "]]") + ']';
  }

  /** A table's name, every part in brackets. */
  static String quoted(TableName name) {
    return name.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(name.table());
  }

  /** Identifiers in brackets with commas between. */
  static String columns(Collection<String> names) {
    return Sql.joined(names, ", ", Tsql::quoted);
  }

  /** A text as a Unicode literal. */
  static String literal(String text) {
    return "N'" + text.replace("'", "''") + "'";
  }

  static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Runs a statement, and returns how many rows it changed; triggers' counts come before it. */
  static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return Math.max(0, statement.executeLargeUpdate(sql));
    }
  }

  /** Whether there is an object of that name, which is quoted already. */
  static boolean exists(Connection connection, String name) throws SQLException {
    String sql = "SELECT COUNT_BIG(*) FROM sys.objects WHERE object_id = OBJECT_ID(";
    return count(connection, sql + literal(name) + ")") > 0;
  }
}
