package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.connector.file.Records;
import io.navette.failure.Failure;
import io.navette.row.CellText.Misfit;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.util.BitSet;
import java.util.Optional;

/** Turns a sheet's rows into typed ones. */
final class ExcelRecords implements Records {
  private final FileStream stream;
  private final SheetRows rows;
  private final SheetOptions options;
  private final Schema schema;
  private final Header header;
  private final int[] columns;
  private final BitSet expected = new BitSet();
  private boolean pending;

  ExcelRecords(FileStream stream, SheetOptions options, Schema schema) {
    this.stream = stream;
    this.options = options;
    this.schema = schema;
    this.rows = new SheetRows(stream);
    try {
      this.header = Header.read(rows, options, stream);
      this.columns = schema.names().stream().mapToInt(this::column).toArray();
      header.columns().forEach(expected::set);
      this.pending = !options.header();
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private int column(String name) {
    int index = header.names().indexOf(name);
    if (index < 0) {
      throw new Failure.Configuration(
          stream.where() + ": there is no column " + name,
          "columns there: " + String.join(", ", header.names()));
    }
    return header.columns().get(index);
  }

  @Override
  public Step next(RowBatch into) {
    if (pending) {
      pending = false;
    } else if (!rows.next()) {
      return Step.END;
    }
    Optional<String> stray = stray();
    if (stray.isPresent()) {
      return reject(
          into,
          Optional.empty(),
          stray.get() + " holds a value but has no header; set columns: to the columns that count");
    }
    for (int i = 0; i < columns.length; i++) {
      try {
        rows.cell(columns[i]).append(into.cells(i), rows.since1904());
      } catch (Misfit e) {
        into.abandonRow();
        return reject(into, Optional.of(schema.column(i).name()), String.valueOf(e.getMessage()));
      }
    }
    return Step.ROW;
  }

  /** A value outside of the columns, where they were not set by hand. */
  private Optional<String> stray() {
    if (options.last() >= 0) {
      return Optional.empty();
    }
    for (int column = 0; column < rows.width(); column++) {
      if (!rows.cell(column).isEmpty() && !expected.get(column)) {
        return Optional.of(Letters.of(column) + rows.number());
      }
    }
    return Optional.empty();
  }

  private Step reject(RowBatch into, Optional<String> column, String reason) {
    RowBatch row =
        new RowBatch(
            new Schema(
                header.names().stream().map(name -> Column.of(name, ColumnType.TEXT)).toList()));
    for (int i = 0; i < header.columns().size(); i++) {
      SheetCell cell = rows.cell(header.columns().get(i));
      if (cell.isEmpty()) {
        row.cells(i).appendNull();
      } else {
        row.cells(i).appendText(cell.shown(rows.since1904()));
      }
    }
    row.endRow();
    into.reject(
        new Rejection(Rejection.Stage.READ, RowJson.write(row, 0), column, reason, position()));
    return Step.REJECTED;
  }

  @Override
  public String position() {
    return "sheet " + stream.part() + " row " + rows.number();
  }

  @Override
  public void close() {
    rows.close();
  }
}
