package io.navette.connector.file.csv;

import io.navette.connector.file.Decoder;
import io.navette.connector.file.FileFailure;
import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An open file: its header, then its records one by one. Used by one thread. */
final class CsvLines implements AutoCloseable {
  private final FileStream stream;
  private final InputStream input;
  private final CsvScanner scanner;
  private final List<String> names = new ArrayList<>();
  private boolean pending;

  CsvLines(FileStream stream, CsvDialect dialect) {
    this.stream = stream;
    try {
      this.input = Decoder.utf8(stream.file(), dialect.charset());
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
    this.scanner = new CsvScanner(input, (byte) dialect.delimiter(), (byte) dialect.quote());
    try {
      begin(dialect.header());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void begin(boolean header) {
    boolean found = next();
    for (int i = 0; found && i < scanner.count(); i++) {
      names.add(header ? scanner.text(i) : "column" + (i + 1));
    }
    pending = found && !header;
  }

  /** The columns' names; those that are missing or double get one of their own. */
  List<String> names() {
    Set<String> taken = new HashSet<>();
    List<String> unique = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String plain = names.get(i).isBlank() ? "column" + (i + 1) : names.get(i);
      String name = plain;
      for (int n = 2; !taken.add(name); n++) {
        name = plain + "_" + n;
      }
      unique.add(name);
    }
    return unique;
  }

  /** The record at hand. */
  CsvScanner record() {
    return scanner;
  }

  /** Goes to the next record; false at the end. Blocks. */
  boolean next() {
    if (pending) {
      pending = false;
      return true;
    }
    try {
      return scanner.next();
    } catch (CsvScanner.Unclosed e) {
      throw new Failure.Data(
          stream.where() + ", line " + scanner.line() + ": a quote opens here and is never closed",
          "a quote inside a quoted field is doubled; or set quote: to what the file uses",
          e);
    } catch (IOException e) {
      throw FileFailure.of(stream.where() + ", after line " + scanner.line(), e);
    }
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
