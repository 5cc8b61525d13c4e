package io.navette.connector.file.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Chunk;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.testing.FileContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

final class ExcelConnectorTest extends FileContract {
  private final ExcelConnector connector =
      new ExcelConnector(InputStream.nullInputStream(), new ByteArrayOutputStream());

  @Override
  protected SourceConnector source() {
    return connector;
  }

  @Override
  protected SinkConnector sink() {
    return connector;
  }

  @Override
  protected String stream() {
    return "Sheet one";
  }

  @Override
  protected Path path() {
    return folder.resolve("t.xlsx");
  }

  /** Fills a sheet of a real workbook, by POI. */
  private interface Filling {
    void fill(XSSFWorkbook workbook, XSSFSheet sheet);
  }

  private void workbook(Filling filling) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        OutputStream output = Files.newOutputStream(path())) {
      filling.fill(workbook, workbook.createSheet(stream()));
      workbook.write(output);
    }
  }

  private static void put(XSSFSheet sheet, int row, int column, Object value) {
    Row line = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
    Cell cell = line.createCell(column);
    switch (value) {
      case String text -> cell.setCellValue(text);
      case Double number -> cell.setCellValue(number);
      case Integer number -> cell.setCellValue(number);
      case Boolean flag -> cell.setCellValue(flag);
      default -> throw new IllegalArgumentException(String.valueOf(value));
    }
  }

  private static void date(
      XSSFWorkbook workbook, XSSFSheet sheet, int row, int column, double value, String format) {
    put(sheet, row, column, value);
    CellStyle style = workbook.createCellStyle();
    style.setDataFormat(workbook.createDataFormat().getFormat(format));
    sheet.getRow(row).getCell(column).setCellStyle(style);
  }

  private static void header(XSSFSheet sheet, int row, String... names) {
    for (int i = 0; i < names.length; i++) {
      put(sheet, row, i, names[i]);
    }
  }

  @Test
  void cellsAreWhatExcelHolds() throws IOException {
    workbook(
        (workbook, sheet) -> {
          header(sheet, 0, "text", "int", "num", "flag", "day", "at", "time", "sum");
          put(sheet, 1, 0, " é 🍮_x0041_\n\"x\" ");
          put(sheet, 1, 1, 42);
          put(sheet, 1, 2, 1.1);
          put(sheet, 1, 3, true);
          date(workbook, sheet, 1, 4, 46053, "dd/mm/yyyy");
          date(workbook, sheet, 1, 5, 46053.5208333333, "dd/mm/yyyy hh:mm");
          date(workbook, sheet, 1, 6, 0.75, "hh:mm");
          Cell formula = sheet.getRow(1).createCell(7);
          formula.setCellFormula("B2*2");
          formula.setCellValue(84);
          put(sheet, 3, 1, -1);
          put(sheet, 3, 2, 2);
        });
    assertThat(describe(Map.of()).schema().columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly(
            "text text",
            "int integer",
            "num double",
            "flag boolean",
            "day date",
            "at datetime",
            "time time",
            "sum integer");
    assertThat(readAll(Map.of()).rows())
        .containsExactly(
            "{\"text\":\" é 🍮A\\n\\\"x\\\" \",\"int\":42,\"num\":1.1,\"flag\":true,"
                + "\"day\":\"2026-01-31\",\"at\":\"2026-01-31T12:30:00\",\"time\":\"18:00:00\","
                + "\"sum\":84}",
            "{\"text\":null,\"int\":-1,\"num\":2.0,\"flag\":null,\"day\":null,\"at\":null,"
                + "\"time\":null,\"sum\":null}");
    Schema declared =
        Schema.of(
            Column.of("num", ColumnType.decimal(8, 2)),
            Column.of("int", ColumnType.TEXT),
            Column.of("day", ColumnType.TEXT));
    assertThat(read(ReadRequest.all(stream(), declared)).rows().get(0))
        .isEqualTo("{\"num\":1.10,\"int\":\"42\",\"day\":\"2026-01-31\"}");
  }

  @Test
  void thePartOfASheetThatHoldsTheRowsCanBeChosen() throws IOException {
    workbook(
        (workbook, sheet) -> {
          put(sheet, 0, 0, "Report of January");
          header(sheet, 2, "skip", "a", "b", "notes");
          put(sheet, 3, 0, "x");
          put(sheet, 3, 1, 1);
          put(sheet, 3, 3, "note");
          put(sheet, 4, 2, "only b");
        });
    Map<String, Object> options = Map.of("skip_rows", 2L, "columns", "B:C");
    assertThat(readAll(options).rows())
        .containsExactly("{\"a\":1,\"b\":null}", "{\"a\":null,\"b\":\"only b\"}");
    Map<String, Object> bare = Map.of("skip_rows", 3L, "columns", "b:C", "header", false);
    assertThat(readAll(bare).rows())
        .containsExactly("{\"B\":1,\"C\":null}", "{\"B\":null,\"C\":\"only b\"}");
    assertThatThrownBy(() -> readAll(Map.of("columns", "1:2")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("columns: \"1:2\" is no range");
  }

  @Test
  void errorsAndStrayValuesAreRejectedWithTheirRow() throws IOException {
    workbook(
        (workbook, sheet) -> {
          header(sheet, 0, "a", "b");
          put(sheet, 1, 0, 1);
          sheet.getRow(1).createCell(1).setCellErrorValue(FormulaError.DIV0.getCode());
          put(sheet, 2, 0, 2);
          put(sheet, 2, 3, "?");
          put(sheet, 3, 0, 3);
          put(sheet, 4, 0, "x");
        });
    Schema schema = Schema.of(Column.of("a", ColumnType.INTEGER), Column.of("b", ColumnType.TEXT));
    Read read = read(ReadRequest.all(stream(), schema));
    assertThat(read.rows()).containsExactly("{\"a\":3,\"b\":null}");
    assertThat(read.rejections())
        .extracting(rejection -> rejection.position() + ": " + rejection.reason())
        .containsExactly(
            "sheet Sheet one row 2: the cell shows #DIV/0!",
            "sheet Sheet one row 3: D3 holds a value but has no header; set columns: to the"
                + " columns that count",
            "sheet Sheet one row 5: \"x\" is not an integer");
    assertThat(read.rejections().get(0).row()).isEqualTo("{\"a\":\"1\",\"b\":\"#DIV/0!\"}");
  }

  @Test
  void everyTypeThatExcelHasComesBack() {
    Schema schema =
        Schema.of(
            Column.of("flag", ColumnType.BOOLEAN),
            Column.of("big", ColumnType.INTEGER),
            Column.of("price", ColumnType.DECIMAL),
            Column.of("long", ColumnType.DECIMAL),
            Column.of("num", ColumnType.DOUBLE),
            Column.of("text", ColumnType.TEXT),
            Column.of("day", ColumnType.DATE),
            Column.of("old", ColumnType.DATE),
            Column.of("time", ColumnType.TIME),
            Column.of("at", ColumnType.DATETIME),
            Column.of("z", ColumnType.INSTANT),
            Column.of("id", ColumnType.UUID));
    List<String> texts =
        List.of(
            "true",
            "9223372036854775807",
            "12.5",
            "1234567890123456.789",
            "0.30000000000000004",
            "a\tb\u0001_x0041_",
            "2026-01-31",
            "1850-01-01",
            "23:59:59.999999",
            "2026-01-31T12:34:56.123457",
            "2026-01-31T12:34:56.123457Z",
            "00112233-4455-6677-8899-aabbccddeeff");
    RowBatch batch = new RowBatch(schema);
    for (int i = 0; i < texts.size(); i++) {
      CellText.parse(batch.cells(i), texts.get(i));
    }
    batch.endRow();
    assertThat(write(WriteMode.REPLACE, batch).rejections()).isEmpty();
    Read read = read(ReadRequest.all(stream(), schema));
    assertThat(read.rejections()).isEmpty();
    assertThat(read.rows()).containsExactly(RowJson.write(batch, 0));
  }

  @Test
  void otherSheetsOfTheWorkbookStay() throws IOException {
    workbook((workbook, sheet) -> put(workbook.createSheet("Other"), 0, 0, "kept"));
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "a", null)));
    try (Source source = connector.openSource(settings())) {
      assertThat(source.streamNames()).containsExactly(stream(), "Other");
    }
    try (XSSFWorkbook workbook = new XSSFWorkbook(Files.newInputStream(path()))) {
      assertThat(workbook.getSheet("Other").getRow(0).getCell(0).getStringCellValue())
          .isEqualTo("kept");
      assertThat(workbook.getSheet(stream()).getRow(1).getCell(1).getStringCellValue())
          .isEqualTo("a");
    }
  }

  @Test
  void textsLongerThanACellAreRejected() {
    RowBatch batch =
        batch(
            SCHEMA,
            row(1L, "é".repeat(32_767), null),
            row(2L, "é".repeat(32_768), null),
            row(3L, "x", null));
    assertThat(write(WriteMode.REPLACE, batch).rejections())
        .extracting(Rejection::reason)
        .containsExactly("a cell holds at most 32767 characters");
    assertThat(read(ReadRequest.all(stream(), SCHEMA)).rows()).hasSize(2);
  }

  @Test
  void filesThatAreNoWorkbookAreNamed() throws IOException {
    try (HSSFWorkbook old = new HSSFWorkbook();
        OutputStream output = Files.newOutputStream(path())) {
      old.createSheet(stream());
      old.write(output);
    }
    assertThatThrownBy(() -> describe(Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("t.xlsx: it is an old .xls workbook");
    Files.writeString(path(), "a,b,c\n1,2,3\n");
    assertThatThrownBy(() -> describe(Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("it is not an .xlsx workbook");
    write(WriteMode.REPLACE, emptyAfterDelete());
    byte[] whole = Files.readAllBytes(path());
    Files.write(path(), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> describe(Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("the workbook is damaged");
  }

  private RowBatch emptyAfterDelete() throws IOException {
    Files.delete(path());
    return batch(SCHEMA, row(1L, "a", null));
  }

  @Test
  void missingSheetsAreNamed() {
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "a", null)));
    try (Source source = connector.openSource(settings())) {
      assertThatThrownBy(() -> source.describe("Januar", options(Map.of())))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("Januar")
          .extracting(failure -> ((Failure) failure).remedy())
          .asString()
          .contains(stream());
    }
  }

  /** Replaces one part of a workbook. */
  private void part(String name, byte[] content) throws IOException {
    write(WriteMode.REPLACE, batch(SCHEMA, row(1L, "a", null)));
    Path changed = folder.resolve("changed.xlsx");
    try (ZipFile zip = new ZipFile(path().toFile());
        ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        output.putNextEntry(new ZipEntry(entry.getName()));
        output.write(
            entry.getName().equals(name) ? content : zip.getInputStream(entry).readAllBytes());
        output.closeEntry();
      }
    }
    Files.move(changed, path(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void externalEntitiesAreRefused() throws IOException {
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "TOP SECRET");
    String sheet =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \""
            + secret.toUri()
            + "\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&e;</v></c></row></sheetData>"
            + "</worksheet>";
    part("xl/worksheets/sheet1.xml", sheet.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> describe(Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("holds a document type")
        .message()
        .doesNotContain("TOP SECRET");
  }

  @Test
  void zipBombsAreRefused() throws IOException {
    byte[] bomb = new byte[64 << 20];
    Arrays.fill(bomb, (byte) ' ');
    byte[] start = "<worksheet><sheetData>".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, bomb, 0, start.length);
    part("xl/worksheets/sheet1.xml", bomb);
    assertThatThrownBy(() -> describe(Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("as a zip bomb does");
  }

  @Test
  void eightSheetsOfOneWorkbookAreWrittenAtOnce() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    try (Sink sink = connector.openSink(settings())) {
      for (int i = 0; i < 8; i++) {
        WriteRequest request =
            new WriteRequest(
                "j",
                "s" + i,
                "Sheet " + i,
                SCHEMA,
                WriteMode.REPLACE,
                List.of(),
                false,
                settings());
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (RowWriter writer = sink.write(request)) {
                        writer.write(batch(SCHEMA, row(1L, "a", null)));
                        writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    try (Source source = connector.openSource(settings())) {
      assertThat(source.streamNames()).hasSize(8);
    }
  }
}
