package io.navette.connector.google.sheets;

import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.RowData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet from the header on, asked for page by page. Used by one thread; blocks. */
final class GridRows {
  private final SheetsClient client;
  private final Tab tab;
  private final Box box;
  private final int pageRows;
  private List<RowData> page = List.of();
  private int pageStart;
  private int row;

  /**
   * @param pageRows asked for at once
   */
  GridRows(SheetsClient client, Tab tab, TabOptions options, int pageRows) {
    this.client = client;
    this.tab = tab;
    this.box = tab.within(options.box()).rows(options.top(), tab.within(options.box()).lastRow());
    this.pageRows = pageRows;
    this.row = box.firstRow() - 1;
    this.pageStart = box.firstRow();
  }

  /** Goes to the next row, empty or not; false at the end of the sheet's grid. */
  boolean next() {
    row++;
    if (row > box.lastRow() || box.firstColumn() > box.lastColumn()) {
      return false;
    }
    if (row == box.firstRow() || row >= pageStart + pageRows) {
      pageStart = row;
      int last = (int) Math.min((long) row + pageRows - 1, box.lastRow());
      page = client.cells(tab, box.rows(row, last));
    }
    return true;
  }

  /** Goes to the next row that holds anything. */
  boolean nextFilled() {
    while (next()) {
      for (int column = box.firstColumn(); column < end(); column++) {
        if (!cell(column).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** As people count, from 1. */
  int number() {
    return row + 1;
  }

  /** The column behind the last one that holds anything in this row. */
  int end() {
    return box.firstColumn() + cells().size();
  }

  /** A cell by its column in the sheet, from 0; empty beyond the row's end. */
  GridCell cell(int column) {
    int at = column - box.firstColumn();
    List<CellData> cells = cells();
    return at >= 0 && at < cells.size() ? GridCell.of(cells.get(at)) : GridCell.EMPTY;
  }

  private List<CellData> cells() {
    int at = row - pageStart;
    @Nullable List<CellData> cells = at < page.size() ? page.get(at).getValues() : null;
    return cells == null ? List.of() : cells;
  }
}
