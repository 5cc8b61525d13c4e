package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.row.Bookmark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/**
 * The ledger, kept with SQL Server's means.
 *
 * @param table by its name for SQL
 */
record Ledger(LedgerTable table) {
  private static final int EXISTS = 2714;
  private static final int DUPLICATE = 2627;

  /** Creates it where it is missing; two runs may want that at once, and one of them is second. */
  void create(Connection connection) throws SQLException {
    String text = "nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL";
    try {
      Tsql.execute(
          connection,
          "CREATE TABLE "
              + table.table()
              + " (job "
              + text
              + ", stream "
              + text
              + ", run nvarchar(100) NOT NULL, fence bigint NOT NULL, sequence bigint NOT NULL,"
              + " row_count bigint NOT NULL, bookmark nvarchar(max) NULL,"
              + " last_chunk smallint NOT NULL, PRIMARY KEY (job, stream))");
    } catch (SQLException e) {
      if (e.getErrorCode() != EXISTS) {
        throw e;
      }
    }
  }

  boolean exists(Connection connection) throws SQLException {
    return Tsql.exists(connection, table.table());
  }

  Optional<Chunk> find(Connection connection, WriteRequest request) throws SQLException {
    return table.find(connection, request);
  }

  /** Removes a stream's entry; the caller commits. */
  void forget(Connection connection, WriteRequest request) throws SQLException {
    table.forget(connection, request);
  }

  /**
   * Writes the chunk's entry; the caller commits.
   *
   * @throws io.navette.failure.Failure.Locked when a later run holds the stream
   */
  void save(Connection connection, WriteRequest request, Chunk chunk) throws SQLException {
    if (update(connection, request, chunk)) {
      return;
    }
    if (find(connection, request).isPresent()) {
      throw LedgerKeeping.overtaken(request, chunk);
    }
    try {
      insert(connection, request, chunk);
    } catch (SQLException e) {
      if (e.getErrorCode() == DUPLICATE) {
        throw LedgerKeeping.overtaken(request, chunk);
      }
      throw e;
    }
  }

  private boolean update(Connection connection, WriteRequest request, Chunk chunk)
      throws SQLException {
    String sql =
        "UPDATE "
            + table.table()
            + " SET run = ?, fence = ?, sequence = ?, row_count = ?, bookmark = ?, last_chunk = ?"
            + " WHERE job = ? AND stream = ? AND fence <= ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, chunk, 1);
      statement.setString(7, request.job());
      statement.setString(8, request.stream());
      statement.setLong(9, chunk.fence());
      return statement.executeUpdate() > 0;
    }
  }

  private void insert(Connection connection, WriteRequest request, Chunk chunk)
      throws SQLException {
    String sql =
        "INSERT INTO "
            + table.table()
            + " (job, stream, run, fence, sequence, row_count, bookmark, last_chunk)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, request.job());
      statement.setString(2, request.stream());
      bind(statement, chunk, 3);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Chunk chunk, int from) throws SQLException {
    statement.setString(from, chunk.run());
    statement.setLong(from + 1, chunk.fence());
    statement.setLong(from + 2, chunk.sequence());
    statement.setLong(from + 3, chunk.rows());
    Optional<String> bookmark = chunk.bookmark().map(Bookmark::json);
    if (bookmark.isPresent()) {
      statement.setString(from + 4, bookmark.get());
    } else {
      statement.setNull(from + 4, Types.NVARCHAR);
    }
    statement.setInt(from + 5, chunk.last() ? 1 : 0);
  }
}
