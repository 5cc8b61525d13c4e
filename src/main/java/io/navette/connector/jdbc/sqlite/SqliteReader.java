package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.jdbc.Keyset;
import io.navette.connector.jdbc.Pass;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * One pass over a table in one read transaction: what others write meanwhile is not seen. Rows come
 * from the table's pages where {@link StoredTable} finds that nothing but them is asked for, and
 * from a SELECT otherwise; they are the same.
 */
final class SqliteReader implements RowReader {
  private final Database database;
  private final ReadRequest request;
  private final Connection connection;
  private final Pass pass;
  private final Keyset keyset;
  private final Rows rows;
  private RowBatch filled;
  private List<String> last = List.of();
  private boolean refused;
  private boolean ended;

  @MustBeClosed
  SqliteReader(Database database, ReadRequest request) {
    this(database, request, true);
  }

  /**
   * Opens a pass.
   *
   * @param pages whether pages may be read; a SELECT gives the same rows
   */
  @MustBeClosed
  SqliteReader(Database database, ReadRequest request, boolean pages) {
    this.database = database;
    this.request = request;
    this.filled = new RowBatch(request.schema());
    Optional<Object> identity = pages ? DatabaseFile.identity(database.path()) : Optional.empty();
    this.connection = database.read();
    try {
      connection.setAutoCommit(false);
      this.pass = Pass.begin(request, this::highest);
      this.keyset = pass.keyset(bound -> "?");
      checkCursor();
      this.rows = rows(identity);
    } catch (SQLException e) {
      close(connection);
      throw database.failure(request.stream(), e);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private Rows rows(Optional<Object> identity) throws SQLException {
    Optional<StoredTable> table =
        identity.isPresent()
            ? StoredTable.of(database, connection, request, keyset, identity.get())
            : Optional.empty();
    return table.isPresent() ? stored(table.get()) : selected();
  }

  private Rows selected() throws SQLException {
    String sql =
        "SELECT "
            + Sql.columns(request.schema().names())
            + " FROM "
            + Sql.quoted(request.stream())
            + keyset.whereClause()
            + keyset.orderClause()
            + (request.limit() > 0 ? " LIMIT " + request.limit() : "");
    PreparedStatement statement = connection.prepareStatement(sql);
    bind(statement, 1);
    boolean utf8 = CellReader.isUtf8(connection);
    return new SelectedRows(statement.executeQuery(), request.schema(), keyset.columns(), utf8);
  }

  /** The bounds are found by SQLite itself, so that they are what it compares rows with. */
  private Rows stored(StoredTable table) throws SQLException {
    if (keyset.condition().isEmpty()) {
      return new StoredRows(table, connection, keyset.columns(), Long.MIN_VALUE, Long.MAX_VALUE);
    }
    String from = " FROM " + Sql.quoted(request.stream()) + keyset.whereClause();
    String sql =
        "SELECT (SELECT min("
            + table.rowid()
            + ")"
            + from
            + "), (SELECT max("
            + table.rowid()
            + ")"
            + from
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1);
      bind(statement, 1 + keyset.values().size());
      try (var row = statement.executeQuery()) {
        long lowest = row.getLong(1);
        boolean none = row.wasNull();
        return new StoredRows(
            table, connection, keyset.columns(), none ? 1 : lowest, none ? 0 : row.getLong(2));
      }
    }
  }

  private void bind(PreparedStatement statement, int first) throws SQLException {
    int parameter = first;
    for (Keyset.Bound bound : keyset.values()) {
      Cells cell = new Cells(pass.type(bound.column()));
      CellText.parse(cell, bound.text());
      CellWriter.bind(statement, parameter++, cell, 0);
    }
  }

  private Optional<String> highest(String column) {
    return Extremes.of(database, connection, request.stream(), List.of(column), request.where())
        .get(0)
        .highest();
  }

  private void checkCursor() {
    for (String cursor : request.cursor()) {
      String missing =
          request.where().map(where -> "(" + where + ") AND ").orElse("")
              + Sql.quoted(cursor)
              + " IS NULL";
      long count =
          SqliteSource.counted(database, connection, request.stream(), Optional.of(missing));
      if (count > 0) {
        throw Pass.nullCursor(request.stream(), cursor, count);
      }
    }
  }

  /** Whether rows come from the table's pages. */
  boolean readsPages() {
    return rows instanceof StoredRows;
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    RowBatch batch = filled.another();
    filled = batch;
    try {
      fill(batch);
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
    if (ended) {
      pass.end(last).ifPresent(batch::bookmark);
    } else if (!keyset.columns().isEmpty()) {
      batch.bookmark(pass.within(last));
    }
    return Optional.of(batch);
  }

  private void fill(RowBatch batch) throws SQLException {
    boolean more = true;
    refused = false;
    while (more && !batch.isFull()) {
      more = rows.next();
      if (more) {
        refused = !rows.append(batch);
        if (refused) {
          last = rows.position();
        }
      }
    }
    ended = !more;
    if (!refused && batch.size() > 0) {
      last = position(batch);
    }
  }

  private List<String> position(RowBatch batch) {
    return keyset.columns().stream()
        .map(name -> CellText.format(batch.cells(batch.schema().position(name)), batch.size() - 1))
        .toList();
  }

  private void close(Connection opened) {
    try {
      opened.close();
    } catch (SQLException e) {
      throw database.failure(request.stream(), e);
    }
  }

  @Override
  public void close() {
    close(connection);
  }
}
