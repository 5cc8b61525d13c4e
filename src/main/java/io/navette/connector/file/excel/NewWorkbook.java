package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.connector.file.RecordWriter;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a workbook of one sheet as a stream, without a model of it in memory (ECMA-376 part 1,
 * chapter 18). Texts stand in their cells.
 */
final class NewWorkbook implements RecordWriter {
  private static final int PIECE = 1 << 16;
  private static final int COMPRESSION = 3;

  private final FileStream stream;
  private final ZipOutputStream zip;
  private final SheetBuffer buffer;
  private final Schema schema;
  private int rows;

  NewWorkbook(FileStream stream, OutputStream output, Schema schema, boolean header)
      throws IOException {
    this.stream = stream;
    this.schema = schema;
    this.zip = new ZipOutputStream(output);
    this.buffer = new SheetBuffer(schema.size());
    zip.setLevel(COMPRESSION);
    for (WorkbookParts part : WorkbookParts.values()) {
      entry(part.path(), part.content(stream.part()));
    }
    zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
    buffer.raw(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns="
            + "\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + (header ? WorkbookParts.FROZEN : "")
            + "<sheetData>");
    if (header) {
      header();
    }
  }

  private void entry(String path, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private void header() {
    buffer.beginRow(++rows);
    for (int column = 0; column < schema.size(); column++) {
      buffer.text(column, schema.column(column).name(), CellForm.HEADER);
    }
    buffer.endRow();
  }

  @Override
  public List<Rejection> write(RowBatch batch) throws IOException {
    List<Rejection> rejections = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      int column = SheetLimits.tooLong(batch, row);
      if (column >= 0) {
        rejections.add(SheetLimits.rejection(batch, row, column));
        continue;
      }
      SheetLimits.requireRow(rows, stream);
      buffer.beginRow(++rows);
      for (int i = 0; i < schema.size(); i++) {
        if (!batch.cells(i).isNull(row)) {
          CellForm.write(batch.cells(i), row, i, buffer);
        }
      }
      buffer.endRow();
      if (buffer.size() >= PIECE) {
        buffer.writeTo(zip);
      }
    }
    return rejections;
  }

  @Override
  public void finish() throws IOException {
    buffer.raw("</sheetData></worksheet>");
    buffer.writeTo(zip);
    zip.closeEntry();
    zip.finish();
  }

  @Override
  public void close() {}
}
