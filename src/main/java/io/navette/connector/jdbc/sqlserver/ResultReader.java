package io.navette.connector.jdbc.sqlserver;

import com.google.errorprone.annotations.MustBeClosed;
import com.microsoft.sqlserver.jdbc.ISQLServerConnection;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.jdbc.Keyset;
import io.navette.connector.jdbc.Pass;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One pass over a table in one result, which the driver takes from the network as it is read. Where
 * the database allows snapshots it is one moment's rows, and nobody waits for its end.
 */
final class ResultReader implements RowReader {
  private final Server server;
  private final ReadRequest request;
  private final Connection connection;
  private final Relation relation;
  private final Pass pass;
  private final Keyset keyset;
  private final Statement statement;
  private final ResultSet rows;
  private List<String> last = List.of();
  private boolean refused;
  private boolean ended;

  @MustBeClosed
  ResultReader(Server server, ReadRequest request) {
    this.server = server;
    this.request = request;
    this.connection = server.connect();
    try {
      begin();
      this.relation = server.relation(connection, request.stream()).read(request.options());
      Summary summary = new Summary(connection, relation, request.where());
      this.pass = Pass.begin(request, summary::highest);
      this.keyset = pass.keyset(new Literals(relation));
      for (String cursor : request.cursor()) {
        long missing = summary.nulls(cursor);
        if (missing > 0) {
          throw Pass.nullCursor(request.stream(), cursor, missing);
        }
      }
      this.statement = connection.createStatement();
      this.rows = statement.executeQuery(sql());
    } catch (SQLException e) {
      server.close(connection);
      throw server.failure(request.stream(), e);
    } catch (RuntimeException e) {
      server.close(connection);
      throw e;
    }
  }

  private void begin() throws SQLException {
    String sql =
        "SELECT COUNT_BIG(*) FROM sys.databases"
            + " WHERE name = DB_NAME() AND snapshot_isolation_state = 1";
    if (Tsql.count(connection, sql) > 0) {
      connection.setTransactionIsolation(ISQLServerConnection.TRANSACTION_SNAPSHOT);
      connection.setAutoCommit(false);
    }
  }

  private String sql() {
    return "SELECT "
        + (request.limit() > 0 ? "TOP (" + request.limit() + ") " : "")
        + request.schema().names().stream()
            .map(name -> relation.field(name).selected())
            .collect(Collectors.joining(", "))
        + " FROM "
        + relation.sql()
        + keyset.whereClause()
        + keyset.orderClause();
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
    RowBatch batch = new RowBatch(request.schema());
    try {
      fill(batch);
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
    if (ended) {
      pass.end(last).ifPresent(batch::bookmark);
    } else if (!keyset.columns().isEmpty()) {
      batch.bookmark(pass.within(last));
    }
    return Optional.of(batch);
  }

  private void fill(RowBatch batch) throws SQLException {
    List<CellReader> readers = new ArrayList<>();
    for (int i = 0; i < request.schema().size(); i++) {
      String base = relation.field(request.schema().column(i).name()).base();
      readers.add(new CellReader(i + 1, base, batch.cells(i)));
    }
    boolean more = true;
    refused = false;
    while (more && !batch.isFull()) {
      more = rows.next();
      if (more && append(batch, readers)) {
        refused = false;
      }
    }
    ended = !more;
    if (!refused && batch.size() > 0) {
      last = position(batch);
    }
  }

  /** False when the row was rejected. */
  private boolean append(RowBatch batch, List<CellReader> readers) throws SQLException {
    for (int i = 0; i < readers.size(); i++) {
      try {
        readers.get(i).read(rows);
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        batch.reject(rejection(request.schema().column(i), e));
        refused = true;
        last = position();
        return false;
      }
    }
    batch.endRow();
    return true;
  }

  private Rejection rejection(Column column, CellText.Misfit misfit) throws SQLException {
    RowBatch texts =
        new RowBatch(
            new Schema(
                request.schema().names().stream()
                    .map(name -> Column.of(name, ColumnType.TEXT))
                    .toList()));
    for (int i = 0; i < texts.schema().size(); i++) {
      String text = rows.getString(i + 1);
      if (text == null) {
        texts.cells(i).appendNull();
      } else {
        texts.cells(i).appendText(text);
      }
    }
    texts.endRow();
    return new Rejection(
        Rejection.Stage.READ,
        RowJson.write(texts, 0),
        Optional.of(column.name()),
        String.valueOf(misfit.getMessage()),
        "");
  }

  private List<String> position(RowBatch batch) {
    return keyset.columns().stream()
        .map(name -> CellText.format(batch.cells(batch.schema().position(name)), batch.size() - 1))
        .toList();
  }

  /** The current row's values of the keyset's columns, for a row that is in no batch. */
  private List<String> position() throws SQLException {
    List<String> values = new ArrayList<>();
    for (String name : keyset.columns()) {
      Cells cell = new Cells(pass.type(name));
      int position = request.schema().position(name) + 1;
      new CellReader(position, relation.field(name).base(), cell).read(rows);
      values.add(CellText.format(cell, 0));
    }
    return values;
  }

  @Override
  public void close() {
    // Without its connection the server sends no more of the result.
    server.close(connection);
  }
}
