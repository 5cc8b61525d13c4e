package io.navette.connector.jdbc.postgres;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.failure.Failure;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks, each in one transaction with its ledger entry. Rows that are only added go
 * straight into the target; others pass through a temporary table, or, where they replace the
 * target at the end, through one that outlives the run.
 */
final class ChunkWriter implements RowWriter, Staged {
  private final Server server;
  private final WriteRequest request;
  private final LedgerTable ledger;
  private final Connection connection;
  private final Relation target;
  private final Staging staging;
  private final boolean unique;
  private final boolean direct;
  private final CopyLoad load;
  private final List<Rejection> held = new ArrayList<>();
  private @Nullable Changes merged;
  private boolean closed;

  @MustBeClosed
  ChunkWriter(Server server, WriteRequest request, Relation target, boolean resumed) {
    this.server = server;
    this.request = request;
    this.ledger = server.ledger();
    this.connection = server.connect();
    try {
      connection.setAutoCommit(false);
      this.target = target;
      List<Wire> wires = wires();
      boolean kept = request.mode().wholeStream() && !request.preview();
      this.direct =
          request.mode() == WriteMode.APPEND && !request.preview() && !wires.contains(Wire.CAST);
      this.unique =
          !direct && !request.key().isEmpty() && target.isUnique(connection, request.key());
      this.staging = kept ? Staging.persistent(target, request) : Staging.chunk(target, request);
      prepare(kept, resumed);
      this.load =
          new CopyLoad(
              connection, direct ? target.name().sql() : staging.name(), request.schema(), wires);
    } catch (SQLException e) {
      server.close(connection);
      throw server.failure(request.stream(), e);
    } catch (RuntimeException e) {
      server.close(connection);
      throw e;
    }
  }

  private List<Wire> wires() {
    List<Wire> wires = new ArrayList<>();
    for (var column : request.schema().columns()) {
      Wire wire = target.wire(column.name());
      if (!RowEncoder.takes(wire, column.type().kind())) {
        throw new Failure.Configuration(
            "connection "
                + server.connection()
                + ": "
                + target.name()
                + "."
                + column.name()
                + " is "
                + target.type(column.name())
                + " and can't be written from "
                + column.type(),
            "convert it with columns:, or leave it out");
      }
      wires.add(wire);
    }
    return wires;
  }

  private void prepare(boolean kept, boolean resumed) throws SQLException {
    if (direct) {
      return;
    }
    if (kept && !resumed) {
      staging.createPersistent(connection);
    } else if (!kept) {
      staging.createTemporary(connection);
    }
    connection.commit();
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    try {
      return load.add(batch);
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public List<Rejection> deliver() {
    try {
      List<Rejection> rejections = new ArrayList<>(load.finish());
      if (!direct && !request.mode().wholeStream()) {
        merged = merge(rejections);
      }
      return rejections;
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  private Changes merge(List<Rejection> rejections) throws SQLException {
    return new ChunkMerge(connection, staging, unique).run(load.rows(), rejections);
  }

  @Override
  public Committed commit(Chunk entry) {
    try {
      List<Rejection> rejections = new ArrayList<>(held);
      rejections.addAll(load.finish());
      Changes changes = changes(entry, rejections);
      ledger.save(connection, request, entry);
      connection.commit();
      load.restart();
      merged = null;
      held.clear();
      return new Committed(changes, rejections);
    } catch (SQLException e) {
      rollback();
      throw server.failure(request.stream(), e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  private Changes changes(Chunk entry, List<Rejection> rejections) throws SQLException {
    if (direct) {
      return Changes.created(load.rows());
    }
    if (!request.mode().wholeStream()) {
      return merged == null ? merge(rejections) : merged;
    }
    if (!entry.last()) {
      return Changes.NONE;
    }
    Changes changes = new ChunkMerge(connection, staging, unique).replace(rejections);
    staging.drop(connection);
    return changes;
  }

  @Override
  public Changes pending() {
    try {
      // What is still on its way may be refused; the refusals come back with the commit.
      held.addAll(load.finish());
      if (direct) {
        return Changes.created(load.rows());
      }
      return new ChunkMerge(connection, staging, unique).pending();
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
      connection.rollback();
      load.restart();
      if (request.mode().wholeStream()) {
        staging.drop(connection);
        staging.createPersistent(connection);
      }
      ledger.forget(connection, request);
      connection.commit();
    } catch (SQLException e) {
      rollback();
      throw server.failure(request.stream(), e);
    }
  }

  private void rollback() {
    try {
      connection.rollback();
      load.restart();
      merged = null;
    } catch (SQLException e) {
      // The connection is gone, and the server has rolled back by itself.
      return;
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (load.isIdle()) {
      server.release(connection, !direct);
    } else {
      server.close(connection);
    }
  }
}
