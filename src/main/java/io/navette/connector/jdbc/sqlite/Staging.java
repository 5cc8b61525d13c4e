package io.navette.connector.jdbc.sqlite;

import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;

/**
 * A table that holds rows on their way to the target, with the target's affinities.
 *
 * @param name for SQL
 */
record Staging(String name, WriteRequest request) {

  /**
   * Rows of one chunk, in a table only this connection sees; it locks nothing and leaves nothing.
   */
  static Staging chunk(WriteRequest request) {
    return new Staging("temp.navette_chunk", request);
  }

  /** Rows of a whole pass, kept in the file until they replace the target's. */
  static Staging persistent(WriteRequest request) {
    CRC32 hash = new CRC32();
    hash.update((request.job() + "\0" + request.stream()).getBytes(StandardCharsets.UTF_8));
    return new Staging(
        "main." + Sql.quoted("navette_stage_" + Long.toHexString(hash.getValue())), request);
  }

  /** Creates it empty, whatever was there. */
  void create(Connection connection) throws SQLException {
    drop(connection);
    execute(
        connection,
        "CREATE TABLE "
            + name
            + " AS SELECT "
            + Sql.columns(request.schema().names())
            + " FROM main."
            + Sql.quoted(request.target())
            + " WHERE 0");
  }

  void drop(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS " + name);
  }

  void clear(Connection connection) throws SQLException {
    execute(connection, "DELETE FROM " + name);
  }

  /** Adds another table's rows, in their order. */
  void addAll(Connection connection, Staging other) throws SQLException {
    String columns = Sql.columns(request.schema().names());
    execute(
        connection,
        "INSERT INTO " + name + " SELECT " + columns + " FROM " + other.name + " ORDER BY rowid");
  }

  /** Leaves one row per key, the last; what came earlier is outdated. */
  void keepLast(Connection connection) throws SQLException {
    if (!request.key().isEmpty() && request.mode() != WriteMode.APPEND) {
      execute(
          connection,
          "DELETE FROM "
              + name
              + " WHERE rowid NOT IN (SELECT max(rowid) FROM "
              + name
              + " GROUP BY "
              + Sql.columns(request.key())
              + ")");
    }
  }

  /** Number of rows; -1 when the table does not exist. */
  long rows(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + name)) {
      return row.getLong(1);
    } catch (SQLException e) {
      return -1;
    }
  }

  /** The highest rowid; 0 for no rows. */
  long lastRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(rowid), 0) FROM " + name)) {
      return row.getLong(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
