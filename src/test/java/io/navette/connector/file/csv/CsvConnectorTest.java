package io.navette.connector.file.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Chunk;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.testing.FileContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CsvConnectorTest extends FileContract {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private CsvConnector connector = new CsvConnector(InputStream.nullInputStream(), output);

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
    return "t.csv";
  }

  @Override
  protected Path path() {
    return folder;
  }

  private Read read(String content, Map<String, Object> options) throws IOException {
    Files.writeString(folder.resolve("t.csv"), content);
    return readAll(options);
  }

  @Test
  void quotesNullsAndLineBreaksAreWhatTheyAre() throws IOException {
    assertThat(
            read("\uFEFFa,b\r\n\"x, \"\"y\"\"\",\r\n\"two\nlines\",\"\"\r\n\r\n1,2", Map.of())
                .rows())
        .containsExactly(
            "{\"a\":\"x, \\\"y\\\"\",\"b\":null}",
            "{\"a\":\"two\\nlines\",\"b\":\"\"}",
            "{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void dialectsAreRead() throws IOException {
    assertThat(
            read(
                    "1;'a;b';NULL\n2;x;'NULL'\n",
                    Map.of("delimiter", ";", "quote", "'", "header", false, "null_text", "NULL"))
                .rows())
        .containsExactly(
            "{\"column1\":\"1\",\"column2\":\"a;b\",\"column3\":null}",
            "{\"column1\":\"2\",\"column2\":\"x\",\"column3\":\"NULL\"}");
    Files.write(
        folder.resolve("t.csv"), "n\u00e9\nno\u00ebl\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(readAll(Map.of("encoding", "ISO-8859-1")).rows())
        .containsExactly("{\"n\u00e9\":\"no\u00ebl\"}");
  }

  @Test
  void rowsThatDoNotFitAreRejectedWithTheirLine() throws IOException {
    Files.write(
        folder.resolve("t.csv"),
        "a,b\n1,x\n2,y,z\n\"3\n\",x\n4\nx,5\n6,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Schema schema = Schema.of(Column.of("a", ColumnType.INTEGER), Column.of("b", ColumnType.TEXT));
    Read read = read(ReadRequest.all("t.csv", schema));
    assertThat(read.rows()).containsExactly("{\"a\":1,\"b\":\"x\"}");
    assertThat(read.rejections())
        .extracting(rejection -> rejection.position() + ": " + rejection.reason())
        .containsExactly(
            "line 3: 3 fields, 2 expected",
            "line 4: \"3\n\" is not an integer",
            "line 6: 1 fields, 2 expected",
            "line 7: \"x\" is not an integer",
            "line 8: the byte 0xe9 is not UTF-8");
    assertThat(read.rejections().get(0).row()).isEqualTo("{\"_raw\":\"2,y,z\"}");
    assertThat(read.rejections().get(4).row()).isEqualTo("{\"a\":\"6\",\"b\":\"\uFFFD\"}");
  }

  @Test
  void typesAreDerivedWhereAskedFor() throws IOException {
    String content =
        """
        i,d,b,day,at,z,t
        1,1.5,true,2026-01-31,2026-01-31T12:00:00,2026-01-31T12:00:00Z,x
        -2,3,false,2026-02-01,2026-01-31 13:00,2026-01-31T12:00:00+02:00,007
        ,,,,,,
        """;
    Files.writeString(folder.resolve("t.csv"), content);
    assertThat(describe(Map.of("infer", true)).schema().columns())
        .extracting(column -> column.type().toString())
        .containsExactly("integer", "decimal", "boolean", "date", "datetime", "instant", "text");
    assertThat(describe(Map.of()).schema().columns())
        .extracting(Column::type)
        .containsOnly(ColumnType.TEXT);
    assertThat(readAll(Map.of("infer", true)).rejections()).isEmpty();
  }

  @Test
  void numbersMayHaveADecimalComma() throws IOException {
    Map<String, Object> comma = Map.of("delimiter", ";", "decimal", ",", "infer", true);
    Files.writeString(folder.resolve("t.csv"), "i;d;t\n1;-4,20;1.5\n2;3;1,5x\n");
    assertThat(describe(comma).schema().columns())
        .extracting(column -> column.type().toString())
        .containsExactly("integer", "decimal", "text");
    assertThat(readAll(comma).rows())
        .containsExactly("{\"i\":1,\"d\":-4.20,\"t\":\"1.5\"}", "{\"i\":2,\"d\":3,\"t\":\"1,5x\"}");
    Schema schema =
        Schema.of(Column.of("d", ColumnType.DECIMAL), Column.of("e", ColumnType.DOUBLE));
    Settings settings = new Settings("files", Map.of("path", folder, "decimal", ","));
    try (Sink sink = connector.openSink(settings);
        RowWriter writer = sink.write(request(WriteMode.REPLACE, schema))) {
      writer.write(batch(schema, row(new java.math.BigDecimal("1.50"), 2.5), row(null, 3.0)));
      writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
    }
    // The comma separates fields as well here.
    assertThat(Files.readString(folder.resolve("t.csv")))
        .startsWith("d,e\n\"1,50\",\"2,5\"\n,")
        .doesNotContain(".");
    assertThat(
            read(ReadRequest.all("t.csv", schema).options(options(Map.of("decimal", ",")))).rows())
        .hasSize(2)
        .first()
        .isEqualTo("{\"d\":1.50,\"e\":2.5}");
    Read points = read(ReadRequest.all("t.csv", schema));
    assertThat(points.rejections().getFirst().reason()).contains("1,50");
  }

  @Test
  void compressedFilesAreReadAndWrittenAndCutOffOnesRefused() throws IOException {
    Path file = folder.resolve("t.csv.gz");
    Settings settings = settings();
    WriteRequest request =
        new WriteRequest(
            "j", "s", "t.csv.gz", SCHEMA, WriteMode.REPLACE, List.of(), false, settings);
    @Nullable Object[][] rows = new Object[20_000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((long) i * 7919, "name " + Integer.toHexString(i * 31), null);
    }
    try (Sink sink = connector.openSink(settings);
        RowWriter writer = sink.write(request)) {
      writer.write(batch(SCHEMA, rows));
      writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
    }
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole).startsWith(0x1f, 0x8b);
    assertThat(read(ReadRequest.all("t.csv.gz", SCHEMA)).rows()).hasSize(rows.length);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> read(ReadRequest.all("t.csv.gz", SCHEMA)))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("t.csv.gz")
        .hasMessageContaining("the gz data ends too early");
    whole[whole.length / 2] ^= 0x55;
    Files.write(file, whole);
    assertThatThrownBy(() -> read(ReadRequest.all("t.csv.gz", SCHEMA)))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("t.csv.gz");
  }

  @Test
  void aQuoteThatIsNeverClosedIsNamed() throws IOException {
    assertThatThrownBy(() -> read("a\nx\n\"open\n1\n2\n", Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("line 3: a quote opens here and is never closed");
    assertThat(read("a,b\n\"x\"y,1\n2,3\n", Map.of()).rejections())
        .extracting(rejection -> rejection.position() + ": " + rejection.reason())
        .containsExactly("line 2: there is text behind a closing quote");
  }

  @Test
  void columnsWithoutANameOrWithTheSameGetOneOfTheirOwn() throws IOException {
    assertThat(read("a,,a\n1,2,3\n", Map.of()).rows())
        .containsExactly("{\"a\":\"1\",\"column2\":\"2\",\"a_2\":\"3\"}");
    assertThat(read("a,b\n", Map.of()).rows()).isEmpty();
    assertThatThrownBy(() -> read("", Map.of()))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void foldersAndPatternsHaveAStreamPerFile() throws IOException {
    Files.writeString(folder.resolve("b.csv"), "x\n1\n");
    Files.writeString(folder.resolve("a.csv"), "x\n1\n");
    Files.writeString(folder.resolve("notes.md"), "no");
    try (Source source = connector.openSource(settings())) {
      assertThat(source.streamNames()).containsExactly("a.csv", "b.csv");
      assertThat(source.describe("a", settings()).name()).isEqualTo("a.csv");
    }
    Settings pattern = new Settings("files", Map.of("path", folder.resolve("[b]*.csv")));
    try (Source source = connector.openSource(pattern)) {
      assertThat(source.streamNames()).containsExactly("b.csv");
    }
  }

  @Test
  void nothingIsWrittenOutsideOfTheFolder() {
    WriteRequest outside =
        new WriteRequest(
            "j", "s", "../x.csv", SCHEMA, WriteMode.REPLACE, List.of(), false, settings());
    try (Sink sink = connector.openSink(settings())) {
      assertThatThrownBy(() -> sink.write(outside))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("stands outside of the folder");
    }
  }

  @Test
  void standardInputAndOutputAreFilesToo() {
    connector =
        new CsvConnector(
            new ByteArrayInputStream("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8)), output);
    Settings standard = new Settings("files", Map.of("path", Path.of("-")));
    try (Source source = connector.openSource(standard)) {
      StreamInfo info = source.describe("anything", settings());
      try (RowReader reader = source.read(ReadRequest.all("anything", info.schema()))) {
        assertThat(RowJson.write(reader.next().orElseThrow(), 0))
            .isEqualTo("{\"a\":\"1\",\"b\":\"x\"}");
      }
    }
    try (Sink sink = connector.openSink(standard);
        RowWriter writer = sink.write(request(WriteMode.APPEND, SCHEMA))) {
      writer.write(batch(SCHEMA, row(1L, "a\"b", null)));
      writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("id,name,at\n1,\"a\"\"b\",\n");
  }

  @Test
  void charactersTheEncodingHasNotAreRejected() throws IOException {
    Settings latin = new Settings("files", Map.of("path", folder, "encoding", "ISO-8859-1"));
    try (Sink sink = connector.openSink(latin);
        RowWriter writer = sink.write(request(WriteMode.REPLACE, SCHEMA))) {
      assertThat(writer.write(batch(SCHEMA, row(1L, "\u00e9", null), row(2L, "\u6771", null))))
          .extracting(Rejection::reason)
          .containsExactly("holds a character that ISO-8859-1 has not");
      writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
    }
    assertThat(Files.readString(folder.resolve("t.csv"), StandardCharsets.ISO_8859_1))
        .isEqualTo("id,name,at\n1,\u00e9,\n");
  }

  @Test
  void otherColumnsAreNotAppended() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "id,other\n1,x\n");
    assertThatThrownBy(() -> write(WriteMode.APPEND, batch(SCHEMA, row(1L, "a", null))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("has the columns [id, other], not [id, name, at]");
    assertThat(Files.readString(folder.resolve("t.csv"))).isEqualTo("id,other\n1,x\n");
  }
}
