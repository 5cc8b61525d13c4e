package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Carries staged rows into the target, set by set, and counts what that does or would do. An update
 * and an insert that holds the range of its keys stand in place of MERGE: their counts are exact,
 * triggers see what they expect, and none of the errors Microsoft lists for MERGE applies.
 */
final class Merge {
  private final WriteRequest request;
  private final Relation relation;
  private final String target;
  private final String from;
  private final List<String> values;

  /**
   * @param staging whose rows are one per key
   */
  Merge(Staging staging) {
    this.request = staging.request();
    this.relation = staging.target();
    this.target = relation.sql();
    this.from = staging.name();
    // An identity is given when its row is made, and can't be changed.
    this.values =
        request.schema().names().stream()
            .filter(name -> !request.key().contains(name) && !relation.field(name).identity())
            .toList();
  }

  /** What {@link #apply} of all staged rows would do. */
  Changes pending(Connection connection) throws SQLException {
    long staged = count(connection, from + " AS s", "");
    if (request.key().isEmpty()) {
      return keyless(staged, count(connection, target, ""));
    }
    long known = count(connection, from + " AS s", " WHERE " + exists(target, "t"));
    long differing =
        values.isEmpty()
            ? 0
            : count(
                connection,
                from + " AS s JOIN " + target + " AS t ON " + sameKey(),
                " WHERE " + differs());
    long vanishing =
        request.mode().wholeStream()
            ? count(connection, target + " AS t", " WHERE NOT " + exists(from, "s"))
            : 0;
    return switch (request.mode()) {
      case APPEND -> Changes.created(staged);
      case INSERT -> new Changes(staged - known, 0, known, 0);
      case UPDATE -> new Changes(0, differing, known - differing, 0);
      case UPSERT -> new Changes(staged - known, differing, known - differing, 0);
      case REPLACE, MIRROR -> new Changes(staged - known, differing, known - differing, vanishing);
    };
  }

  private Changes keyless(long staged, long held) {
    return request.mode() == WriteMode.REPLACE
        ? new Changes(
            Math.max(0, staged - held), Math.min(staged, held), 0, Math.max(0, held - staged))
        : Changes.created(staged);
  }

  /** Writes the staged rows with numbers in [first, end); fails as a whole on the first bad one. */
  Changes apply(Connection connection, long first, long end) throws SQLException {
    String range = range(first, end);
    long rows = count(connection, from + " AS s", " WHERE " + range);
    return switch (request.mode()) {
      case APPEND, REPLACE -> Changes.created(insert(connection, range, false));
      case INSERT -> {
        long created = insert(connection, range, true);
        yield new Changes(created, 0, rows - created, 0);
      }
      case UPDATE -> {
        long known =
            count(connection, from + " AS s", " WHERE " + range + " AND " + exists(target, "t"));
        long updated = update(connection, range);
        yield new Changes(0, updated, known - updated, 0);
      }
      case UPSERT, MIRROR -> {
        long updated = update(connection, range);
        long created = insert(connection, range, true);
        yield new Changes(created, updated, rows - created - updated, 0);
      }
    };
  }

  private static String range(long first, long end) {
    String row = "s." + Tsql.quoted(Staging.ROW);
    return row + " >= " + first + " AND " + row + " < " + end;
  }

  private long insert(Connection connection, String range, boolean absent) throws SQLException {
    String columns = Tsql.columns(request.schema().names());
    boolean numbered =
        request.schema().names().stream().anyMatch(name -> relation.field(name).identity());
    if (numbered) {
      Tsql.execute(connection, "SET IDENTITY_INSERT " + target + " ON");
    }
    long rows =
        Tsql.execute(
            connection,
            "INSERT INTO "
                + target
                + " ("
                + columns
                + ") SELECT "
                + columns
                + " FROM "
                + from
                + " AS s WHERE "
                + range
                + (absent ? " AND NOT " + exists(target, "t", " WITH (UPDLOCK, HOLDLOCK)") : ""));
    if (numbered) {
      Tsql.execute(connection, "SET IDENTITY_INSERT " + target + " OFF");
    }
    return rows;
  }

  private long update(Connection connection, String range) throws SQLException {
    if (values.isEmpty()) {
      return 0;
    }
    return Tsql.execute(
        connection,
        "UPDATE t SET "
            + Sql.joined(values, ", ", name -> Tsql.quoted(name) + " = s." + Tsql.quoted(name))
            + " FROM "
            + target
            + " AS t JOIN "
            + from
            + " AS s ON "
            + sameKey()
            + " WHERE "
            + range
            + " AND "
            + differs());
  }

  /** Empties the target; readers wait until the new rows are in. */
  void clearTarget(Connection connection) throws SQLException {
    var before = connection.setSavepoint();
    try {
      Tsql.execute(connection, "TRUNCATE TABLE " + target);
    } catch (SQLException e) {
      // Other tables refer to it, or the right to alter it is missing: rows can still be deleted.
      connection.rollback(before);
      Tsql.execute(connection, "DELETE FROM " + target);
    }
  }

  /** Removes what a complete read did not find. */
  long deleteVanished(Connection connection) throws SQLException {
    return Tsql.execute(
        connection, "DELETE t FROM " + target + " AS t WHERE NOT " + exists(from, "s"));
  }

  private String exists(String table, String alias) {
    return exists(table, alias, "");
  }

  private String exists(String table, String alias, String hint) {
    return "EXISTS (SELECT 1 FROM " + table + " AS " + alias + hint + " WHERE " + sameKey() + ")";
  }

  private String sameKey() {
    return Sql.joined(
        request.key(), " AND ", name -> "t." + Tsql.quoted(name) + " = s." + Tsql.quoted(name));
  }

  /** EXCEPT takes two nulls for the same, where {@code <>} knows nothing of them. */
  private String differs() {
    return "EXISTS (SELECT " + images("s") + " EXCEPT SELECT " + images("t") + ")";
  }

  private String images(String alias) {
    return Sql.joined(
        values, ", ", name -> relation.field(name).image(alias + "." + Tsql.quoted(name)));
  }

  private static long count(Connection connection, String table, String where) throws SQLException {
    return Tsql.count(connection, "SELECT COUNT_BIG(*) FROM " + table + where);
  }
}
