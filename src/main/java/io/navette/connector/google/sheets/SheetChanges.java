package io.navette.connector.google.sheets;

import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.CellFormat;
import com.google.api.services.sheets.v4.model.CopyPasteRequest;
import com.google.api.services.sheets.v4.model.DeleteSheetRequest;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.GridRange;
import com.google.api.services.sheets.v4.model.NumberFormat;
import com.google.api.services.sheets.v4.model.RepeatCellRequest;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.UpdateCellsRequest;
import com.google.api.services.sheets.v4.model.UpdateSheetPropertiesRequest;
import io.navette.row.Column;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes to sheets that are not values. */
final class SheetChanges {
  private SheetChanges() {}

  static Request add(String title, int rows, int columns, boolean hidden) {
    return new Request()
        .setAddSheet(
            new AddSheetRequest()
                .setProperties(
                    new SheetProperties()
                        .setTitle(title)
                        .setHidden(hidden)
                        .setGridProperties(
                            new GridProperties().setRowCount(rows).setColumnCount(columns))));
  }

  static Request delete(Tab tab) {
    return new Request().setDeleteSheet(new DeleteSheetRequest().setSheetId(tab.id()));
  }

  /** Makes room, where there is too little. */
  static Optional<Request> grow(Tab tab, int rows, int columns) {
    if (rows <= tab.rows() && columns <= tab.columns()) {
      return Optional.empty();
    }
    GridProperties grid =
        new GridProperties()
            .setRowCount(Math.max(rows, tab.rows()))
            .setColumnCount(Math.max(columns, tab.columns()));
    return Optional.of(
        new Request()
            .setUpdateSheetProperties(
                new UpdateSheetPropertiesRequest()
                    .setProperties(
                        new SheetProperties().setSheetId(tab.id()).setGridProperties(grid))
                    .setFields("gridProperties(rowCount,columnCount)")));
  }

  /** Empties cells, and leaves how they look. */
  static Request clear(Tab tab, Box box) {
    return new Request()
        .setUpdateCells(
            new UpdateCellsRequest().setRange(range(tab, box)).setFields("userEnteredValue"));
  }

  static Request copy(Tab from, Tab to, Box box, String paste) {
    return new Request()
        .setCopyPaste(
            new CopyPasteRequest()
                .setSource(range(from, box))
                .setDestination(range(to, box))
                .setPasteType(paste)
                .setPasteOrientation("NORMAL"));
  }

  /** Shows dates and times as such in these rows. */
  static List<Request> formats(Tab tab, Schema schema, int[] columns, int firstRow, int lastRow) {
    List<Request> formats = new ArrayList<>();
    for (int i = 0; i < columns.length && lastRow >= firstRow; i++) {
      Box cells = new Box(columns[i], firstRow, columns[i], lastRow);
      format(schema.column(i)).map(format -> repeat(tab, cells, format)).ifPresent(formats::add);
    }
    return formats;
  }

  private static Optional<NumberFormat> format(Column column) {
    return switch (column.type().kind()) {
      case DATE -> Optional.of(new NumberFormat().setType("DATE").setPattern("yyyy-mm-dd"));
      case TIME -> Optional.of(new NumberFormat().setType("TIME").setPattern("hh:mm:ss"));
      case DATETIME ->
          Optional.of(new NumberFormat().setType("DATE_TIME").setPattern("yyyy-mm-dd hh:mm:ss"));
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, TEXT, BYTES, INSTANT, UUID, JSON -> Optional.empty();
    };
  }

  private static Request repeat(Tab tab, Box box, NumberFormat format) {
    CellData cell = new CellData().setUserEnteredFormat(new CellFormat().setNumberFormat(format));
    return new Request()
        .setRepeatCell(
            new RepeatCellRequest()
                .setRange(range(tab, box))
                .setCell(cell)
                .setFields("userEnteredFormat.numberFormat"));
  }

  private static GridRange range(Tab tab, Box box) {
    return new GridRange()
        .setSheetId(tab.id())
        .setStartRowIndex(box.firstRow())
        .setEndRowIndex(box.lastRow() + 1)
        .setStartColumnIndex(box.firstColumn())
        .setEndColumnIndex(box.lastColumn() + 1);
  }
}
