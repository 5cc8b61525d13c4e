package io.navette.connector.jdbc.sqlite;

import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the chunk at hand, in a temporary table. Used by one writer. */
final class ChunkTable implements AutoCloseable {
  private final Connection connection;
  private final WriteRequest request;
  private final Staging staging;
  private final PreparedStatement insert;

  ChunkTable(Connection connection, WriteRequest request) throws SQLException {
    this.connection = connection;
    this.request = request;
    this.staging = Staging.chunk(request);
    staging.create(connection);
    this.insert =
        connection.prepareStatement(
            "INSERT INTO "
                + staging.name()
                + " VALUES ("
                + Sql.parameters(request.schema().size())
                + ")");
  }

  Staging staging() {
    return staging;
  }

  /** Adds rows; those SQLite can't keep come back. */
  List<Rejection> add(RowBatch batch) throws SQLException {
    List<Rejection> rejections = new ArrayList<>();
    Staging.execute(connection, "BEGIN");
    for (int row = 0; row < batch.size(); row++) {
      try {
        CellWriter.bind(insert, batch, row);
        insert.addBatch();
      } catch (CellText.Misfit e) {
        rejections.add(rejection(RowJson.write(batch, row), String.valueOf(e.getMessage())));
      }
    }
    insert.executeBatch();
    Staging.execute(connection, "COMMIT");
    return rejections;
  }

  /** The rejection of a staged row. */
  Rejection refused(Staging rows, long rowid, String reason) throws SQLException {
    String sql =
        "SELECT "
            + Sql.columns(request.schema().names())
            + " FROM "
            + rows.name()
            + " WHERE rowid = ?";
    boolean utf8 = CellReader.isUtf8(connection);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, rowid);
      try (ResultSet row = statement.executeQuery()) {
        RowBatch batch = new RowBatch(request.schema());
        for (int column = 0; column < batch.schema().size(); column++) {
          new CellReader(column + 1, batch.cells(column), utf8).read(row);
        }
        batch.endRow();
        return rejection(RowJson.write(batch, 0), reason);
      }
    }
  }

  private Rejection rejection(String row, String reason) {
    Optional<String> column =
        request.schema().columns().stream()
            .map(Column::name)
            .filter(name -> reason.contains("." + name))
            .findFirst();
    return new Rejection(Rejection.Stage.WRITE, row, column, reason, "");
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
