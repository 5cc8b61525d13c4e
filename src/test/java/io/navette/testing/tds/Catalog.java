package io.navette.testing.tds;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQL Server's catalog over H2's: the views and functions of sys that Navette and the driver ask.
 * Public with static methods, since H2 calls them by name.
 */
public final class Catalog {
  private Catalog() {}

  /** Creates it in a new database. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA \"dbo\"");
      statement.execute("SET SCHEMA \"dbo\"");
      statement.execute("CREATE SCHEMA \"sys\"");
      functions(statement);
      types(statement);
      views(statement);
    }
  }

  private static void functions(Statement statement) throws SQLException {
    for (String name : List.of("OBJECT_ID", "COLLATIONPROPERTY", "DB_NAME")) {
      function(statement, name, name.toLowerCase(Locale.ROOT));
    }
    function(statement, "SERVERPROPERTY", "serverproperty");
    function(statement, "MIN_ACTIVE_ROWVERSION", "rowversion");
    for (String name : List.of("declared", "typeid", "maxlength", "digits", "scale")) {
      function(statement, "\"sys\".tds_" + name, name);
    }
  }

  private static void function(Statement statement, String name, String method)
      throws SQLException {
    statement.execute(
        "CREATE ALIAS " + name + " FOR '" + Catalog.class.getName() + "." + method + "'");
  }

  private static void types(Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE \"sys\".types (name VARCHAR(128), user_type_id INT, system_type_id INT)");
    for (Map.Entry<String, Integer> type : TdsType.IDS.entrySet()) {
      statement.execute(
          "INSERT INTO \"sys\".types VALUES ('%s', %d, %2$d)"
              .formatted(type.getKey(), type.getValue()));
    }
    statement.execute(
        "CREATE TABLE \"sys\".databases (name VARCHAR(128), snapshot_isolation_state INT)");
    statement.execute("INSERT INTO \"sys\".databases VALUES (DB_NAME(), 1)");
  }

  private static void views(Statement statement) throws SQLException {
    statement.execute(
        "CREATE VIEW \"sys\".schemas AS SELECT SCHEMA_NAME AS name, ORA_HASH(SCHEMA_NAME) AS"
            + " schema_id FROM INFORMATION_SCHEMA.SCHEMATA");
    String id = "CAST(ORA_HASH(TABLE_SCHEMA || '.' || TABLE_NAME, 2147483646) AS INT)";
    statement.execute(
        "CREATE VIEW \"sys\".objects AS SELECT "
            + id
            + " AS object_id, TABLE_NAME AS name, ORA_HASH(TABLE_SCHEMA) AS schema_id, CASE"
            + " TABLE_TYPE WHEN 'VIEW' THEN 'V' ELSE 'U' END AS type, CASE TABLE_SCHEMA WHEN 'dbo'"
            + " THEN FALSE WHEN 'sys' THEN TRUE WHEN 'INFORMATION_SCHEMA' THEN TRUE ELSE FALSE END"
            + " AS is_ms_shipped FROM INFORMATION_SCHEMA.TABLES");
    statement.execute(
        "CREATE VIEW \"sys\".columns AS SELECT object_id, column_id, name,"
            + " \"sys\".tds_typeid(declared) AS system_type_id,"
            + " \"sys\".tds_typeid(declared) AS user_type_id,"
            + " \"sys\".tds_maxlength(declared) AS max_length,"
            + " \"sys\".tds_digits(declared) AS precision,"
            + " \"sys\".tds_scale(declared) AS scale, is_nullable, is_identity, is_computed,"
            + " CASE WHEN declared LIKE '%char%' OR declared LIKE 'text%' THEN"
            + " 'Latin1_General_100_CS_AS' END AS collation_name"
            + " FROM (SELECT "
            + id
            + " AS object_id, ORDINAL_POSITION AS column_id, COLUMN_NAME AS name,"
            + " \"sys\".tds_declared(REMARKS, DATA_TYPE, CAST(CHARACTER_MAXIMUM_LENGTH AS BIGINT),"
            + " CAST(NUMERIC_PRECISION AS BIGINT), CAST(COALESCE(NUMERIC_SCALE,"
            + " DATETIME_PRECISION) AS BIGINT)) AS declared,"
            + " IS_NULLABLE = 'YES' AS is_nullable, IS_IDENTITY = 'YES' AS is_identity,"
            + " IS_GENERATED <> 'NEVER' AS is_computed FROM INFORMATION_SCHEMA.COLUMNS)");
    statement.execute(
        "CREATE VIEW \"sys\".indexes AS SELECT "
            + id
            + " AS object_id, INDEX_NAME AS index_id, INDEX_TYPE_NAME = 'PRIMARY KEY' AS"
            + " is_primary_key FROM INFORMATION_SCHEMA.INDEXES");
    statement.execute(
        "CREATE VIEW \"sys\".index_columns AS SELECT "
            + id.replace("TABLE_", "i.TABLE_")
            + " AS object_id, i.INDEX_NAME AS index_id, c.ORDINAL_POSITION AS column_id,"
            + " i.ORDINAL_POSITION AS key_ordinal FROM INFORMATION_SCHEMA.INDEX_COLUMNS i JOIN"
            + " INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = i.TABLE_SCHEMA AND c.TABLE_NAME ="
            + " i.TABLE_NAME AND c.COLUMN_NAME = i.COLUMN_NAME");
    statement.execute(
        "CREATE VIEW \"sys\".partitions AS SELECT "
            + id
            + " AS object_id, 1 AS index_id, ROW_COUNT_ESTIMATE AS rows FROM"
            + " INFORMATION_SCHEMA.TABLES");
  }

  /** The number of an object; null where there is none. */
  public static @Nullable Integer object_id(Connection connection, @Nullable String name)
      throws SQLException {
    if (name == null) {
      return null;
    }
    List<String> parts =
        Token.of(name).stream().filter(token -> !token.is(".")).map(Token::plain).toList();
    String table = parts.get(parts.size() - 1);
    String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : "dbo";
    String sql =
        "SELECT ORA_HASH(TABLE_SCHEMA || '.' || TABLE_NAME, 2147483646) FROM INFORMATION_SCHEMA.TABLES WHERE"
            + " UPPER(TABLE_NAME) = UPPER(?) AND (UPPER(TABLE_SCHEMA) = UPPER(?) OR TABLE_TYPE ="
            + " 'LOCAL TEMPORARY')";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      statement.setString(2, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Integer.valueOf((int) row.getLong(1)) : null;
      }
    }
  }

  /** The code page of the one collation there is. */
  public static @Nullable Integer collationproperty(@Nullable String collation, String property) {
    return collation != null && property.equals("CodePage") ? Integer.valueOf(1252) : null;
  }

  /** The lowest number a row may still get. */
  public static byte[] rowversion() {
    return RowVersion.next();
  }

  /** The database's name. */
  public static String db_name(Connection connection) throws SQLException {
    return connection.getCatalog();
  }

  /** What is asked of the server. */
  public static String serverproperty(String name) {
    return switch (name) {
      case "ProductVersion" -> "13.0.6300.2";
      case "Edition" -> "Navette test server";
      default -> throw new TdsError(195, name + " is not known");
    };
  }

  /** The type a column was declared with, or the one that is nearest to H2's. */
  public static String declared(
      @Nullable String remarks,
      String type,
      @Nullable Long length,
      @Nullable Long precision,
      @Nullable Long scale) {
    if (remarks != null && !remarks.isEmpty()) {
      return remarks.replace(" identity", "");
    }
    return nearest(
        type,
        length == null ? 0 : length,
        precision == null ? 0 : precision,
        scale == null ? 0 : scale);
  }

  private static String nearest(String type, long length, long precision, long scale) {
    return switch (type) {
      case "BOOLEAN" -> "bit";
      case "TINYINT", "SMALLINT" -> "smallint";
      case "INTEGER" -> "int";
      case "BIGINT" -> "bigint";
      case "REAL" -> "real";
      case "DOUBLE PRECISION", "DECFLOAT" -> "float";
      case "NUMERIC" -> "decimal(" + Math.min(38, precision) + "," + Math.min(38, scale) + ")";
      case "DATE" -> "date";
      case "TIME" -> "time(" + Math.min(7, scale) + ")";
      case "TIMESTAMP" -> "datetime2(" + Math.min(7, scale) + ")";
      case "TIMESTAMP WITH TIME ZONE" -> "datetimeoffset(" + Math.min(7, scale) + ")";
      case "UUID" -> "uniqueidentifier";
      case "CHARACTER" -> "nchar(" + Math.max(1, Math.min(4000, length)) + ")";
      case "BINARY", "BINARY VARYING" ->
          length == 0 || length > 8000 ? "varbinary(max)" : "varbinary(" + length + ")";
      default -> length == 0 || length > 4000 ? "nvarchar(max)" : "nvarchar(" + length + ")";
    };
  }

  /** As system_type_id. */
  public static int typeid(String declared) {
    return TdsType.IDS.getOrDefault(TdsType.of(declared).name(), 0);
  }

  /** In bytes. */
  public static int maxlength(String declared) {
    return TdsType.of(declared).maxLength();
  }

  /** A decimal's digits. */
  public static int digits(String declared) {
    return TdsType.of(declared).precision();
  }

  /** Digits behind the point. */
  public static int scale(String declared) {
    return TdsType.of(declared).scale();
  }

  /**
   * A result's column.
   *
   * @param writable whether it is neither computed nor an identity
   */
  record Described(String name, TdsType type, boolean nullable, boolean writable) {}

  /** What a result's columns are declared as. */
  static List<Described> describe(Connection connection, ResultSetMetaData data)
      throws SQLException {
    List<Described> columns = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columns.add(
          new Described(
              data.getColumnLabel(i),
              TdsType.of(declaration(connection, data, i)),
              data.isNullable(i) != ResultSetMetaData.columnNoNulls,
              !data.isAutoIncrement(i)));
    }
    return columns;
  }

  private static String declaration(Connection connection, ResultSetMetaData data, int column)
      throws SQLException {
    String sql =
        "SELECT REMARKS FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
            + " AND COLUMN_NAME = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, data.getSchemaName(column));
      statement.setString(2, data.getTableName(column));
      statement.setString(3, data.getColumnName(column));
      try (ResultSet row = statement.executeQuery()) {
        long digits = data.getPrecision(column);
        return declared(
            row.next() ? row.getString(1) : null,
            data.getColumnTypeName(column).replace("CHARACTER VARYING", "VARCHAR"),
            digits,
            digits,
            (long) data.getScale(column));
      }
    }
  }
}
