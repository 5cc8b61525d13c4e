package io.navette.connector.jdbc.sqlite;

import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Carries staged rows into the target, set by set, and counts what that does or would do. */
final class Merge {
  private final WriteRequest request;
  private final String from;
  private final String target;
  private final List<String> columns;
  private final List<String> values;

  Merge(WriteRequest request, String from) {
    this.request = request;
    this.from = from;
    this.target = "main." + Sql.quoted(request.target());
    this.columns = request.schema().names();
    this.values = columns.stream().filter(name -> !request.key().contains(name)).toList();
  }

  /** What {@link #apply} of all rows would do. The rows must be one per key. */
  Changes pending(Connection connection) throws SQLException {
    if (request.key().isEmpty()) {
      return keyless(count(connection, from, ""), count(connection, target, ""));
    }
    long all = count(connection, from + " s", "");
    long known = count(connection, from + " s", " WHERE " + exists(target, "t", "s"));
    long differing =
        values.isEmpty()
            ? 0
            : count(
                connection,
                from + " s JOIN " + target + " t ON " + sameKey("t", "s"),
                " WHERE " + differs("t", "s"));
    long vanishing =
        request.mode().wholeStream()
            ? count(connection, target + " t", " WHERE NOT " + exists(from, "s", "t"))
            : 0;
    return switch (request.mode()) {
      case APPEND -> Changes.created(all);
      case INSERT -> new Changes(all - known, 0, known, 0);
      case UPDATE -> new Changes(0, differing, known - differing, 0);
      case UPSERT, REPLACE, MIRROR ->
          new Changes(all - known, differing, known - differing, vanishing);
    };
  }

  private Changes keyless(long staged, long held) {
    return request.mode() == WriteMode.REPLACE
        ? new Changes(
            Math.max(0, staged - held), Math.min(staged, held), 0, Math.max(0, held - staged))
        : Changes.created(staged);
  }

  /** Writes the staged rows with rowids in [first, end); fails as a whole on the first bad row. */
  void apply(Connection connection, long first, long end) throws SQLException {
    switch (request.mode()) {
      case APPEND, REPLACE -> insert(connection, "", first, end);
      case INSERT -> insert(connection, " AND NOT " + exists(target, "t", "s"), first, end);
      case UPDATE -> update(connection, first, end);
      case UPSERT, MIRROR -> {
        update(connection, first, end);
        insert(connection, " AND NOT " + exists(target, "t", "s"), first, end);
      }
    }
  }

  /** Empties the target before it is replaced. */
  void clearTarget(Connection connection) throws SQLException {
    Staging.execute(connection, "DELETE FROM " + target);
  }

  /** Removes what a complete read did not find. */
  void deleteVanished(Connection connection) throws SQLException {
    String alias = target + " AS t";
    Staging.execute(connection, "DELETE FROM " + alias + " WHERE NOT " + exists(from, "s", "t"));
  }

  private void insert(Connection connection, String condition, long first, long end)
      throws SQLException {
    String list = Sql.columns(columns);
    ranged(
        connection,
        "INSERT INTO "
            + target
            + " ("
            + list
            + ") SELECT "
            + list
            + " FROM "
            + from
            + " s WHERE s.rowid >= ? AND s.rowid < ?"
            + condition
            + " ORDER BY s.rowid",
        first,
        end);
  }

  private void update(Connection connection, long first, long end) throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    ranged(
        connection,
        "UPDATE "
            + target
            + " AS t SET "
            + Sql.joined(values, ", ", name -> Sql.quoted(name) + " = s." + Sql.quoted(name))
            + " FROM "
            + from
            + " s WHERE s.rowid >= ? AND s.rowid < ? AND "
            + sameKey("t", "s")
            + " AND ("
            + differs("t", "s")
            + ")",
        first,
        end);
  }

  private static void ranged(Connection connection, String sql, long first, long end)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, first);
      statement.setLong(2, end);
      statement.executeUpdate();
    }
  }

  private String exists(String table, String alias, String other) {
    return "EXISTS (SELECT 1 FROM " + table + " " + alias + " WHERE " + sameKey(alias, other) + ")";
  }

  private String sameKey(String left, String right) {
    return Sql.joined(request.key(), " AND ", name -> pair(left, " = ", right, name));
  }

  private String differs(String left, String right) {
    return Sql.joined(values, " OR ", name -> pair(left, " IS NOT ", right, name));
  }

  private static String pair(String left, String operator, String right, String name) {
    return left + "." + Sql.quoted(name) + operator + right + "." + Sql.quoted(name);
  }

  private static long count(Connection connection, String table, String where) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table + where)) {
      return row.getLong(1);
    }
  }
}
