package io.navette.connector.jdbc.postgres;

import io.navette.row.Encoded;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Rows that were sent and may have to be sent again, in parts. */
sealed interface CopyPiece {
  int rows();

  long weight();

  /** Sends the rows [from, to). */
  void send(int from, int to, CopyIn copy, CopyBuffer buffer) throws SQLException;

  /** A row as JSON. */
  String json(int row);

  /** Rows as cells, encoded each time they are sent. */
  record OfCells(RowBatch batch, RowEncoder encoder) implements CopyPiece {
    @Override
    public int rows() {
      return batch.size();
    }

    @Override
    public long weight() {
      return batch.weight();
    }

    @Override
    public void send(int from, int to, CopyIn copy, CopyBuffer buffer) throws SQLException {
      for (int row = from; row < to; row++) {
        encoder.add(batch, row);
        buffer.flushIfFull(copy);
      }
    }

    @Override
    public String json(int row) {
      return RowJson.write(batch, row);
    }
  }

  /** Rows as another PostgreSQL sent them. */
  record OfBytes(Encoded encoded, RowDecoder decoder) implements CopyPiece {
    @Override
    public int rows() {
      return encoded.rows();
    }

    @Override
    public long weight() {
      return encoded.length();
    }

    @Override
    public void send(int from, int to, CopyIn copy, CopyBuffer buffer) throws SQLException {
      buffer.flush(copy);
      int start = start(from);
      int end = to == encoded.rows() ? encoded.length() : start(to);
      if (end > start) {
        copy.writeToCopy(encoded.bytes(), start, end - start);
      }
    }

    /** Where a row begins: behind all that come before it. */
    private int start(int row) {
      int at = 0;
      for (int i = 0; i < row; i++) {
        at = behind(at);
      }
      return at;
    }

    private int behind(int row) {
      int fields = Bytes.shortAt(encoded.bytes(), row);
      int at = row + 2;
      for (int field = 0; field < fields; field++) {
        at += 4 + Math.max(0, Bytes.intAt(encoded.bytes(), at));
      }
      return at;
    }

    @Override
    public String json(int row) {
      int start = start(row);
      return decoder.json(Arrays.copyOfRange(encoded.bytes(), start, behind(start)));
    }
  }
}
