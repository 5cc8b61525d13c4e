package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A table that holds rows on their way to the target: its types and collations, none of its
 * constraints, and a number that says in which order they came.
 *
 * @param name for SQL
 */
record Staging(String name, Relation target, WriteRequest request) {
  /** The column that numbers rows. */
  static final String ROW = "navette_row";

  /** Rows of one chunk, seen by this connection only and gone with it. */
  static Staging chunk(Relation target, WriteRequest request) {
    return new Staging("#navette_chunk", target, request);
  }

  /** Rows of a whole pass, kept beside the target until they replace its rows. */
  static Staging persistent(Relation target, WriteRequest request) {
    CRC32 hash = new CRC32();
    hash.update((request.job() + "\0" + request.stream()).getBytes(StandardCharsets.UTF_8));
    String name = "navette_stage_" + Long.toHexString(hash.getValue());
    return new Staging(Tsql.quoted(new TableName(target.name().schema(), name)), target, request);
  }

  /** Creates it empty, whatever was there; commits by itself. */
  void create(Connection connection) throws SQLException {
    drop(connection);
    String columns =
        request.schema().names().stream()
            .map(name -> Tsql.quoted(name) + " " + target.field(name).staged() + " NULL")
            .collect(Collectors.joining(", "));
    Tsql.execute(
        connection,
        "CREATE TABLE " + name + " (" + Tsql.quoted(ROW) + " bigint NOT NULL, " + columns + ")");
  }

  void drop(Connection connection) throws SQLException {
    Tsql.execute(connection, "DROP TABLE IF EXISTS " + name);
  }

  void clear(Connection connection) throws SQLException {
    Tsql.execute(connection, "TRUNCATE TABLE " + name);
  }

  /**
   * Leaves one row per key: the last, or where existing rows are never changed the first.
   *
   * @return how many rows went
   */
  long keepOne(Connection connection) throws SQLException {
    if (request.key().isEmpty() || request.mode() == WriteMode.APPEND) {
      return 0;
    }
    String kept = request.mode() == WriteMode.INSERT ? "MIN" : "MAX";
    return Tsql.execute(
        connection,
        "DELETE FROM "
            + name
            + " WHERE "
            + Tsql.quoted(ROW)
            + " NOT IN (SELECT "
            + kept
            + "("
            + Tsql.quoted(ROW)
            + ") FROM "
            + name
            + " GROUP BY "
            + Tsql.columns(request.key())
            + ")");
  }

  /** Number of rows; -1 when the table does not exist. */
  long rows(Connection connection) throws SQLException {
    boolean temporary = name.startsWith("#");
    return temporary || Tsql.exists(connection, name)
        ? Tsql.count(connection, "SELECT COUNT_BIG(*) FROM " + name)
        : -1;
  }

  /** The number of the last row; 0 for no rows. */
  long lastRow(Connection connection) throws SQLException {
    return Tsql.count(connection, "SELECT COALESCE(MAX(" + Tsql.quoted(ROW) + "), 0) FROM " + name);
  }
}
