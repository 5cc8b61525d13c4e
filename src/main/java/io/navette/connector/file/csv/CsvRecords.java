package io.navette.connector.file.csv;

import io.navette.connector.file.FileStream;
import io.navette.connector.file.Records;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;

/** Turns records into typed rows. */
final class CsvRecords implements Records {
  private final CsvLines lines;
  private final CsvDialect dialect;
  private final Schema schema;
  private final int width;
  private final int[] sources;
  private long line;

  CsvRecords(FileStream stream, CsvDialect dialect, Schema schema) {
    this.dialect = dialect;
    this.schema = schema;
    this.lines = new CsvLines(stream, dialect);
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
    while (true) {
      Optional<CsvRow> row = lines.next();
      if (row.isEmpty()) {
        return Step.END;
      }
      line = row.get().line();
      // With one column an empty line is a null; else it is nothing.
      if (row.get().count() > 1 || width == 1 || !isBlank(row.get())) {
        return read(row.get(), into) ? Step.ROW : Step.REJECTED;
      }
    }
  }

  private static boolean isBlank(CsvRow row) {
    return row.count() == 0 || (row.field(0).isEmpty() && !row.isQuoted(0));
  }

  private boolean read(CsvRow row, RowBatch into) {
    int count = Math.max(1, row.count());
    if (count != width) {
      return reject(into, raw(row), Optional.empty(), count + " fields, " + width + " expected");
    }
    for (int i = 0; i < sources.length; i++) {
      Cells cells = into.cells(i);
      String problem = append(row, sources[i], cells);
      if (!problem.isEmpty()) {
        into.abandonRow();
        return reject(into, texts(row), Optional.of(schema.column(i).name()), problem);
      }
    }
    return true;
  }

  /** What is wrong with the field; nothing when it was appended. */
  private String append(CsvRow row, int field, Cells cells) {
    if (row.count() == 0 || isNull(row, field, cells.type())) {
      cells.appendNull();
      return "";
    }
    String text = row.field(field);
    Optional<String> damage = lines.decoder().damage(text);
    if (damage.isPresent()) {
      return damage.get();
    }
    try {
      CellText.parse(cells, text);
      return "";
    } catch (CellText.Misfit misfit) {
      return String.valueOf(misfit.getMessage());
    }
  }

  /** Only texts and bytes can be empty and still be a value. */
  private boolean isNull(CsvRow row, int field, ColumnType type) {
    String text = row.field(field);
    if (text.isEmpty()
        && type.kind() != ColumnType.Kind.TEXT
        && type.kind() != ColumnType.Kind.BYTES) {
      return true;
    }
    return !row.isQuoted(field) && text.equals(dialect.nullText());
  }

  private boolean reject(RowBatch into, String row, Optional<String> column, String reason) {
    into.reject(new Rejection(Rejection.Stage.READ, row, column, reason, position()));
    return false;
  }

  private String raw(CsvRow row) {
    StringBuilder text = new StringBuilder();
    CsvText csv = new CsvText(dialect);
    for (int i = 0; i < row.count(); i++) {
      if (i > 0) {
        text.append(dialect.delimiter());
      }
      csv.append(text, row.field(i), row.isQuoted(i) && row.field(i).isEmpty());
    }
    return RowJson.raw(lines.decoder().shown(text.toString()));
  }

  /** The wanted fields as texts under their columns' names. */
  private String texts(CsvRow row) {
    RowBatch texts =
        new RowBatch(
            new Schema(
                schema.columns().stream()
                    .map(column -> Column.of(column.name(), ColumnType.TEXT))
                    .toList()));
    for (int i = 0; i < sources.length; i++) {
      if (isNull(row, sources[i], schema.column(i).type())) {
        texts.cells(i).appendNull();
      } else {
        texts.cells(i).appendText(lines.decoder().shown(row.field(sources[i])));
      }
    }
    texts.endRow();
    return RowJson.write(texts, 0);
  }

  @Override
  public String position() {
    return "line " + line;
  }

  @Override
  public void close() {
    lines.close();
  }
}
