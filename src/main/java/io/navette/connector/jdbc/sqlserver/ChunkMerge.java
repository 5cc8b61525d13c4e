package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.row.CellText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Carries staged rows into the target in one go, which nearly always succeeds. When the server
 * refuses it, halves of the rows are tried until the bad ones stand alone.
 */
final class ChunkMerge {
  private final Connection connection;
  private final Staging staging;
  private final Merge merge;

  ChunkMerge(Connection connection, Staging staging) {
    this.connection = connection;
    this.staging = staging;
    this.merge = new Merge(staging);
  }

  /** What the staged rows would do as the last chunk. */
  Changes pending() throws SQLException {
    staging.keepOne(connection);
    return merge.pending(connection);
  }

  /**
   * Merges the staged rows.
   *
   * @param rejections takes those the target refuses
   */
  Changes run(List<Rejection> rejections) throws SQLException {
    staging.keepOne(connection);
    return halves(1, staging.lastRow(connection) + 1, rejections);
  }

  /** Makes the target hold the staged rows and no others. */
  Changes replace(List<Rejection> rejections) throws SQLException {
    if (staging.request().mode() == WriteMode.MIRROR) {
      Changes merged = run(rejections);
      return merged.plus(new Changes(0, 0, 0, merge.deleteVanished(connection)));
    }
    staging.keepOne(connection);
    Changes changes = merge.pending(connection);
    merge.clearTarget(connection);
    halves(1, staging.lastRow(connection) + 1, rejections);
    return changes;
  }

  private Changes halves(long first, long end, List<Rejection> rejections) throws SQLException {
    if (first >= end) {
      return Changes.NONE;
    }
    Savepoint before = connection.setSavepoint();
    try {
      return merge.apply(connection, first, end);
    } catch (SQLException e) {
      if (!Server.isData(e)) {
        throw e;
      }
      connection.rollback(before);
      if (end - first == 1) {
        reject(first, e, rejections);
        return Changes.NONE;
      }
    }
    long middle = first + (end - first) / 2;
    return halves(first, middle, rejections).plus(halves(middle, end, rejections));
  }

  /** A number may be missing, where its row was outdated by a later one. */
  private void reject(long number, SQLException cause, List<Rejection> rejections)
      throws SQLException {
    RowBatch batch = new RowBatch(staging.request().schema());
    String sql =
        "SELECT "
            + Tsql.columns(batch.schema().names())
            + " FROM "
            + staging.name()
            + " WHERE "
            + Tsql.quoted(Staging.ROW)
            + " = "
            + number;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        return;
      }
      for (int i = 0; i < batch.schema().size(); i++) {
        String base = staging.target().field(batch.schema().column(i).name()).base();
        new CellReader(i + 1, base, batch.cells(i)).read(row);
      }
    } catch (CellText.Misfit e) {
      throw new IllegalStateException("a staged row is not of its own type", e);
    }
    batch.endRow();
    String reason = Server.message(cause);
    Optional<String> column =
        batch.schema().names().stream()
            .filter(name -> reason.contains("column '" + name + "'"))
            .findFirst();
    rejections.add(
        new Rejection(Rejection.Stage.WRITE, RowJson.write(batch, 0), column, reason, ""));
  }
}
