package io.navette.connector.file.csv;

import io.navette.connector.file.FileStream;
import io.navette.connector.file.Records;
import io.navette.connector.file.Utf8;
import io.navette.failure.Failure;
import io.navette.row.CellBytes;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns records into typed rows. */
final class CsvRecords implements Records {
  private final CsvLines lines;
  private final CsvScanner record;
  private final Schema schema;
  private final int width;
  private final int[] sources;
  private final byte[] nullText;
  private final boolean commas;
  private Cells target;
  private String problem = "";

  CsvRecords(FileStream stream, CsvDialect dialect, Schema schema) {
    this.nullText = dialect.nullText().getBytes(StandardCharsets.UTF_8);
    this.commas = dialect.decimal() == ',';
    this.schema = schema;
    this.lines = new CsvLines(stream, dialect);
    this.record = lines.record();
    this.target = new Cells(ColumnType.TEXT);
    List<String> names = lines.names();
    this.width = names.size();
    this.sources = schema.names().stream().mapToInt(names::indexOf).toArray();
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] < 0) {
        lines.close();
        throw new Failure.Configuration(
            stream.where() + ": there is no column " + schema.column(i).name(),
            "columns there: " + String.join(", ", names));
      }
    }
  }

  @Override
  public Step next(RowBatch into) {
    while (lines.next()) {
      // With one column an empty line is a null; else it is nothing.
      if (width == 1 || !record.isBlank()) {
        return read(into) ? Step.ROW : Step.REJECTED;
      }
    }
    return Step.END;
  }

  private boolean read(RowBatch into) {
    if (record.count() != width) {
      return reject(
          into, raw(), Optional.empty(), record.count() + " fields, " + width + " expected");
    }
    if (record.hasStrayText()) {
      return reject(into, raw(), Optional.empty(), "there is text behind a closing quote");
    }
    for (int i = 0; i < sources.length; i++) {
      String problem = append(sources[i], into.cells(i));
      if (!problem.isEmpty()) {
        into.abandonRow();
        return reject(into, texts(), Optional.of(schema.column(i).name()), problem);
      }
    }
    return true;
  }

  /** What is wrong with the field; nothing when it was appended. */
  private String append(int field, Cells cells) {
    if (isNull(field, cells.type())) {
      cells.appendNull();
      return "";
    }
    target = cells;
    problem = "";
    record.field(field, this::append);
    return problem;
  }

  private void append(byte[] bytes, int from, int to) {
    Optional<String> damage = Utf8.damage(bytes, from, to);
    if (damage.isPresent()) {
      problem = damage.get();
      return;
    }
    try {
      if (commas && isNumber(target.type())) {
        pointed(bytes, from, to);
      } else {
        CellBytes.parse(target, bytes, from, to);
      }
    } catch (CellText.Misfit misfit) {
      problem = String.valueOf(misfit.getMessage());
    }
  }

  private static boolean isNumber(ColumnType type) {
    return type.kind() == ColumnType.Kind.DECIMAL || type.kind() == ColumnType.Kind.DOUBLE;
  }

  /** A number with a decimal comma; a point in it could mean anything. */
  private void pointed(byte[] bytes, int from, int to) {
    byte[] number = Arrays.copyOfRange(bytes, from, to);
    for (int i = 0; i < number.length; i++) {
      if (number[i] == '.') {
        problem = "\"" + Utf8.shown(bytes, from, to) + "\" has a point, where decimal: is a comma";
        return;
      }
      number[i] = number[i] == ',' ? (byte) '.' : number[i];
    }
    CellBytes.parse(target, number, 0, number.length);
  }

  /** Only texts and bytes can be empty and still be a value. */
  private boolean isNull(int field, ColumnType type) {
    if (record.length(field) == 0
        && type.kind() != ColumnType.Kind.TEXT
        && type.kind() != ColumnType.Kind.BYTES) {
      return true;
    }
    return !record.isQuoted(field) && record.is(field, nullText);
  }

  private boolean reject(RowBatch into, String row, Optional<String> column, String reason) {
    into.reject(new Rejection(Rejection.Stage.READ, row, column, reason, position()));
    return false;
  }

  private String raw() {
    return RowJson.raw(record.raw());
  }

  /** The wanted fields as texts under their columns' names. */
  private String texts() {
    RowBatch texts =
        new RowBatch(
            new Schema(
                schema.columns().stream()
                    .map(column -> Column.of(column.name(), ColumnType.TEXT))
                    .toList()));
    for (int i = 0; i < sources.length; i++) {
      if (isNull(sources[i], schema.column(i).type())) {
        texts.cells(i).appendNull();
      } else {
        texts.cells(i).appendText(record.text(sources[i]));
      }
    }
    texts.endRow();
    return RowJson.write(texts, 0);
  }

  @Override
  public String position() {
    return "line " + record.line();
  }

  @Override
  public void close() {
    lines.close();
  }
}
