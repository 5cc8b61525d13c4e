package io.navette.connector.jdbc.sqlserver;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes chunks, each in one transaction with its ledger entry. Rows that are only added go
 * straight into the target; others are staged in a temporary table, outside the transaction, so
 * that a deadlock costs the merge alone; or, where they replace the target at the end, in a table
 * that outlives the run.
 */
final class ChunkWriter implements RowWriter, Staged {
  private static final int ATTEMPTS = 4;

  private final Server server;
  private final WriteRequest request;
  private final Ledger ledger;
  private final Connection connection;
  private final Relation target;
  private final Staging staging;
  private final boolean kept;
  private final boolean direct;
  private final BulkLoad load;
  private final List<Rejection> held = new ArrayList<>();
  private boolean staged;
  private long written;
  private long numbered;

  @MustBeClosed
  ChunkWriter(Server server, WriteRequest request, boolean resumed) {
    this.server = server;
    this.request = request;
    this.ledger = server.ledger();
    this.connection = server.connect();
    this.kept = request.mode().wholeStream() && !request.preview();
    this.direct = request.mode() == WriteMode.APPEND && !request.preview();
    try {
      this.target = server.relation(connection, request.target());
      this.load = new BulkLoad(connection, server, target, request);
      this.staging = kept ? Staging.persistent(target, request) : Staging.chunk(target, request);
      prepare(resumed);
    } catch (SQLException e) {
      server.close(connection);
      throw server.failure(request.stream(), e);
    } catch (RuntimeException e) {
      server.close(connection);
      throw e;
    }
  }

  private void prepare(boolean resumed) throws SQLException {
    if (kept && resumed) {
      numbered = staging.lastRow(connection);
    } else if (!direct) {
      stage();
    }
    connection.setAutoCommit(!kept && !direct);
  }

  /** A table is made by itself: in a transaction it would hold locks on the catalog. */
  private void stage() throws SQLException {
    staging.create(connection);
    staged = true;
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    List<Rejection> rejections = load.add(batch);
    try {
      if (load.isFull()) {
        flush();
      }
      return rejections;
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  private void flush() throws SQLException {
    if (load.gathered() == 0) {
      return;
    }
    if (direct) {
      append();
    } else {
      load.send(staging.name(), numbered + 1);
      numbered += load.gathered();
    }
    load.clear();
  }

  /** A bad row spoils its bulk copy: the rows are then staged, and the bad ones looked for. */
  private void append() throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      load.send(target.sql(), -1);
      written += load.gathered();
    } catch (SQLException e) {
      if (!Server.isData(e)) {
        throw e;
      }
      connection.rollback(before);
      one(staging);
      load.send(staging.name(), 1);
      written += new ChunkMerge(connection, staging).run(held).created();
    }
  }

  private void one(Staging table) throws SQLException {
    if (staged) {
      table.clear(connection);
    } else {
      stage();
    }
  }

  @Override
  public Committed commit(Chunk entry) {
    try {
      flush();
      for (int attempt = 1; ; attempt++) {
        try {
          return attempt(entry);
        } catch (SQLException e) {
          rollback();
          boolean again = e.getErrorCode() == Server.DEADLOCK && !kept && !direct;
          if (!again || attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  private Committed attempt(Chunk entry) throws SQLException {
    connection.setAutoCommit(false);
    List<Rejection> rejections = new ArrayList<>();
    Changes changes = changes(entry, rejections);
    ledger.save(connection, request, entry);
    connection.commit();
    rejections.addAll(0, held);
    held.clear();
    written = 0;
    finish(entry);
    return new Committed(changes, rejections);
  }

  /** What is staged is of no use any more. */
  private void finish(Chunk entry) throws SQLException {
    connection.setAutoCommit(!kept && !direct);
    if (kept && entry.last()) {
      connection.setAutoCommit(true);
      staging.drop(connection);
      connection.setAutoCommit(false);
    } else if (!kept && !direct) {
      staging.clear(connection);
      numbered = 0;
    }
  }

  private Changes changes(Chunk entry, List<Rejection> rejections) throws SQLException {
    if (direct) {
      return Changes.created(written);
    }
    if (!kept) {
      return new ChunkMerge(connection, staging).run(rejections);
    }
    return entry.last() ? new ChunkMerge(connection, staging).replace(rejections) : Changes.NONE;
  }

  @Override
  public Changes pending() {
    try {
      flush();
      return direct ? Changes.created(written) : new ChunkMerge(connection, staging).pending();
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public long targetRows() {
    try {
      return new Summary(connection, target, Optional.empty()).rows();
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public void discard() {
    try {
      load.clear();
      rollback();
      connection.setAutoCommit(false);
      ledger.forget(connection, request);
      if (kept) {
        staging.clear(connection);
      }
      connection.commit();
      numbered = 0;
    } catch (SQLException e) {
      rollback();
      throw server.failure(request.stream(), e);
    }
  }

  private void rollback() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // The connection is gone, and the server has rolled back by itself.
      return;
    }
  }

  @Override
  public void close() {
    server.close(connection);
  }
}
