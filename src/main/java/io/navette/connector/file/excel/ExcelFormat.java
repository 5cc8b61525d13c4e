package io.navette.connector.file.excel;

import io.navette.connector.file.FileFormat;
import io.navette.connector.file.FileStream;
import io.navette.connector.file.Options;
import io.navette.connector.file.Output;
import io.navette.connector.file.RecordWriter;
import io.navette.connector.file.Records;
import io.navette.connector.file.SeenTypes;
import io.navette.failure.Failure;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.util.List;
import org.apache.poi.ss.util.WorkbookUtil;

/** How workbooks are described, read and written. */
final class ExcelFormat implements FileFormat {
  private final Turns turns = new Turns();

  @Override
  public List<String> extensions() {
    return List.of(".xlsx", ".xlsm");
  }

  @Override
  public boolean isDivided() {
    return true;
  }

  @Override
  public List<String> parts(FileStream file) {
    try (Workbook workbook = new Workbook(file)) {
      return workbook.sheets();
    }
  }

  @Override
  public Schema describe(FileStream stream, Options options) {
    SheetOptions sheet = SheetOptions.of(stream, options);
    try (SheetRows rows = new SheetRows(stream)) {
      Header header = Header.read(rows, sheet, stream);
      SeenTypes seen = new SeenTypes();
      header.names().forEach(seen::column);
      boolean more = !sheet.header() || rows.next();
      for (long row = 1; more && (sheet.scanned() == 0 || row <= sheet.scanned()); row++) {
        for (int i = 0; i < header.columns().size(); i++) {
          see(rows, header.columns().get(i), seen, i);
        }
        more = rows.next();
      }
      return seen.schema(ColumnType.TEXT);
    }
  }

  private static void see(SheetRows rows, int column, SeenTypes seen, int index) {
    rows.cell(column).type(rows.since1904()).ifPresent(type -> seen.see(index, type));
  }

  @Override
  public Records open(FileStream stream, Schema schema, Options options) {
    return new ExcelRecords(stream, SheetOptions.of(stream, options), schema);
  }

  @Override
  public RecordWriter create(
      FileStream stream, Output output, Schema schema, boolean keep, Options options)
      throws IOException {
    checkName(stream);
    Turns.Turn turn = turns.take(stream.file());
    try {
      SheetOptions sheet = SheetOptions.of(stream, options);
      if (output.previous().isEmpty()) {
        return new InTurn(new NewWorkbook(stream, output.stream(), schema, sheet.header()), turn);
      }
      return new InTurn(new ExcelRecordWriter(stream, output, schema, keep, sheet), turn);
    } catch (IOException | RuntimeException e) {
      turn.end();
      throw e;
    }
  }

  private static void checkName(FileStream stream) {
    try {
      WorkbookUtil.validateSheetName(stream.part());
    } catch (IllegalArgumentException e) {
      throw new Failure.Configuration(
          stream.where() + ": \"" + stream.part() + "\" can't be the name of a sheet",
          "at most 31 characters, none of : \\ / ? * [ ]",
          e);
    }
  }

  /** Lets the next sheet of the workbook be written when this one is closed. */
  private record InTurn(RecordWriter writer, Turns.Turn turn) implements RecordWriter {
    @Override
    public List<Rejection> write(RowBatch batch) throws IOException {
      return writer.write(batch);
    }

    @Override
    public void finish() throws IOException {
      writer.finish();
    }

    @Override
    public void close() throws IOException {
      try {
        writer.close();
      } finally {
        turn.end();
      }
    }
  }
}
