package io.navette.connector.file.excel;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;

/**
 * Writes values as Excel keeps them. What Excel would round stands as text: whole numbers and
 * decimals of more than 15 digits, points in time with their zone, days before March 1900.
 */
final class CellStyles {
  private static final int SAFE_DIGITS = 15;
  private static final long SAFE_INTEGER = 1_000_000_000_000_000L;

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
      case INTEGER -> number(cell, cells, row, Math.abs(cells.longAt(row)) < SAFE_INTEGER);
      case DECIMAL -> number(cell, cells, row, cells.decimalAt(row).precision() <= SAFE_DIGITS);
      case DOUBLE -> number(cell, cells, row, Double.isFinite(cells.doubleAt(row)));
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

  private static void number(Cell cell, Cells cells, int row, boolean exact) {
    if (exact) {
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
    OptionalDouble serial =
        CellValue.value(cells, row) instanceof LocalDate day
            ? Serial.of(day.atStartOfDay())
            : Serial.of((LocalDateTime) Objects.requireNonNull(CellValue.value(cells, row)));
    if (serial.isPresent()) {
      cell.setCellValue(serial.getAsDouble());
      cell.setCellStyle(style);
    } else {
      cell.setCellValue(CellText.format(cells, row));
    }
  }
}
