package io.navette.connector.jdbc.postgres;

import io.navette.connector.jdbc.Sql;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads rows into one table by COPY, inside the connection's transaction. Rows go in segments, each
 * behind a savepoint; a segment the server refuses is loaded again in halves until the bad rows
 * stand alone. Used by one writer.
 */
final class CopyLoad {
  /** Bytes of cells that are kept until the server has accepted them. */
  private static final long SEGMENT = 8L << 20;

  private final Connection connection;
  private final String sql;
  private final CopyBuffer buffer = new CopyBuffer();
  private final RowEncoder encoder;
  private final List<RowBatch> segment = new ArrayList<>();
  private long weight;
  private long rows;
  private @Nullable CopyIn copy;
  private @Nullable Savepoint savepoint;

  CopyLoad(Connection connection, String table, List<String> columns, List<Wire> wires) {
    this.connection = connection;
    this.sql = "COPY " + table + " (" + Sql.columns(columns) + ") FROM STDIN (FORMAT binary)";
    this.encoder = new RowEncoder(wires, buffer);
  }

  /** Rows the server accepted since the last {@link #restart}, and those still on their way. */
  long rows() {
    return rows;
  }

  /** A commit or rollback has ended the transaction. */
  void restart() {
    rows = 0;
    segment.clear();
    weight = 0;
    copy = null;
    savepoint = null;
  }

  /** Sends rows; refused rows come back, of this batch or of earlier ones. */
  List<Rejection> add(RowBatch batch) throws SQLException {
    List<Rejection> rejections = new ArrayList<>();
    RowBatch fitting = batch.without(misfits(batch, rejections));
    if (fitting.size() == 0) {
      return rejections;
    }
    segment.add(fitting);
    weight += fitting.weight();
    rows += fitting.size();
    try {
      CopyIn open = open();
      for (int row = 0; row < fitting.size(); row++) {
        encoder.add(fitting, row);
        buffer.flushIfFull(open);
      }
    } catch (SQLException e) {
      recover(e, rejections);
    }
    if (weight >= SEGMENT) {
      rejections.addAll(finish());
    }
    return rejections;
  }

  private BitSet misfits(RowBatch batch, List<Rejection> rejections) {
    BitSet refused = new BitSet();
    encoder.check(
        batch,
        (row, column, reason) -> {
          refused.set(row);
          rejections.add(rejection(batch, row, Optional.of(column), reason));
        });
    return refused;
  }

  /** Ends the segment: the server has accepted its rows afterwards, except those that come back. */
  List<Rejection> finish() throws SQLException {
    List<Rejection> rejections = new ArrayList<>();
    CopyIn open = copy;
    if (open != null) {
      try {
        end(open);
        connection.releaseSavepoint(savepoint);
      } catch (SQLException e) {
        recover(e, rejections);
      }
    }
    copy = null;
    savepoint = null;
    segment.clear();
    weight = 0;
    return rejections;
  }

  private CopyIn open() throws SQLException {
    CopyIn open = copy;
    if (open == null) {
      savepoint = connection.setSavepoint();
      open = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      encoder.begin();
      copy = open;
    }
    return open;
  }

  private void end(CopyIn open) throws SQLException {
    encoder.end();
    buffer.flush(open);
    open.endCopy();
  }

  /** Loads the segment's rows again, batch by batch. */
  private void recover(SQLException cause, List<Rejection> rejections) throws SQLException {
    if (!Server.isData(Server.state(cause))) {
      throw cause;
    }
    buffer.back(0);
    connection.rollback(savepoint);
    copy = null;
    savepoint = null;
    int known = rejections.size();
    List<RowBatch> again = List.copyOf(segment);
    segment.clear();
    weight = 0;
    for (RowBatch batch : again) {
      load(batch, 0, batch.size(), rejections);
    }
    rows -= rejections.size() - known;
  }

  private void load(RowBatch batch, int from, int to, List<Rejection> rejections)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      CopyIn open = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      encoder.begin();
      for (int row = from; row < to; row++) {
        encoder.add(batch, row);
        buffer.flushIfFull(open);
      }
      end(open);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (!Server.isData(Server.state(e))) {
        throw e;
      }
      buffer.back(0);
      connection.rollback(before);
      if (to - from == 1) {
        rejections.add(rejection(batch, from, Server.column(e), Server.message(e)));
      } else {
        int middle = (from + to) >>> 1;
        load(batch, from, middle, rejections);
        load(batch, middle, to, rejections);
      }
    }
  }

  private static Rejection rejection(
      RowBatch batch, int row, Optional<String> column, String reason) {
    return new Rejection(Rejection.Stage.WRITE, RowJson.write(batch, row), column, reason, "");
  }
}
