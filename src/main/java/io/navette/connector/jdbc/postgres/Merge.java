package io.navette.connector.jdbc.postgres;

import static java.util.stream.Collectors.joining;

import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * Carries staged rows into the target, set by set, and counts what that does or would do. Rows are
 * compared by {@code *<>}, image against image, which every type has and which tells 1.0 from 1.00.
 */
final class Merge {
  private static final Set<Wire> EXACT =
      Set.of(Wire.INT2, Wire.INT4, Wire.INT8, Wire.UUID, Wire.DATE, Wire.TIMESTAMP);

  private final WriteRequest request;
  private final Staging staging;
  private final boolean unique;
  private final String target;
  private final List<String> values;

  /**
   * @param unique whether the target has an index by which ON CONFLICT finds the key
   */
  Merge(Staging staging, boolean unique) {
    this.staging = staging;
    this.request = staging.request();
    this.unique = unique;
    this.target = staging.target().name().sql();
    this.values =
        request.schema().names().stream().filter(name -> !request.key().contains(name)).toList();
  }

  /** What {@link #apply} of all staged rows would do; they must be one per key. */
  Changes pending(Connection connection) throws SQLException {
    if (request.key().isEmpty()) {
      return keyless(
          Staging.count(connection, "SELECT count(*) FROM " + staging.name()),
          Staging.count(connection, "SELECT count(*) FROM " + target));
    }
    Changes changes = compared(connection, staging.name());
    return switch (request.mode()) {
      case APPEND -> Changes.created(changes.created() + changes.updated() + changes.unchanged());
      case INSERT -> new Changes(changes.created(), 0, changes.updated() + changes.unchanged(), 0);
      case UPDATE -> new Changes(0, changes.updated(), changes.unchanged(), 0);
      case UPSERT -> new Changes(changes.created(), changes.updated(), changes.unchanged(), 0);
      case REPLACE, MIRROR -> changes;
    };
  }

  private Changes keyless(long staged, long held) {
    return request.mode() == WriteMode.REPLACE
        ? new Changes(
            Math.max(0, staged - held), Math.min(staged, held), 0, Math.max(0, held - staged))
        : Changes.created(staged);
  }

  private Changes compared(Connection connection, String from) throws SQLException {
    String known = "t.navette_found AND s.navette_found";
    String differ = values.isEmpty() ? "false" : differs();
    String join = request.mode().wholeStream() ? " FULL JOIN " : " LEFT JOIN ";
    String sql =
        "SELECT count(*) FILTER (WHERE t.navette_found IS NULL), count(*) FILTER (WHERE "
            + known
            + " AND "
            + differ
            + "), count(*) FILTER (WHERE "
            + known
            + " AND NOT "
            + differ
            + "), count(*) FILTER (WHERE s.navette_found IS NULL) FROM (SELECT true AS navette_found, * FROM "
            + from
            + " f) s"
            + join
            + "(SELECT true AS navette_found, * FROM "
            + target
            + ") t ON "
            + sameKey();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Changes(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }
  }

  /**
   * Writes rows; fails as a whole on the first bad one.
   *
   * @param from a table, or a query in parentheses, with the staged columns
   * @param rows how many there are
   */
  Changes apply(Connection connection, String from, long rows) throws SQLException {
    return switch (request.mode()) {
      case APPEND, REPLACE -> Changes.created(execute(connection, insert(from)));
      case INSERT -> {
        long created = execute(connection, insertNew(from));
        yield new Changes(created, 0, rows - created, 0);
      }
      case UPDATE -> {
        Changes compared = compared(connection, from);
        long updated = update(connection, from);
        yield new Changes(0, updated, compared.unchanged(), 0);
      }
      case UPSERT, MIRROR -> upsert(connection, from, rows);
    };
  }

  private Changes upsert(Connection connection, String from, long rows) throws SQLException {
    if (!unique || values.isEmpty()) {
      long updated = update(connection, from);
      long created = execute(connection, insertNew(from));
      return new Changes(created, updated, rows - created - updated, 0);
    }
    String sql =
        "WITH merged AS ("
            + insert(from)
            + onConflict()
            + " DO UPDATE SET "
            + Sql.joined(values, ", ", name -> Sql.quoted(name) + " = excluded." + Sql.quoted(name))
            + " WHERE "
            + changed()
            + " RETURNING xmax = 0 AS created)"
            + " SELECT count(*) FILTER (WHERE created), count(*) FROM merged";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      long created = row.getLong(1);
      long touched = row.getLong(2);
      return new Changes(created, touched - created, rows - touched, 0);
    }
  }

  /**
   * Whole rows are compared faster than rows made of their columns, but also by their keys: only
   * keys that are equal bit by bit, where they are equal at all, allow that.
   */
  private String changed() {
    Relation relation = staging.target();
    boolean whole =
        Set.copyOf(relation.schema().names()).equals(Set.copyOf(request.schema().names()))
            && request.key().stream().map(relation::wire).allMatch(EXACT::contains);
    return whole
        ? "t.* *<> excluded.*"
        : "ROW("
            + Sql.joined(values, ", ", name -> "t." + Sql.quoted(name))
            + ")::record *<> ROW("
            + Sql.joined(values, ", ", name -> "excluded." + Sql.quoted(name))
            + ")::record";
  }

  private String insert(String from) {
    List<String> columns = request.schema().names();
    return "INSERT INTO "
        + target
        + " AS t ("
        + Sql.columns(columns)
        + ") OVERRIDING SYSTEM VALUE SELECT "
        + columns.stream().map(staging::value).collect(joining(", "))
        + " FROM "
        + from
        + " s";
  }

  private String insertNew(String from) {
    return unique
        ? insert(from) + onConflict() + " DO NOTHING"
        : insert(from) + " WHERE NOT EXISTS (SELECT FROM " + target + " t WHERE " + sameKey() + ")";
  }

  private String onConflict() {
    return " ON CONFLICT (" + Sql.columns(request.key()) + ")";
  }

  private long update(Connection connection, String from) throws SQLException {
    if (values.isEmpty()) {
      return 0;
    }
    return execute(
        connection,
        "UPDATE "
            + target
            + " AS t SET "
            + Sql.joined(values, ", ", name -> Sql.quoted(name) + " = " + staging.value(name))
            + " FROM "
            + from
            + " s WHERE "
            + sameKey()
            + " AND "
            + differs());
  }

  /** Empties the target; readers wait until the new rows are in. */
  void clearTarget(Connection connection) throws SQLException {
    var before = connection.setSavepoint();
    try {
      execute(connection, "TRUNCATE " + target);
    } catch (SQLException e) {
      // Other tables refer to it, or it is no plain table: rows can still be deleted one by one.
      connection.rollback(before);
      execute(connection, "DELETE FROM " + target);
    }
  }

  /** Removes what a complete read did not find. */
  long deleteVanished(Connection connection) throws SQLException {
    return execute(
        connection,
        "DELETE FROM "
            + target
            + " AS t WHERE NOT EXISTS (SELECT FROM "
            + staging.name()
            + " s WHERE "
            + sameKey()
            + ")");
  }

  private String sameKey() {
    return Sql.joined(
        request.key(), " AND ", name -> "t." + Sql.quoted(name) + " = " + staging.value(name));
  }

  private String differs() {
    return "ROW("
        + Sql.joined(values, ", ", name -> "t." + Sql.quoted(name))
        + ")::record *<> ROW("
        + values.stream().map(staging::value).collect(joining(", "))
        + ")::record";
  }

  private static long execute(Connection connection, String sql) throws SQLException {
    return Staging.execute(connection, sql);
  }
}
