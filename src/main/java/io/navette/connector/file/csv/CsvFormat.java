package io.navette.connector.file.csv;

import io.navette.connector.file.FileFormat;
import io.navette.connector.file.FileStream;
import io.navette.connector.file.Kept;
import io.navette.connector.file.Options;
import io.navette.connector.file.Output;
import io.navette.connector.file.RecordWriter;
import io.navette.connector.file.Records;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How CSV files are described, read and written. */
final class CsvFormat implements FileFormat {
  @Override
  public List<String> extensions() {
    return List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz");
  }

  @Override
  public boolean isDivided() {
    return false;
  }

  @Override
  public List<String> parts(FileStream file) {
    return List.of();
  }

  @Override
  public Schema describe(FileStream stream, Options options) {
    CsvDialect dialect = CsvDialect.of(stream, options);
    try (CsvLines lines = new CsvLines(stream, dialect)) {
      if (lines.names().isEmpty()) {
        throw new Failure.Data(
            stream.where() + ": the file is empty",
            "there is not even a header to tell its columns");
      }
      return options.flag("infer", false)
          ? CsvTypes.derive(lines, dialect)
          : new Schema(
              lines.names().stream().map(name -> Column.of(name, ColumnType.TEXT)).toList());
    }
  }

  @Override
  public Records open(FileStream stream, Schema schema, Options options) {
    return new CsvRecords(stream, CsvDialect.of(stream, options), schema);
  }

  @Override
  public RecordWriter create(
      FileStream stream, Output output, Schema schema, boolean keep, Options options)
      throws IOException {
    CsvDialect dialect = CsvDialect.of(stream, options);
    boolean hasHeader =
        keep && output.previous().isPresent() && keep(stream, output, schema, dialect);
    CsvRecordWriter writer = new CsvRecordWriter(output.stream(), dialect, schema);
    if (!hasHeader && dialect.header()) {
      writer.header();
    }
    return writer;
  }

  private static boolean keep(FileStream stream, Output output, Schema schema, CsvDialect dialect)
      throws IOException {
    Path previous = output.previous().orElseThrow();
    try (CsvLines lines = new CsvLines(stream, dialect)) {
      List<String> names = lines.names();
      boolean same =
          dialect.header() ? names.equals(schema.names()) : names.size() == schema.size();
      if (!names.isEmpty() && !same) {
        throw new Failure.Configuration(
            stream.where() + ": has the columns " + names + ", not " + schema.names(),
            "write the same columns in the same order, or in mode replace");
      }
    }
    return Kept.copy(previous, output.stream());
  }
}
