package io.navette.connector.jdbc;

import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The ledger in a target: one row per job and stream, written in the transaction of the chunk it
 * speaks of. Plain SQL that SQLite and PostgreSQL share.
 *
 * @param table the ledger's own name, e.g. {@code navette_ledger}, for SQL
 */
public record LedgerTable(String table) {
  /** The ledger's usual name. */
  public static final String NAME = "navette_ledger";

  /** Creates it where it is missing. */
  public String createStatement() {
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " (job TEXT NOT NULL, stream TEXT NOT NULL, run TEXT NOT NULL, fence BIGINT NOT NULL,"
        + " sequence BIGINT NOT NULL, row_count BIGINT NOT NULL, bookmark TEXT,"
        + " last_chunk SMALLINT NOT NULL, PRIMARY KEY (job, stream))";
  }

  /** The entry of a stream; the table must exist. */
  public Optional<Chunk> find(Connection connection, WriteRequest request) throws SQLException {
    String sql =
        "SELECT run, fence, sequence, row_count, bookmark, last_chunk FROM "
            + table
            + " WHERE job = ? AND stream = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, request.job());
      statement.setString(2, request.stream());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(chunk(row)) : Optional.empty();
      }
    }
  }

  private static Chunk chunk(ResultSet row) throws SQLException {
    return new Chunk(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        Optional.ofNullable(row.getString(5)).map(Bookmark::new),
        row.getInt(6) != 0);
  }

  /**
   * Writes the chunk's entry; the caller commits.
   *
   * @throws Failure.Locked when a later run holds the stream
   */
  public void save(Connection connection, WriteRequest request, Chunk chunk) throws SQLException {
    String sql =
        "INSERT INTO "
            + table
            + " (job, stream, run, fence, sequence, row_count, bookmark, last_chunk)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job, stream) DO UPDATE SET"
            + " run = excluded.run, fence = excluded.fence, sequence = excluded.sequence,"
            + " row_count = excluded.row_count, bookmark = excluded.bookmark,"
            + " last_chunk = excluded.last_chunk WHERE "
            + table
            + ".fence <= excluded.fence";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, request.job());
      statement.setString(2, request.stream());
      statement.setString(3, chunk.run());
      statement.setLong(4, chunk.fence());
      statement.setLong(5, chunk.sequence());
      statement.setLong(6, chunk.rows());
      statement.setString(7, chunk.bookmark().map(Bookmark::json).orElse(null));
      statement.setInt(8, chunk.last() ? 1 : 0);
      if (statement.executeUpdate() == 0) {
        throw LedgerKeeping.overtaken(request, chunk);
      }
    }
  }

  /** Removes a stream's entry; the caller commits. */
  public void forget(Connection connection, WriteRequest request) throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE job = ? AND stream = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, request.job());
      statement.setString(2, request.stream());
      statement.executeUpdate();
    }
  }
}
