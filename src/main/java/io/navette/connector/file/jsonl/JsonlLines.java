package io.navette.connector.file.jsonl;

import io.navette.connector.file.FileFailure;
import io.navette.connector.file.FileStream;
import io.navette.connector.file.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a file as bytes, which are UTF-8 in JSON (RFC 8259, section 8.1). Blank lines are
 * passed over. Used by one thread.
 */
final class JsonlLines implements AutoCloseable {
  private static final int MARK = 3;

  private final FileStream stream;
  private final InputStream input;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private int limit;
  private long number;

  JsonlLines(FileStream stream) {
    this.stream = stream;
    try {
      this.input = Input.open(stream.file());
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  FileStream stream() {
    return stream;
  }

  /** Goes to the next line; false at the end. Blocks. */
  boolean next() {
    try {
      do {
        start = end;
        if (!find()) {
          return false;
        }
        number++;
        if (number == 1 && isMarked()) {
          start += MARK;
        }
      } while (isBlank());
      return true;
    } catch (IOException e) {
      throw FileFailure.of(stream.where() + ", after line " + number, e);
    }
  }

  /** Sets {@code end} behind the next line break, or behind the last byte. */
  private boolean find() throws IOException {
    int at = start;
    while (true) {
      for (; at < limit; at++) {
        if (buffer[at] == '\n') {
          end = at + 1;
          return true;
        }
      }
      int known = at - start;
      if (!fill()) {
        end = limit;
        return end > start;
      }
      at = start + known;
    }
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      limit -= start;
      start = 0;
    } else if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
    }
    int read = input.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  private boolean isMarked() {
    return end - start >= MARK
        && (buffer[start] & 0xFF) == 0xEF
        && (buffer[start + 1] & 0xFF) == 0xBB
        && (buffer[start + 2] & 0xFF) == 0xBF;
  }

  private boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r' && buffer[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  /** The array that holds the line; valid until the next one. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  /** The line as text; bytes that are no UTF-8 are shown as U+FFFD. */
  String text() {
    return new String(buffer, start, end - start, StandardCharsets.UTF_8).strip();
  }

  /** From 1. */
  long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }
}
