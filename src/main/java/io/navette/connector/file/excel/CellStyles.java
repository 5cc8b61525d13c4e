package io.navette.connector.file.excel;

import io.navette.row.CellText;
import io.navette.row.Cells;
import java.time.LocalTime;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;

/** Writes values through POI, as {@link CellForm} says. */
final class CellStyles {

  private static final Pattern UNSAFE =
      Pattern.compile("_x[0-9A-Fa-f]{4}_|[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  private final CellStyle header;
  private final CellStyle date;
  private final CellStyle time;
  private final CellStyle dateTime;

  CellStyles(org.apache.poi.ss.usermodel.Workbook workbook) {
    this.header = workbook.createCellStyle();
    Font bold = workbook.createFont();
    bold.setBold(true);
    header.setFont(bold);
    this.date = style(workbook, "yyyy-mm-dd");
    this.time = style(workbook, "hh:mm:ss");
    this.dateTime = style(workbook, "yyyy-mm-dd hh:mm:ss");
  }

  private static CellStyle style(org.apache.poi.ss.usermodel.Workbook workbook, String format) {
    CellStyle style = workbook.createCellStyle();
    style.setDataFormat(workbook.createDataFormat().getFormat(format));
    return style;
  }

  CellStyle header() {
    return header;
  }

  /** Writes a value that is not null. */
  void write(Cell cell, Cells cells, int row) {
    switch (cells.type().kind()) {
      case BOOLEAN -> cell.setCellValue(cells.booleanAt(row));
      case INTEGER, DECIMAL, DOUBLE -> number(cell, cells, row);
      case DATE -> moment(cell, cells, row, date);
      case DATETIME -> moment(cell, cells, row, dateTime);
      case TIME -> {
        cell.setCellValue(Serial.of(LocalTime.ofNanoOfDay(cells.longAt(row) * 1000)));
        cell.setCellStyle(time);
      }
      case TEXT, JSON -> cell.setCellValue(escaped(cells.textAt(row)));
      case BYTES, INSTANT, UUID -> cell.setCellValue(CellText.format(cells, row));
    }
  }

  /** Characters that XML can't hold, and what looks like their escape (see {@link Workbook}). */
  private static String escaped(String text) {
    return UNSAFE
        .matcher(text)
        .replaceAll(
            match ->
                match.group().length() > 1
                    ? "_x005F" + match.group()
                    : String.format("_x%04X_", (int) match.group().charAt(0)));
  }

  private static void number(Cell cell, Cells cells, int row) {
    if (CellForm.isExact(cells, row)) {
      cell.setCellValue(
          switch (cells.type().kind()) {
            case INTEGER -> (double) cells.longAt(row);
            case DOUBLE -> cells.doubleAt(row);
            default -> cells.decimalAt(row).doubleValue();
          });
    } else {
      cell.setCellValue(CellText.format(cells, row));
    }
  }

  private static void moment(Cell cell, Cells cells, int row, CellStyle style) {
    OptionalDouble serial = CellForm.serial(cells, row);
    if (serial.isPresent()) {
      cell.setCellValue(serial.getAsDouble());
      cell.setCellStyle(style);
    } else {
      cell.setCellValue(CellText.format(cells, row));
    }
  }
}
