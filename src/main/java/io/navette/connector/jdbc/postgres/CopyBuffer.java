package io.navette.connector.jdbc.postgres;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Bytes on their way into a COPY, sent in large pieces. Grows for a row larger than a piece. */
final class CopyBuffer {
  private static final int PIECE = 1 << 16;

  private byte[] bytes = new byte[PIECE + (PIECE >> 2)];
  private int size;

  private void need(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  void putShort(int value) {
    need(2);
    Bytes.putShort(bytes, size, value);
    size += 2;
  }

  void putInt(int value) {
    need(4);
    Bytes.putInt(bytes, size, value);
    size += 4;
  }

  void putLong(long value) {
    need(8);
    Bytes.putLong(bytes, size, value);
    size += 8;
  }

  void putByte(int value) {
    need(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] from, int at, int length) {
    need(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  /** How many bytes wait; a row that turns out bad is taken back to here with {@link #back}. */
  int size() {
    return size;
  }

  void back(int to) {
    size = to;
  }

  /** Sends what waits once it is worth a message. */
  void flushIfFull(CopyIn copy) throws SQLException {
    if (size >= PIECE) {
      flush(copy);
    }
  }

  void flush(CopyIn copy) throws SQLException {
    if (size > 0) {
      copy.writeToCopy(bytes, 0, size);
      size = 0;
    }
  }
}
