package io.navette.connector.jdbc.postgres;

import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import io.navette.connector.jdbc.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A table that holds rows on their way to the target, with the target's types but none of its
 * constraints. Columns whose type has no binary form stand in it as text.
 *
 * @param name for SQL
 */
record Staging(String name, Relation target, WriteRequest request) {

  /** Rows of one chunk, seen by this connection only and gone with its transaction. */
  static Staging chunk(Relation target, WriteRequest request) {
    return new Staging("pg_temp.navette_chunk", target, request);
  }

  /** Rows of a whole pass, kept beside the target until they replace its rows. */
  static Staging persistent(Relation target, WriteRequest request) {
    CRC32 hash = new CRC32();
    hash.update((request.job() + "\0" + request.stream()).getBytes(StandardCharsets.UTF_8));
    String name = "navette_stage_" + Long.toHexString(hash.getValue());
    return new Staging(new TableName(target.name().schema(), name).sql(), target, request);
  }

  void createTemporary(Connection connection) throws SQLException {
    execute(connection, "CREATE TEMPORARY TABLE navette_chunk ON COMMIT DELETE ROWS AS " + shape());
  }

  /**
   * Without write-ahead log: after a crash of the server it is empty, and the pass starts again.
   */
  void createPersistent(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS " + name);
    execute(connection, "CREATE UNLOGGED TABLE " + name + " AS " + shape());
  }

  private String shape() {
    return "SELECT "
        + request.schema().names().stream().map(this::declared).collect(Collectors.joining(", "))
        + " FROM "
        + target.name().sql()
        + " WHERE false";
  }

  private String declared(String column) {
    String quoted = Sql.quoted(column);
    return target.wire(column) == Wire.CAST ? "NULL::text AS " + quoted : quoted;
  }

  void drop(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS " + name);
  }

  /**
   * Leaves one row per key: the last, or where existing rows are never changed the first.
   *
   * @return how many rows went
   */
  long keepOne(Connection connection) throws SQLException {
    String kept = request.mode() == WriteMode.INSERT ? "min" : "max";
    return execute(
        connection,
        "DELETE FROM "
            + name
            + " a USING (SELECT "
            + Sql.columns(request.key())
            + ", "
            + kept
            + "(ctid) AS kept FROM "
            + name
            + " GROUP BY "
            + Sql.columns(request.key())
            + " HAVING count(*) > 1) b WHERE "
            + Sql.joined(
                request.key(),
                " AND ",
                key -> "a." + Sql.quoted(key) + " IS NOT DISTINCT FROM b." + Sql.quoted(key))
            + " AND a.ctid <> b.kept");
  }

  /** Number of rows; -1 when the table does not exist. */
  long rows(Connection connection) throws SQLException {
    if (!exists(connection, name)) {
      return -1;
    }
    return count(connection, "SELECT count(*) FROM " + name);
  }

  static boolean exists(Connection connection, String table) throws SQLException {
    String sql = "SELECT to_regclass(?) IS NOT NULL";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Runs a statement, and returns how many rows it changed. */
  static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : Math.max(0, statement.getLargeUpdateCount());
    }
  }

  /** A column of a row source {@code s}, as the target's type. */
  String value(String column) {
    String quoted = "s." + Sql.quoted(column);
    return target.wire(column) == Wire.CAST ? quoted + "::" + target.type(column) : quoted;
  }
}
