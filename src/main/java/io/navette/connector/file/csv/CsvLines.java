package io.navette.connector.file.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.navette.connector.file.Decoder;
import io.navette.connector.file.FileFailure;
import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An open file: its header, then its records one by one. Used by one thread. */
final class CsvLines implements AutoCloseable {
  private final FileStream stream;
  private final Decoder decoder;
  private final CloseableIterator<CsvRow> rows;
  private final List<String> names = new ArrayList<>();
  private Optional<CsvRow> pending = Optional.empty();
  private long line;

  CsvLines(FileStream stream, CsvDialect dialect) {
    this.stream = stream;
    try {
      decoder = Decoder.open(stream.file(), dialect.charset());
      rows =
          CsvReader.builder()
              .fieldSeparator(dialect.delimiter())
              .quoteCharacter(dialect.quote())
              .skipEmptyLines(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .build(new CsvRow(), decoder)
              .iterator();
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
    begin(dialect.header());
  }

  private void begin(boolean header) {
    Optional<CsvRow> first = next();
    for (int i = 0; first.isPresent() && i < first.get().count(); i++) {
      names.add(header ? first.get().field(i) : "column" + (i + 1));
    }
    if (!header) {
      pending = first;
    }
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

  Decoder decoder() {
    return decoder;
  }

  /** The next record, valid until the one after it is asked for; empty at the end. Blocks. */
  Optional<CsvRow> next() {
    if (pending.isPresent()) {
      Optional<CsvRow> row = pending;
      pending = Optional.empty();
      return row;
    }
    try {
      Optional<CsvRow> row = rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
      line = row.map(CsvRow::line).orElse(line);
      return row;
    } catch (CsvParseException e) {
      throw failure(e);
    } catch (UncheckedIOException e) {
      throw FileFailure.of(stream.where(), io(e));
    }
  }

  private static IOException io(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? new IOException(e) : cause;
  }

  private Failure failure(CsvParseException e) {
    if (e.getCause() instanceof IOException io) {
      return FileFailure.of(stream.where() + ", after line " + line, io);
    }
    return new Failure.Data(
        stream.where() + ", after line " + line + ": " + e.getMessage(),
        "a quote inside a quoted field is doubled; or set quote: to what the file uses",
        e);
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }
}
