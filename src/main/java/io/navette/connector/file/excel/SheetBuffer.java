package io.navette.connector.file.excel;

import io.navette.row.CellPrint;
import io.navette.row.Cells;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows of a sheet as XML, on their way into the file. */
final class SheetBuffer {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INLINE = ascii(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  private static final byte[] INLINE_END = ascii("</t></is></c>");
  private static final byte[] BOOLEAN = ascii(" t=\"b\"><v>");
  private static final byte[] NUMBER = ascii("><v>");
  private static final byte[] NUMBER_END = ascii("</v></c>");

  private final byte[][] letters;
  private byte[] bytes = new byte[1 << 17];
  private int size;
  private byte[] row = {};

  SheetBuffer(int columns) {
    this.letters = new byte[columns][];
    for (int i = 0; i < columns; i++) {
      letters[i] = ascii("<c r=\"" + Letters.of(i));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int size() {
    return size;
  }

  void writeTo(OutputStream stream) throws IOException {
    stream.write(bytes, 0, size);
    size = 0;
  }

  void raw(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  void beginRow(int number) {
    row = ascii(Integer.toString(number));
    raw("<row r=\"");
    put(row);
    raw("\">");
  }

  void endRow() {
    raw("</row>");
  }

  private void put(byte[] text) {
    need(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void need(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  private void begin(int column, int style) {
    put(letters[column]);
    put(row);
    need(16);
    bytes[size++] = '"';
    if (style > 0) {
      raw(" s=\"" + style + "\"");
    }
  }

  void flag(int column, boolean value) {
    begin(column, 0);
    put(BOOLEAN);
    need(1);
    bytes[size++] = (byte) (value ? '1' : '0');
    put(NUMBER_END);
  }

  /** A number as text, e.g. a date's serial with its style. */
  void number(int column, String value, int style) {
    begin(column, style);
    put(NUMBER);
    raw(value);
    put(NUMBER_END);
  }

  /** A number in its canonical text, which Excel reads as it is. */
  void number(int column, Cells cells, int index) {
    begin(column, 0);
    put(NUMBER);
    need(CellPrint.length(cells, index));
    size = CellPrint.format(cells, index, bytes, size);
    put(NUMBER_END);
  }

  void text(int column, String value, int style) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    begin(column, style);
    put(INLINE);
    escaped(text, 0, text.length);
    put(INLINE_END);
  }

  void text(int column, Cells cells, int index) {
    begin(column, 0);
    put(INLINE);
    escaped(cells.buffer(), cells.start(index), cells.end(index));
    put(INLINE_END);
  }

  private void escaped(byte[] text, int from, int to) {
    need(7 * (to - from));
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '&' || b == '<' || b == '>') {
        raw(b == '&' ? "&amp;" : b == '<' ? "&lt;" : "&gt;");
      } else if (b >= 0 && b < ' ' && b != '\n' && b != '\t') {
        code(b);
      } else if (b == '_' && looksEscaped(text, i, to)) {
        code(b);
      } else {
        bytes[size++] = b;
      }
    }
  }

  /** A character as {@code _x0001_} (ECMA-376 part 1, 22.4.2.4). */
  private void code(byte value) {
    raw("_x00");
    need(3);
    bytes[size++] = HEX[value >> 4];
    bytes[size++] = HEX[value & 15];
    bytes[size++] = '_';
  }

  private static boolean looksEscaped(byte[] text, int at, int to) {
    if (at + 7 > to || text[at + 1] != 'x' || text[at + 6] != '_') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
