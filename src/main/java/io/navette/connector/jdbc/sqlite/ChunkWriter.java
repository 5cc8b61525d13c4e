package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Collects a chunk in a temporary table, which locks nothing, and carries it into the file with its
 * ledger entry in one short transaction.
 */
final class ChunkWriter implements RowWriter, Staged {
  private static final int CONSTRAINT = 19;
  private static final int MISMATCH = 20;

  private final Database database;
  private final WriteRequest request;
  private final ReentrantLock turn;
  private final Connection connection;
  private final ChunkTable chunk;
  private final Staging whole;

  @MustBeClosed
  ChunkWriter(Database database, WriteRequest request, ReentrantLock turn) {
    this.database = database;
    this.request = request;
    this.turn = turn;
    this.connection = database.write();
    this.whole = Staging.persistent(request);
    try {
      this.chunk = new ChunkTable(connection, request);
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    try {
      return chunk.add(batch);
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
  }

  @Override
  public Committed commit(Chunk entry) {
    turn.lock();
    try {
      Committed committed = begin(entry);
      SqliteSink.LEDGER.save(connection, request, entry);
      Staging.execute(connection, "COMMIT");
      chunk.staging().clear(connection);
      return committed;
    } catch (SQLException e) {
      rollback();
      throw database.failure(request.stream(), e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private Committed begin(Chunk entry) throws SQLException {
    Staging.execute(connection, "BEGIN IMMEDIATE");
    Staging.execute(connection, SqliteSink.LEDGER.createStatement());
    if (!request.mode().wholeStream()) {
      return merge(chunk.staging());
    }
    if (entry.sequence() == 1) {
      whole.create(connection);
    }
    whole.addAll(connection, chunk.staging());
    return entry.last() ? replace() : Committed.of(Changes.NONE);
  }

  private Committed replace() throws SQLException {
    Merge merge = new Merge(request, whole.name());
    whole.keepLast(connection);
    Changes changes = merge.pending(connection);
    if (request.mode() == WriteMode.REPLACE) {
      merge.clearTarget(connection);
    }
    List<Rejection> rejections = new ArrayList<>();
    carry(merge, whole, 1, whole.lastRow(connection) + 1, rejections);
    if (request.mode() == WriteMode.MIRROR) {
      merge.deleteVanished(connection);
    }
    whole.drop(connection);
    return new Committed(changes, rejections);
  }

  private Committed merge(Staging rows) throws SQLException {
    if (request.mode().needsKey()) {
      rows.keepLast(connection);
    }
    Merge merge = new Merge(request, rows.name());
    Changes changes =
        request.mode() == WriteMode.APPEND
            ? Changes.created(rows.rows(connection))
            : merge.pending(connection);
    List<Rejection> rejections = new ArrayList<>();
    carry(merge, rows, 1, rows.lastRow(connection) + 1, rejections);
    return new Committed(
        rejections.isEmpty() ? changes : without(changes, rejections.size()), rejections);
  }

  /** A refused row was counted as created: an update that breaks a constraint is the rarer case. */
  private static Changes without(Changes changes, int refused) {
    long created = Math.max(0, changes.created() - refused);
    long updated = changes.updated() - (refused - (changes.created() - created));
    return new Changes(created, updated, changes.unchanged(), changes.deleted());
  }

  /** Halves the range until the rows that break a constraint stand alone; the others pass. */
  private void carry(Merge merge, Staging rows, long first, long end, List<Rejection> rejections)
      throws SQLException {
    if (first >= end) {
      return;
    }
    Staging.execute(connection, "SAVEPOINT navette_rows");
    try {
      merge.apply(connection, first, end);
      Staging.execute(connection, "RELEASE navette_rows");
    } catch (SQLException e) {
      Staging.execute(connection, "ROLLBACK TO navette_rows");
      Staging.execute(connection, "RELEASE navette_rows");
      int code = e.getErrorCode() & 0xff;
      if (code != CONSTRAINT && code != MISMATCH) {
        throw e;
      }
      if (end - first == 1) {
        rejections.add(chunk.refused(rows, first, reason(e)));
        return;
      }
      long middle = first + (end - first) / 2;
      carry(merge, rows, first, middle, rejections);
      carry(merge, rows, middle, end, rejections);
    }
  }

  private static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int open = message.lastIndexOf('(');
    return open > 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }

  @Override
  public Changes pending() {
    try {
      Staging.execute(connection, "BEGIN");
      boolean resumed = request.mode().wholeStream() && whole.rows(connection) > 0;
      Changes changes = resumed ? pendingWithWhole() : pendingChunk();
      Staging.execute(connection, "ROLLBACK");
      return changes;
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
  }

  private Changes pendingChunk() throws SQLException {
    chunk.staging().keepLast(connection);
    return new Merge(request, chunk.staging().name()).pending(connection);
  }

  /** Earlier chunks and the one at hand together, in a temporary table that is rolled back. */
  private Changes pendingWithWhole() throws SQLException {
    Staging all = new Staging("temp.navette_all", request);
    all.create(connection);
    all.addAll(connection, whole);
    all.addAll(connection, chunk.staging());
    all.keepLast(connection);
    return new Merge(request, all.name()).pending(connection);
  }

  @Override
  public long targetRows() {
    Staging target = new Staging("main." + Sql.quoted(request.target()), request);
    return Math.max(0, target.rows(connection));
  }

  @Override
  public void discard() {
    turn.lock();
    try {
      Staging.execute(connection, "BEGIN IMMEDIATE");
      Staging.execute(connection, SqliteSink.LEDGER.createStatement());
      whole.drop(connection);
      SqliteSink.LEDGER.forget(connection, request);
      Staging.execute(connection, "COMMIT");
      chunk.staging().clear(connection);
    } catch (SQLException e) {
      rollback();
      throw database.failure(request.stream(), e);
    } finally {
      turn.unlock();
    }
  }

  private void rollback() {
    try {
      Staging.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // No transaction is open, or the file is closed next: SQLite then rolls back by itself.
      return;
    }
  }

  @Override
  public void close() {
    try {
      chunk.close();
      connection.close();
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
  }
}
