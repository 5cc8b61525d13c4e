package io.navette.connector.google.sheets;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.CellText.Misfit;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Delivers a sheet's rows; those that hold nothing are passed over. */
final class TabReader implements RowReader {
  private final ReadRequest request;
  private final Tab tab;
  private final TabOptions options;
  private final GridRows rows;
  private final Header header;
  private final int[] columns;
  private final Set<Integer> expected;
  private final ZoneId zone;
  private RowBatch filled;
  private boolean pending;
  private boolean ended;
  private long delivered;

  /**
   * @param zone of the spreadsheet, by its name
   */
  TabReader(ReadRequest request, SheetsClient client, Tab tab, String zone) {
    this.request = request;
    this.tab = tab;
    this.options = TabOptions.of(tab.where(), request.options());
    this.rows = new GridRows(client, tab, options, options.pageRows());
    this.header = Header.read(rows, options, tab);
    this.columns =
        request.schema().names().stream().mapToInt(name -> header.column(name, tab)).toArray();
    this.expected = new HashSet<>(header.columns());
    this.zone = zone(tab, zone);
    this.filled = new RowBatch(request.schema());
    // Without a header, the row just read is data.
    this.pending = !options.header();
  }

  private static ZoneId zone(Tab tab, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new Failure.Configuration(
          tab.where() + ": the spreadsheet's time zone " + name + " is unknown",
          "choose another in Sheets: File, Settings",
          e);
    }
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    RowBatch batch = filled.another();
    filled = batch;
    while (!ended && !batch.isFull() && batch.rejections().size() < RowBatch.ROWS) {
      if (limited(batch) || !advance()) {
        ended = true;
      } else {
        take(batch);
      }
    }
    delivered += batch.size();
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
  }

  private boolean limited(RowBatch batch) {
    return request.limit() > 0 && delivered + batch.size() >= request.limit();
  }

  private boolean advance() {
    if (pending) {
      pending = false;
      return true;
    }
    return rows.nextFilled();
  }

  private void take(RowBatch batch) {
    Optional<String> stray = stray();
    if (stray.isPresent()) {
      reject(
          batch,
          Optional.empty(),
          stray.get() + " holds a value but has no header; set range: to the columns that count");
      return;
    }
    for (int i = 0; i < columns.length; i++) {
      GridCell cell = rows.cell(columns[i]);
      try {
        append(cell, batch, i);
      } catch (Misfit e) {
        batch.abandonRow();
        reject(
            batch,
            Optional.of(request.schema().column(i).name()),
            Letters.of(columns[i]) + rows.number() + ": " + e.getMessage());
        return;
      }
    }
    batch.endRow();
  }

  private void append(GridCell cell, RowBatch batch, int column) {
    if (cell.error().isEmpty()) {
      cell.append(batch.cells(column), zone);
      return;
    }
    switch (options.errors()) {
      case NULL -> batch.cells(column).appendNull();
      case TEXT -> CellText.parse(batch.cells(column), cell.error());
      case REJECT ->
          throw new Misfit(
              "the formula gives " + cell.error() + "; correct it, or set formula_errors");
    }
  }

  /** A value outside of the columns, where they were not set by hand. */
  private Optional<String> stray() {
    if (options.box().lastColumn() >= 0) {
      return Optional.empty();
    }
    for (int column = options.box().firstColumn(); column < rows.end(); column++) {
      if (!expected.contains(column) && !rows.cell(column).isEmpty()) {
        return Optional.of(Letters.of(column) + rows.number());
      }
    }
    return Optional.empty();
  }

  private void reject(RowBatch batch, Optional<String> column, String reason) {
    RowBatch row =
        new RowBatch(
            new Schema(
                header.names().stream().map(name -> Column.of(name, ColumnType.TEXT)).toList()));
    for (int i = 0; i < header.columns().size(); i++) {
      GridCell cell = rows.cell(header.columns().get(i));
      if (cell.isEmpty()) {
        row.cells(i).appendNull();
      } else {
        row.cells(i).appendText(cell.text());
      }
    }
    row.endRow();
    batch.reject(
        new Rejection(
            Rejection.Stage.READ,
            RowJson.write(row, 0),
            column,
            reason,
            "sheet " + tab.title() + " row " + rows.number()));
  }

  @Override
  public void close() {
    // Every page was read whole.
  }
}
