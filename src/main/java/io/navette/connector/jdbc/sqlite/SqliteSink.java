package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.Digesting;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.Rekeying;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.jdbc.Rekey;
import io.navette.connector.jdbc.Sql;
import io.navette.row.Column;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes tables of one file. SQLite has one writer at a time, so the writers of this process take
 * turns chunk by chunk under one lock instead of waiting for each other's timeouts.
 */
final class SqliteSink implements Sink, LedgerKeeping, TableKeeping, Digesting, Rekeying {
  static final LedgerTable LEDGER = new LedgerTable(LedgerTable.NAME);

  private final Database database;
  private final ReentrantLock turn = new ReentrantLock();

  @MustBeClosed
  SqliteSink(Database database) {
    this.database = database;
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    return request.preview()
        ? new PreviewWriter(database, request)
        : new ChunkWriter(database, request, turn);
  }

  @Override
  public Optional<Chunk> lastCommitted(WriteRequest request) {
    return ask(
        request.target(),
        Optional.empty(),
        connection ->
            Columns.of(connection, LedgerTable.NAME).isEmpty()
                ? Optional.<Chunk>empty()
                : LEDGER
                    .find(connection, request)
                    .filter(chunk -> standing(connection, request, chunk)));
  }

  @Override
  public boolean isEmpty(WriteRequest request) {
    String sql = "SELECT NOT EXISTS (SELECT 1 FROM " + Sql.quoted(request.target()) + ") AS empty";
    return ask(
        request.target(),
        true,
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  /** An unfinished replacement is only worth what its staging table still holds. */
  private static boolean standing(Connection connection, WriteRequest request, Chunk chunk) {
    return !request.mode().wholeStream()
        || chunk.last()
        || Staging.persistent(request).rows(connection) == chunk.rows();
  }

  @Override
  public Optional<Schema> schema(String target) {
    return ask(
        target,
        Optional.empty(),
        connection -> Columns.of(connection, target).map(Columns::schema));
  }

  @Override
  public Column stored(Column column) {
    return new Column(
        column.name(), SqliteTypes.stored(column.type()), column.nullable(), Optional.empty());
  }

  @Override
  public void create(String target, Schema schema, List<String> key) {
    change(target, List.of(Columns.create(target, schema, key)));
  }

  @Override
  public void addColumns(String target, List<Column> columns) {
    change(
        target,
        columns.stream()
            .map(
                column ->
                    "ALTER TABLE "
                        + Sql.quoted(target)
                        + " ADD COLUMN "
                        + Sql.quoted(column.name())
                        + " "
                        + SqliteTypes.declaration(column.type()))
            .toList());
  }

  private void change(String target, List<String> statements) {
    turn.lock();
    try (Connection connection = database.write();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (String sql : statements) {
        statement.execute(sql);
      }
      statement.execute("COMMIT");
    } catch (SQLException e) {
      throw database.failure(target, e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public BitSet rekey(String target, RowBatch before, RowBatch after) {
    Rekey rekey = new Rekey(Sql.quoted(target), CellWriter::bind);
    turn.lock();
    try (Connection connection = database.write();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      BitSet left = rekey.apply(connection, before, after);
      statement.execute("COMMIT");
      return left;
    } catch (SQLException e) {
      throw database.failure(target, e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    return ask(stream, 0L, connection -> SqliteSource.counted(database, connection, stream, where));
  }

  @Override
  public List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    return ask(
        stream, List.of(), connection -> Extremes.of(database, connection, stream, columns, where));
  }

  /** A question to the file as it is now. */
  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /** A file that is not there yet is not created by asking. */
  private <T> T ask(String stream, T nothing, Question<T> question) {
    if (!database.exists()) {
      return nothing;
    }
    try (Connection connection = database.read()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw database.failure(stream, e);
    }
  }

  @Override
  public void close() {}
}
