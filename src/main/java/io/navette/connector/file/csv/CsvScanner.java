package io.navette.connector.file.csv;

import io.navette.connector.file.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits UTF-8 bytes into records and fields (RFC 4180; a lone CR or LF ends a record too). One
 * record at a time stands in the buffer. Used by one thread.
 */
final class CsvScanner {
  /** A record beyond this is a quote that was never closed. */
  private static final int LONGEST = 64 << 20;

  private final InputStream input;
  private final byte delimiter;
  private final byte quote;
  private byte[] buffer = new byte[1 << 18];
  private int start;
  private int end;
  private int limit;
  private boolean exhausted;
  private int[] from = new int[32];
  private int[] to = new int[32];
  private boolean[] quoted = new boolean[32];
  private boolean[] doubled = new boolean[32];
  private int count;
  private long line = 1;
  private long nextLine = 1;
  private boolean strayText;
  private byte[] scratch = new byte[1 << 10];

  CsvScanner(InputStream input, byte delimiter, byte quote) {
    this.input = input;
    this.delimiter = delimiter;
    this.quote = quote;
  }

  /** A quote that opens a field and is not closed before the end of the file. */
  static final class Unclosed extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Goes to the next record; false at the end. Blocks. */
  boolean next() throws IOException {
    start = end;
    line = nextLine;
    while (!scan()) {
      if (exhausted) {
        if (start == limit) {
          return false;
        }
        throw new Unclosed();
      }
      fill();
    }
    return true;
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      limit -= start;
      start = 0;
    } else if (limit == buffer.length) {
      if (buffer.length >= LONGEST) {
        throw new Unclosed();
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = input.read(buffer, limit, buffer.length - limit);
    exhausted = read < 0;
    limit += Math.max(0, read);
  }

  /** Finds the fields of the record at {@code start}; false when its end is not in the buffer. */
  private boolean scan() {
    count = 0;
    strayText = false;
    nextLine = line;
    int at = start;
    while (true) {
      int stop = at < limit && buffer[at] == quote ? quotedField(at) : plainField(at);
      if (stop < 0 || (stop == limit && !exhausted)) {
        return false;
      }
      if (stop == limit) {
        end = limit;
        return limit > start;
      }
      if (buffer[stop] == delimiter) {
        at = stop + 1;
      } else {
        return endOfLine(stop);
      }
    }
  }

  private boolean endOfLine(int stop) {
    boolean carriage = buffer[stop] == '\r';
    if (carriage && stop + 1 == limit && !exhausted) {
      return false;
    }
    end = carriage && stop + 1 < limit && buffer[stop + 1] == '\n' ? stop + 2 : stop + 1;
    nextLine++;
    return true;
  }

  /** Returns where the field stops: at a delimiter, a line's end or the buffer's. */
  private int plainField(int at) {
    int stop = endOfText(at);
    add(at, stop, false, false);
    return stop;
  }

  private int endOfText(int at) {
    byte[] bytes = buffer;
    int stop = at;
    while (stop < limit) {
      byte b = bytes[stop];
      if (b == delimiter || b == '\n' || b == '\r') {
        return stop;
      }
      stop++;
    }
    return stop;
  }

  /** As {@link #plainField}; -1 when the closing quote is not in the buffer. */
  private int quotedField(int at) {
    boolean twice = false;
    int stop = at + 1;
    while (stop < limit) {
      byte b = buffer[stop];
      if (b == '\n') {
        nextLine++;
      } else if (b == quote) {
        if (stop + 1 < limit && buffer[stop + 1] == quote) {
          twice = true;
          stop++;
        } else {
          return closed(at, stop, twice);
        }
      }
      stop++;
    }
    return -1;
  }

  private int closed(int at, int stop, boolean twice) {
    if (stop + 1 == limit && !exhausted) {
      return -1;
    }
    add(at + 1, stop, true, twice);
    int behind = endOfText(stop + 1);
    strayText |= behind > stop + 1;
    return behind;
  }

  private void add(int first, int behind, boolean isQuoted, boolean isDoubled) {
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      quoted = Arrays.copyOf(quoted, count * 2);
      doubled = Arrays.copyOf(doubled, count * 2);
    }
    from[count] = first;
    to[count] = behind;
    quoted[count] = isQuoted;
    doubled[count] = isDoubled;
    count++;
  }

  /** The line the record begins on, from 1. */
  long line() {
    return line;
  }

  int count() {
    return count;
  }

  /** Whether there is text between a closing quote and the delimiter. */
  boolean hasStrayText() {
    return strayText;
  }

  boolean isQuoted(int field) {
    return quoted[field];
  }

  /** The field's length in bytes, quotes within still doubled. */
  int length(int field) {
    return to[field] - from[field];
  }

  boolean isBlank() {
    return count == 1 && !quoted[0] && from[0] == to[0];
  }

  /** Whether the field is exactly this text. */
  boolean is(int field, byte[] text) {
    return Arrays.equals(buffer, from[field], to[field], text, 0, text.length);
  }

  /** Takes the field's bytes, quotes within single again. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] bytes, int from, int to);
  }

  void field(int field, Taker taker) {
    if (!doubled[field]) {
      taker.take(buffer, from[field], to[field]);
      return;
    }
    if (scratch.length < length(field)) {
      scratch = new byte[length(field) * 2];
    }
    int size = 0;
    for (int i = from[field]; i < to[field]; i++) {
      scratch[size++] = buffer[i];
      if (buffer[i] == quote) {
        i++;
      }
    }
    taker.take(scratch, 0, size);
  }

  /** The field as text for a person; bytes that are no UTF-8 are shown as U+FFFD. */
  String text(int field) {
    String[] text = {""};
    field(field, (bytes, first, behind) -> text[0] = Utf8.shown(bytes, first, behind));
    return text[0];
  }

  /** The whole record as it stands in the file, without its end of line. */
  String raw() {
    int behind = end;
    while (behind > start && (buffer[behind - 1] == '\n' || buffer[behind - 1] == '\r')) {
      behind--;
    }
    return new String(buffer, start, behind - start, StandardCharsets.UTF_8);
  }
}
