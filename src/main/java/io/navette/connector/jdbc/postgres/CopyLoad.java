package io.navette.connector.jdbc.postgres;

import io.navette.connector.jdbc.Sql;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
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
 * Loads rows into one table by COPY, inside the connection's transaction, which it begins. Rows go
 * in segments, each behind a savepoint but the first; a segment the server refuses is loaded again
 * in halves until the bad rows stand alone. Used by one writer.
 */
final class CopyLoad {
  /** Bytes of cells that are kept until the server has accepted them. */
  private static final long SEGMENT = 8L << 20;

  private final Connection connection;
  private final String sql;
  private final CopyBuffer buffer = new CopyBuffer();
  private final RowEncoder encoder;
  private final RowDecoder decoder;
  private final List<CopyPiece> segment = new ArrayList<>();
  private long weight;
  private long rows;
  private @Nullable CopyIn copy;
  private @Nullable Savepoint savepoint;

  CopyLoad(Connection connection, String table, Schema schema, List<Wire> wires) {
    this.connection = connection;
    this.sql =
        "COPY " + table + " (" + Sql.columns(schema.names()) + ") FROM STDIN (FORMAT binary)";
    this.encoder = new RowEncoder(wires, buffer);
    this.decoder = new RowDecoder(schema, wires);
  }

  /** Rows the server accepted since the last {@link #restart}, and those still on their way. */
  long rows() {
    return rows;
  }

  /** Whether no COPY is under way. */
  boolean isIdle() {
    return copy == null;
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
    CopyPiece piece = piece(batch, rejections);
    if (piece.rows() == 0) {
      return rejections;
    }
    boolean first = rows == 0;
    segment.add(piece);
    weight += piece.weight();
    rows += piece.rows();
    try {
      piece.send(0, piece.rows(), open(first), buffer);
    } catch (SQLException e) {
      recover(e, rejections);
    }
    if (weight >= SEGMENT) {
      rejections.addAll(finish());
    }
    return rejections;
  }

  private CopyPiece piece(RowBatch batch, List<Rejection> rejections) {
    return batch.encoded().isPresent()
        ? new CopyPiece.OfBytes(batch.encoded().get(), decoder)
        : new CopyPiece.OfCells(batch.without(misfits(batch, rejections)), encoder);
  }

  /** Rows of which no form exists in the target; nearly always none. */
  private BitSet misfits(RowBatch batch, List<Rejection> rejections) {
    BitSet refused = new BitSet();
    encoder.check(
        batch,
        (row, column, reason) -> {
          refused.set(row);
          rejections.add(rejection(RowJson.write(batch, row), Optional.of(column), reason));
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
        if (savepoint != null) {
          connection.releaseSavepoint(savepoint);
        }
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

  private CopyIn open(boolean first) throws SQLException {
    CopyIn open = copy;
    if (open == null) {
      // At the beginning of a transaction there is nothing yet that must outlive a refusal.
      savepoint = first ? null : connection.setSavepoint();
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
    if (savepoint == null) {
      connection.rollback();
    } else {
      connection.rollback(savepoint);
    }
    copy = null;
    savepoint = null;
    int known = rejections.size();
    List<CopyPiece> again = List.copyOf(segment);
    segment.clear();
    weight = 0;
    for (CopyPiece piece : again) {
      load(piece, 0, piece.rows(), rejections);
    }
    rows -= rejections.size() - known;
  }

  private void load(CopyPiece piece, int from, int to, List<Rejection> rejections)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      CopyIn open = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      encoder.begin();
      piece.send(from, to, open, buffer);
      end(open);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (!Server.isData(Server.state(e))) {
        throw e;
      }
      buffer.back(0);
      connection.rollback(before);
      if (to - from == 1) {
        rejections.add(rejection(piece.json(from), Server.column(e), Server.message(e)));
      } else {
        int middle = (from + to) >>> 1;
        load(piece, from, middle, rejections);
        load(piece, middle, to, rejections);
      }
    }
  }

  private static Rejection rejection(String row, Optional<String> column, String reason) {
    return new Rejection(Rejection.Stage.WRITE, row, column, reason, "");
  }
}
