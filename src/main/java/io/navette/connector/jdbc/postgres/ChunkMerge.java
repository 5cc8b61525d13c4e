package io.navette.connector.jdbc.postgres;

import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.connector.jdbc.Sql;
import io.navette.row.Rejection;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Carries staged rows into the target in one statement, which nearly always succeeds. When the
 * server refuses it, rows that share a key are reduced to one first, and then halves of the rows
 * are tried until the bad ones stand alone.
 */
final class ChunkMerge {
  private static final String NUMBERED = "pg_temp.navette_rows";

  private final Connection connection;
  private final Staging staging;
  private final boolean unique;
  private final Merge merge;
  private long outdated;

  ChunkMerge(Connection connection, Staging staging, boolean unique) {
    this.connection = connection;
    this.staging = staging;
    this.unique = unique;
    this.merge = new Merge(staging, unique);
  }

  /** What the staged rows would do as the last chunk. */
  Changes pending() throws SQLException {
    if (mode().needsKey() || mode() == WriteMode.REPLACE) {
      keepOne();
    }
    return merge.pending(connection);
  }

  /**
   * Merges a chunk.
   *
   * @param rows how many are staged
   * @param rejections takes those the target refuses
   */
  Changes run(long rows, List<Rejection> rejections) throws SQLException {
    return reduced(() -> merge.apply(connection, staging.name(), rows - outdated), rejections);
  }

  /** Makes the target hold the staged rows and no others. */
  Changes replace(List<Rejection> rejections) throws SQLException {
    if (mode() == WriteMode.MIRROR) {
      Changes merged = run(staging.rows(connection), rejections);
      return merged.plus(new Changes(0, 0, 0, merge.deleteVanished(connection)));
    }
    return reduced(
        () -> {
          Changes changes = merge.pending(connection);
          merge.clearTarget(connection);
          merge.apply(connection, staging.name(), 0);
          return changes;
        },
        rejections);
  }

  private WriteMode mode() {
    return staging.request().mode();
  }

  private void keepOne() throws SQLException {
    if (!staging.request().key().isEmpty() && mode() != WriteMode.APPEND) {
      outdated += staging.keepOne(connection);
    }
  }

  @FunctionalInterface
  private interface Attempt {
    Changes run() throws SQLException;
  }

  private Changes reduced(Attempt attempt, List<Rejection> rejections) throws SQLException {
    // Without an index on the key, or where rows only change others, doubles would go unnoticed.
    boolean blind = !unique || mode() == WriteMode.UPDATE;
    if (!blind) {
      Savepoint before = connection.setSavepoint();
      try {
        Changes changes = attempt.run();
        connection.releaseSavepoint(before);
        return changes;
      } catch (SQLException e) {
        back(before, e);
      }
    }
    keepOne();
    Savepoint before = connection.setSavepoint();
    try {
      Changes changes = attempt.run();
      connection.releaseSavepoint(before);
      return changes;
    } catch (SQLException e) {
      back(before, e);
    }
    if (mode() == WriteMode.REPLACE) {
      merge.clearTarget(connection);
    }
    return oneByOne(rejections);
  }

  private void back(Savepoint before, SQLException cause) throws SQLException {
    String state = Server.state(cause);
    if (!Server.isData(state) && !state.equals("21000")) {
      throw cause;
    }
    connection.rollback(before);
  }

  private Changes oneByOne(List<Rejection> rejections) throws SQLException {
    Staging.execute(
        connection,
        "CREATE TEMPORARY TABLE navette_rows ON COMMIT DROP AS"
            + " SELECT row_number() OVER (ORDER BY ctid) AS navette_row, s.* FROM "
            + staging.name()
            + " s");
    Staging.execute(connection, "CREATE INDEX ON " + NUMBERED + " (navette_row)");
    long rows = Staging.count(connection, "SELECT count(*) FROM " + NUMBERED);
    return halves(1, rows + 1, rejections);
  }

  private Changes halves(long first, long end, List<Rejection> rejections) throws SQLException {
    if (first >= end) {
      return Changes.NONE;
    }
    SQLException cause;
    Savepoint before = connection.setSavepoint();
    try {
      Changes changes = merge.apply(connection, range(first, end), end - first);
      connection.releaseSavepoint(before);
      return changes;
    } catch (SQLException e) {
      back(before, e);
      cause = e;
    }
    if (end - first == 1) {
      rejections.add(
          new Rejection(
              Rejection.Stage.WRITE, row(first), Server.column(cause), Server.message(cause), ""));
      return Changes.NONE;
    }
    long middle = first + (end - first) / 2;
    return halves(first, middle, rejections).plus(halves(middle, end, rejections));
  }

  private static String range(long first, long end) {
    return "(SELECT * FROM "
        + NUMBERED
        + " WHERE navette_row >= "
        + first
        + " AND navette_row < "
        + end
        + ")";
  }

  /** A staged row as JSON. */
  private String row(long number) throws SQLException {
    Schema schema = staging.request().schema();
    RowDecoder decoder =
        new RowDecoder(
            schema,
            schema.names().stream().map(staging.target()::wire).collect(Collectors.toList()));
    String sql =
        "COPY (SELECT "
            + Sql.columns(schema.names())
            + " FROM "
            + range(number, number + 1)
            + " s) TO STDOUT (FORMAT binary)";
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    CopyRows rows = new CopyRows(copy);
    byte @Nullable [] row = rows.next();
    byte @Nullable [] end = row == null ? null : rows.next();
    if (row == null || end != null) {
      throw new IllegalStateException("row " + number + " of " + NUMBERED + " is not one row");
    }
    return decoder.json(row);
  }
}
