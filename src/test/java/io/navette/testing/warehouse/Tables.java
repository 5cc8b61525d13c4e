package io.navette.testing.warehouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A warehouse's tables in a database of H2 in memory. A column's declared type is its remark, since
 * H2 has other types.
 */
public final class Tables implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String url =
      "jdbc:h2:mem:warehouse"
          + DATABASES.incrementAndGet()
          + ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_TIMEOUT=20000";
  private final Connection open;

  /**
   * @param schema the one schema
   */
  Tables(String schema) {
    try {
      open = DriverManager.getConnection(url);
      for (String name : List.of("unixMicros:UNIX_MICROS", "hex:HEX", "unhex:UNHEX")) {
        alias(name);
      }
      alias("unhex:FROM_HEX");
      alias("same:TO_JSON_STRING");
      execute("CREATE SCHEMA " + quoted(schema), "SET TIME ZONE 'UTC'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void alias(String name) throws SQLException {
    String[] parts = name.split(":", -1);
    execute(
        "CREATE ALIAS " + parts[1] + " FOR '" + Functions.class.getName() + "." + parts[0] + "'");
  }

  /** A column as declared. */
  record Field(String name, String type, boolean required) {
    /** The type without digits or length. */
    String base() {
      return type.replaceAll("\\(.*", "");
    }
  }

  /** A connection of its own, in UTC. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
    }
    return connection;
  }

  /** Runs H2's own statements. */
  public void execute(String... statements) throws SQLException {
    try (Statement statement = open.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query of H2's, each as its values joined by commas. */
  public List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          cells.add(row.getString(i));
        }
        rows.add(String.join(",", cells));
      }
    }
    return rows;
  }

  void create(String schema, String table, List<Field> fields, List<String> key)
      throws SQLException {
    List<String> parts = new ArrayList<>();
    for (Field field : fields) {
      parts.add(
          quoted(field.name()) + " " + h2(field.type()) + (field.required() ? " NOT NULL" : ""));
    }
    if (!key.isEmpty()) {
      parts.add(
          "PRIMARY KEY (" + String.join(", ", key.stream().map(Tables::quoted).toList()) + ")");
    }
    String name = quoted(schema) + "." + quoted(table);
    execute("CREATE TABLE " + name + " (" + String.join(", ", parts) + ")");
    for (Field field : fields) {
      remark(name, field);
    }
  }

  private void remark(String table, Field field) throws SQLException {
    execute(
        "COMMENT ON COLUMN " + table + "." + quoted(field.name()) + " IS '" + field.type() + "'");
  }

  void add(String schema, String table, List<Field> fields) throws SQLException {
    String name = quoted(schema) + "." + quoted(table);
    for (Field field : fields) {
      execute("ALTER TABLE " + name + " ADD " + quoted(field.name()) + " " + h2(field.type()));
      remark(name, field);
    }
  }

  /** A table with the columns, constraints and rows of another. */
  void copy(String schema, String table, String copy) throws SQLException {
    String from = quoted(schema) + "." + quoted(table);
    String to = quoted(schema) + "." + quoted(copy);
    for (String sql : rows("SCRIPT NODATA NOPASSWORDS NOSETTINGS TABLE " + from)) {
      if (sql.startsWith("CREATE MEMORY TABLE ") || sql.startsWith("ALTER TABLE ")) {
        execute(sql.replace(from, to).replaceAll(" CONSTRAINT \"[^\"]*\"\\.\"[^\"]*\"", ""));
      }
    }
    execute("INSERT INTO " + to + " SELECT * FROM " + from);
  }

  /** As H2 declares it. */
  static String h2(String type) {
    return isNested(type) ? "VARCHAR" : Translation.of(type);
  }

  /** Whether a type is a field of BigQuery's REST API, whose values are kept as JSON. */
  static boolean isNested(String type) {
    return type.startsWith("{");
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  List<String> names(String schema) throws SQLException {
    return rows(
        "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = '"
            + schema
            + "' ORDER BY 1");
  }

  /** Empty when there is no such table. */
  List<Field> fields(String schema, String table) throws SQLException {
    String sql =
        "SELECT COLUMN_NAME, REMARKS, DATA_TYPE, NUMERIC_PRECISION, NUMERIC_SCALE, IS_NULLABLE"
            + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
            + " ORDER BY ORDINAL_POSITION";
    List<Field> fields = new ArrayList<>();
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String remark = row.getString(2);
          String type =
              remark == null || remark.isEmpty()
                  ? undeclared(row.getString(3), row.getInt(4), row.getInt(5))
                  : remark;
          fields.add(new Field(row.getString(1), type, row.getString(6).equals("NO")));
        }
      }
    }
    return fields;
  }

  /** For tables that a test made by H2's own statements. */
  private static String undeclared(String type, int precision, int scale) {
    return switch (type) {
      case "BIGINT" -> "BIGINT";
      case "NUMERIC", "DECIMAL" -> "NUMERIC(" + precision + "," + scale + ")";
      default -> "STRING";
    };
  }

  List<String> key(String schema, String table) throws SQLException {
    return rows(
        "SELECT u.COLUMN_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS AS c JOIN"
            + " INFORMATION_SCHEMA.KEY_COLUMN_USAGE AS u ON u.CONSTRAINT_NAME = c.CONSTRAINT_NAME"
            + " WHERE c.CONSTRAINT_TYPE = 'PRIMARY KEY' AND c.TABLE_SCHEMA = '"
            + schema.replace("'", "''")
            + "' AND c.TABLE_NAME = '"
            + table.replace("'", "''")
            + "' ORDER BY u.ORDINAL_POSITION");
  }

  @Override
  public void close() throws SQLException {
    open.close();
  }
}
