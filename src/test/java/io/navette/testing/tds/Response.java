package io.navette.testing.tds;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Writes a response's tokens ([MS-TDS] 2.2.7). */
final class Response {
  static final int DONE = 0xfd;
  static final int DONE_PROC = 0xfe;
  static final int DONE_IN_PROC = 0xff;
  private static final int MORE = 1;
  private static final int ERROR = 2;
  private static final int COUNTED = 0x10;
  private static final int ATTENTION = 0x20;
  private static final int RESULT_NULLABLE = 1;
  private static final int WRITABLE = 8;
  private static final int IDENTITY = 0x10;
  private static final int ROWVERSION = 80;

  private final Output out;

  Response(Output out) {
    this.out = out;
  }

  void loggedIn(String database, int packetSize, boolean strict) throws IOException {
    environment(1, database, "master");
    out.u8(0xe3).u16(8).u8(7).u8(5).bytes((byte) 9, (byte) 4, (byte) 0xd0, (byte) 0, (byte) 0x34);
    out.u8(0);
    String program = "Microsoft SQL Server";
    out.u8(0xad).u16(1 + 4 + 1 + 2 * program.length() + 4).u8(1);
    out.i32(strict ? 8 : 0x04000074).shortText(program);
    out.bytes((byte) 13, (byte) 0, (byte) 0x18, (byte) 0x9c);
    environment(4, Integer.toString(packetSize), "4096");
    done(DONE, 0, 0, -1, false);
  }

  void environment(int type, String now, String before) throws IOException {
    out.u8(0xe3).u16(1 + 1 + 2 * now.length() + 1 + 2 * before.length()).u8(type);
    out.shortText(now).shortText(before);
  }

  void error(TdsError error, int severity) throws IOException {
    String text = String.valueOf(error.getMessage());
    String message = text.length() > 2000 ? text.substring(0, 2000) : text;
    String server = "tds";
    int length = 4 + 1 + 1 + 2 + 2 * message.length() + 1 + 2 * server.length() + 1 + 4;
    out.u8(0xaa).u16(length).i32(error.number()).u8(1).u8(severity);
    out.u16(message.length()).utf16(message).shortText(server).shortText("").i32(1);
  }

  void columns(List<Catalog.Described> columns) throws IOException {
    out.u8(0x81).u16(columns.size());
    for (Catalog.Described column : columns) {
      boolean version = column.type().name().equals("timestamp");
      out.i32(version ? ROWVERSION : 0);
      out.u16(
          (column.nullable() ? RESULT_NULLABLE : 0) | (column.writable() ? WRITABLE : IDENTITY));
      column.type().write(out);
      out.shortText(column.name());
    }
  }

  /** All rows, until the client cancels. */
  long rows(ResultSet rows, List<Catalog.Described> columns, BooleanSupplier cancelled)
      throws SQLException, IOException {
    long count = 0;
    while (!cancelled.getAsBoolean() && rows.next()) {
      out.u8(0xd1);
      for (int i = 0; i < columns.size(); i++) {
        TdsValue.write(out, columns.get(i).type(), rows, i + 1);
      }
      count++;
    }
    return count;
  }

  /**
   * Ends a statement.
   *
   * @param count rows; -1 for none counted
   */
  void done(int token, int status, int command, long count, boolean more) throws IOException {
    int flags = status | (count >= 0 ? COUNTED : 0) | (more ? MORE : 0);
    out.u8(token).u16(flags).u16(command).i64(Math.max(0, count));
  }

  void failed(int token) throws IOException {
    done(token, ERROR, 0, -1, false);
  }

  void cancelled() throws IOException {
    done(DONE, ATTENTION, 0, -1, false);
  }

  void returnStatus(int value) throws IOException {
    out.u8(0x79).i32(value);
  }

  /** The handle of a prepared statement. */
  void returnHandle(int handle) throws IOException {
    out.u8(0xac).u16(0).shortText("").u8(1).i32(0).u16(0);
    out.u8(0x26).u8(4).u8(4).i32(handle);
  }
}
