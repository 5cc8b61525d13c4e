package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.connector.file.Output;
import io.navette.connector.file.RecordWriter;
import io.navette.failure.Failure;
import io.navette.row.Cells;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes a sheet of a workbook that exists, keeping its others. POI holds what was there in memory
 * and streams the new rows to temporary files.
 */
final class ExcelRecordWriter implements RecordWriter {
  private static final int ROWS_IN_MEMORY = 64;

  private final FileStream stream;
  private final Output output;
  private final Schema schema;
  private final SXSSFWorkbook workbook;
  private final SXSSFSheet sheet;
  private final CellStyles styles;
  private int next;

  ExcelRecordWriter(
      FileStream stream, Output output, Schema schema, boolean keep, SheetOptions options)
      throws IOException {
    this.stream = stream;
    this.output = output;
    this.schema = schema;
    String name = stream.part();
    XSSFWorkbook known = known();
    XSSFSheet old = known.getSheet(name);
    boolean extended = keep && old != null && hasRows(old, options);
    if (old != null && !keep) {
      int place = known.getSheetIndex(old);
      known.removeSheetAt(place);
      known.createSheet(name);
      known.setSheetOrder(name, place);
    } else if (old == null) {
      known.createSheet(name);
    }
    this.next = extended ? known.getSheet(name).getLastRowNum() + 1 : 0;
    this.workbook = new SXSSFWorkbook(known, ROWS_IN_MEMORY);
    this.sheet = workbook.getSheet(name);
    this.styles = new CellStyles(workbook);
    if (!extended && options.header()) {
      header();
    }
  }

  private XSSFWorkbook known() throws IOException {
    Path previous = output.previous().orElseThrow();
    new ZipParts(new FileStream(stream.connection(), "", previous, "")).close();
    try (InputStream input = Files.newInputStream(previous)) {
      return new XSSFWorkbook(input);
    } catch (POIXMLException e) {
      throw new Failure.Data(
          stream.where() + ": the workbook is damaged: " + e.getMessage(), "", e);
    }
  }

  /** What is kept must have the same columns. */
  private boolean hasRows(XSSFSheet old, SheetOptions options) {
    if (old.getPhysicalNumberOfRows() == 0) {
      return false;
    }
    if (options.header()) {
      List<String> names = new ArrayList<>();
      old.getRow(old.getFirstRowNum())
          .forEach(cell -> names.add(new DataFormatter().formatCellValue(cell)));
      if (!names.equals(schema.names())) {
        throw new Failure.Configuration(
            stream.where() + ": has the columns " + names + ", not " + schema.names(),
            "write the same columns in the same order, or in mode replace");
      }
    }
    return true;
  }

  private void header() {
    Row row = sheet.createRow(next++);
    for (int column = 0; column < schema.size(); column++) {
      Cell cell = row.createCell(column);
      cell.setCellValue(schema.column(column).name());
      cell.setCellStyle(styles.header());
    }
    sheet.createFreezePane(0, 1);
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    List<Rejection> rejections = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      int column = SheetLimits.tooLong(batch, row);
      if (column >= 0) {
        rejections.add(SheetLimits.rejection(batch, row, column));
      } else {
        add(batch, row);
      }
    }
    return rejections;
  }

  private void add(RowBatch batch, int row) {
    SheetLimits.requireRow(next, stream);
    Row target = sheet.createRow(next++);
    for (int column = 0; column < batch.schema().size(); column++) {
      Cells cells = batch.cells(column);
      if (!cells.isNull(row)) {
        styles.write(target.createCell(column), cells, row);
      }
    }
  }

  @Override
  public void finish() throws IOException {
    workbook.write(output.stream());
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
