package io.navette.connector.file.csv;

import io.navette.row.CellPrint;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines on their way into a file, as UTF-8. */
final class CsvBuffer {
  private static final int FULL = 1 << 16;

  private final byte quote;
  private final byte delimiter;
  private final byte[] nullText;
  private final byte[] bytesPrefix;
  private final boolean numbersAreSafe;
  private final boolean commas;
  private byte[] bytes = new byte[FULL + (1 << 14)];
  private int size;

  CsvBuffer(CsvDialect dialect) {
    this.quote = (byte) dialect.quote();
    this.delimiter = (byte) dialect.delimiter();
    this.nullText = dialect.nullText().getBytes(StandardCharsets.UTF_8);
    this.bytesPrefix = dialect.bytesPrefix().getBytes(StandardCharsets.UTF_8);
    // No number, date or uuid holds these, or is nothing at all.
    this.numbersAreSafe =
        nullText.length == 0
            && ",;|\t".indexOf(dialect.delimiter()) >= 0
            && dialect.delimiter() != dialect.decimal()
            && "\"'".indexOf(dialect.quote()) >= 0;
    this.commas = dialect.decimal() == ',';
  }

  boolean isFull() {
    return size >= FULL;
  }

  void clear() {
    size = 0;
  }

  void writeTo(OutputStream stream) throws IOException {
    stream.write(bytes, 0, size);
  }

  void put(byte value) {
    need(1);
    bytes[size++] = value;
  }

  private void need(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  /** A field, null included. */
  void cell(Cells cells, int row) {
    if (cells.isNull(row)) {
      need(nullText.length);
      System.arraycopy(nullText, 0, bytes, size, nullText.length);
      size += nullText.length;
      return;
    }
    Kind kind = cells.type().kind();
    if (kind == Kind.TEXT || kind == Kind.JSON) {
      text(cells.buffer(), cells.start(row), cells.end(row));
      return;
    }
    int from = size;
    need(bytesPrefix.length + CellPrint.length(cells, row));
    if (kind == Kind.BYTES) {
      System.arraycopy(bytesPrefix, 0, bytes, size, bytesPrefix.length);
      size += bytesPrefix.length;
    }
    size = CellPrint.format(cells, row, bytes, size);
    if (commas && (kind == Kind.DECIMAL || kind == Kind.DOUBLE)) {
      comma(from);
    }
    if (!numbersAreSafe || size == from) {
      byte[] written = Arrays.copyOfRange(bytes, from, size);
      size = from;
      text(written);
    }
  }

  /** Puts a comma in the place of the point of the number that begins there. */
  private void comma(int from) {
    for (int i = from; i < size; i++) {
      bytes[i] = bytes[i] == '.' ? (byte) ',' : bytes[i];
    }
  }

  /** A field that is not null, quoted where it would be read as something else otherwise. */
  void text(byte[] text) {
    text(text, 0, text.length);
  }

  private void text(byte[] from, int start, int end) {
    need(2 + 2 * (end - start));
    if (needsQuotes(from, start, end)) {
      bytes[size++] = quote;
      for (int i = start; i < end; i++) {
        if (from[i] == quote) {
          bytes[size++] = quote;
        }
        bytes[size++] = from[i];
      }
      bytes[size++] = quote;
    } else {
      System.arraycopy(from, start, bytes, size, end - start);
      size += end - start;
    }
  }

  private boolean needsQuotes(byte[] from, int start, int end) {
    if (start == end) {
      return true;
    }
    if (end - start == nullText.length
        && Arrays.equals(from, start, end, nullText, 0, end - start)) {
      return true;
    }
    for (int i = start; i < end; i++) {
      byte b = from[i];
      if (b == delimiter || b == quote || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
