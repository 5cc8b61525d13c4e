package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteRequest;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Finds out what rows would do; the file is opened for reading only. */
final class PreviewWriter implements RowWriter, Staged {
  private final Database database;
  private final WriteRequest request;
  private final Connection connection;
  private final ChunkTable chunk;

  @MustBeClosed
  PreviewWriter(Database database, WriteRequest request) {
    this.database = database;
    this.request = request;
    this.connection = database.read();
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
    throw new IllegalStateException("a preview commits nothing");
  }

  @Override
  public Changes pending() {
    try {
      chunk.staging().keepLast(connection);
      return new Merge(request, chunk.staging().name()).pending(connection);
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
  }

  @Override
  public long targetRows() {
    return SqliteSource.counted(database, connection, request.target(), java.util.Optional.empty());
  }

  @Override
  public void discard() {}

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
