package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.jdbc.Keyset;
import io.navette.connector.jdbc.Pass;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pass over a table in one read transaction: what others write meanwhile is not seen. */
final class SqliteReader implements RowReader {
  private final Database database;
  private final ReadRequest request;
  private final Connection connection;
  private final Pass pass;
  private final Keyset keyset;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private List<String> last = List.of();
  private boolean refused;
  private boolean ended;

  @MustBeClosed
  SqliteReader(Database database, ReadRequest request) {
    this.database = database;
    this.request = request;
    this.connection = database.read();
    try {
      connection.setAutoCommit(false);
      this.pass = Pass.begin(request, this::highest);
      this.keyset = pass.keyset(bound -> "?");
      checkCursor();
      this.statement = connection.prepareStatement(sql());
      bind();
      this.rows = statement.executeQuery();
    } catch (SQLException e) {
      close(connection);
      throw database.failure(request.stream(), e);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private String sql() {
    return "SELECT "
        + Sql.columns(request.schema().names())
        + " FROM "
        + Sql.quoted(request.stream())
        + keyset.whereClause()
        + keyset.orderClause()
        + (request.limit() > 0 ? " LIMIT " + request.limit() : "");
  }

  private void bind() throws SQLException {
    int parameter = 1;
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
    List<CellReader> readers = new ArrayList<>();
    for (int column = 0; column < request.schema().size(); column++) {
      readers.add(new CellReader(column + 1, batch.cells(column)));
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
    for (int column = 0; column < readers.size(); column++) {
      try {
        readers.get(column).read(rows);
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        batch.reject(rejection(request.schema().column(column), e));
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
      new CellReader(request.schema().position(name) + 1, cell).read(rows);
      values.add(CellText.format(cell, 0));
    }
    return values;
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
