package io.navette.connector.jdbc.sqlite;

import io.navette.connector.jdbc.Sql;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a table or view declares.
 *
 * @param key the primary key's columns; empty where there is none
 * @param rowid whether rows have a number of their own, by which they can be read in order
 */
record Columns(Schema schema, List<String> key, boolean rowid) {
  private static final String FAMILY = "sqlite";

  Columns {
    key = List.copyOf(key);
  }

  /** Empty when there is no such table or view. */
  static Optional<Columns> of(Connection connection, String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    TreeMap<Integer, String> key = new TreeMap<>();
    String sql = "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(column(row.getString(1), row.getString(2), row.getInt(3) != 0));
          if (row.getInt(4) > 0) {
            key.put(row.getInt(4), row.getString(1));
          }
        }
      }
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Columns(
                new Schema(columns), List.copyOf(key.values()), hasRowid(connection, table)));
  }

  private static Column column(String name, String declared, boolean required) {
    String type = declared == null ? "" : declared;
    return new Column(name, SqliteTypes.of(type), !required, Optional.of(new Origin(FAMILY, type)));
  }

  /** Views and WITHOUT ROWID tables have none. */
  private static boolean hasRowid(Connection connection, String table) throws SQLException {
    String sql = "SELECT wr = 0 AND type = 'table' FROM pragma_table_list WHERE name = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Names of tables and views, without SQLite's and Navette's own. */
  static List<String> tables(Connection connection) throws SQLException {
    String sql =
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'navette\\_%' ESCAPE '\\'"
            + " ORDER BY name";
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** SQL that creates a table with these columns and this key. */
  static String create(String table, Schema schema, List<String> key) {
    List<String> parts = new ArrayList<>();
    for (Column column : schema.columns()) {
      boolean required = !column.nullable() || key.contains(column.name());
      parts.add(
          Sql.quoted(column.name())
              + " "
              + SqliteTypes.declaration(column.type())
              + (required ? " NOT NULL" : ""));
    }
    if (!key.isEmpty()) {
      parts.add("PRIMARY KEY (" + Sql.columns(key) + ")");
    }
    return "CREATE TABLE " + Sql.quoted(table) + " (" + String.join(", ", parts) + ")";
  }
}
