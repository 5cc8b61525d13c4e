package io.navette.connector.jdbc.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.secret.Secret;
import io.navette.testing.TableContract;
import io.navette.testing.TestSqlServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SqlServerConnectorTest extends TableContract {
  private final SqlServerConnector connector = new SqlServerConnector();
  private TestSqlServer database = new TestSqlServer("unset", 0, "", "", "");

  @BeforeEach
  void place() {
    database = TestSqlServer.newDatabase();
  }

  private Settings settings(Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "server",
                database.server(),
                "port",
                (long) database.port(),
                "database",
                database.database(),
                "user",
                database.user(),
                "password",
                new Secret(database.password()),
                "authentication",
                "password",
                "schema",
                "dbo",
                "trust_server_certificate",
                TestSqlServer.isReal(),
                "connect_timeout",
                Duration.ofSeconds(10)));
    values.putAll(more);
    return new Settings("ms", values);
  }

  @Override
  @MustBeClosed
  protected Source openSource() {
    return connector.openSource(settings(Map.of()));
  }

  @Override
  @MustBeClosed
  protected Sink openSink() {
    return connector.openSink(settings(Map.of()));
  }

  @Override
  protected void execute(String... statements) throws SQLException {
    database.execute(
        Arrays.stream(statements)
            .map(sql -> sql.replace(" TEXT", " nvarchar(100)"))
            .toArray(String[]::new));
  }

  @Override
  protected Map<ColumnType, String> types() {
    return Map.ofEntries(
        Map.entry(ColumnType.BOOLEAN, "true"),
        Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
        Map.entry(ColumnType.integer(16), "-32768"),
        Map.entry(ColumnType.integer(32), "2147483647"),
        Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
        Map.entry(ColumnType.decimal(38, 10), "1234567890123456789012345678.0123456789"),
        Map.entry(ColumnType.DOUBLE, "2.2250738585072014E-308"),
        Map.entry(ColumnType.TEXT, "é 🍮 ''"),
        Map.entry(ColumnType.text(3), "abc"),
        Map.entry(ColumnType.BYTES, "00ff"),
        Map.entry(ColumnType.DATE, "0001-01-01"),
        Map.entry(ColumnType.TIME, "23:59:59.999999"),
        Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
        Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
        Map.entry(ColumnType.UUID, "00112233-4455-6677-8899-aabbccddeeff"));
  }

  @Test
  void theServerSaysWhoItIs() {
    assertThat(connector.check(settings(Map.of()))).startsWith("SQL Server 1");
    assertThatThrownBy(() -> connector.check(settings(Map.of("password", new Secret("p")))))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("Login failed for user");
    assertThatThrownBy(() -> connector.check(settings(Map.of("database", "missing"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("Cannot open database \"missing\"");
    assertThatThrownBy(() -> connector.check(settings(Map.of("port", 1L))))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("connection ms: ");
  }

  private List<String> read(String table, Map<String, Object> options, List<Rejection> rejections) {
    List<String> rows = new ArrayList<>();
    try (Source source = openSource()) {
      Schema schema = source.describe(table, settings(options)).schema();
      ReadRequest request = ReadRequest.all(table, schema).options(settings(options));
      try (RowReader reader = source.read(request)) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          for (int row = 0; row < next.get().size(); row++) {
            rows.add(RowJson.write(next.get(), row));
          }
          rejections.addAll(next.get().rejections());
        }
      }
    }
    return rows;
  }

  private List<String> read(String table) {
    List<Rejection> rejections = new ArrayList<>();
    List<String> rows = read(table, Map.of(), rejections);
    assertThat(rejections).isEmpty();
    return rows;
  }

  /** Copies a table's columns into another that the connector creates, or finds. */
  private Committed copy(String from, String to, WriteMode mode, String... columns) {
    try (Source source = openSource();
        Sink sink = openSink()) {
      Schema all = source.describe(from, settings(Map.of())).schema();
      List<String> wanted = columns.length == 0 ? all.names() : List.of(columns);
      Schema schema =
          new Schema(wanted.stream().map(name -> all.column(all.position(name))).toList());
      TableKeeping tables = (TableKeeping) sink;
      List<String> key = List.of(wanted.get(0));
      if (tables.schema(to).isEmpty()) {
        tables.create(to, schema, key);
      }
      WriteRequest request =
          new WriteRequest("j", from, to, schema, mode, key, false, settings(Map.of()));
      try (RowReader reader = source.read(ReadRequest.all(from, schema));
          RowWriter writer = sink.write(request)) {
        List<Rejection> rejections = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          rejections.addAll(writer.write(next.get()));
        }
        Committed committed = writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
        rejections.addAll(committed.rejections());
        return new Committed(committed.changes(), rejections);
      }
    }
  }

  @Test
  void typesOfItsOwnAreCopiedAsTheyAre() throws SQLException {
    execute(
        "CREATE TABLE [dbo].[own] ([id] int NOT NULL PRIMARY KEY, [t] tinyint, [m] money,"
            + " [s] smallmoney, [r] real, [dt] datetime, [sd] smalldatetime, [d3] datetime2(3),"
            + " [o] datetimeoffset(6), [c] nchar(4), [v] varchar(8), [b] binary(3), [g]"
            + " uniqueidentifier, [n] numeric(9,3), [x] nvarchar(max), [y] varbinary(max))",
        "INSERT INTO [dbo].[own] VALUES (1, 255, -922337203685477.5808, 214748.3647, 0.1,"
            + " '2026-03-29T02:30:00.997', '2026-10-25T02:30:00', '2026-01-31T12:00:00.123',"
            + " '2026-01-31T12:00:00.123456+02:00', N'ab', 'caf\u00e9', 0x00ff01,"
            + " '00112233-4455-6677-8899-AABBCCDDEEFF', -1.250, N'\ud83c\udf6e', 0x00)",
        "INSERT INTO [dbo].[own] ([id]) VALUES (2)");
    assertThat(copy("own", "copied", WriteMode.APPEND).rejections()).isEmpty();
    assertThat(copy("own", "merged", WriteMode.UPSERT).changes().created()).isEqualTo(2);
    assertThat(copy("own", "merged", WriteMode.UPSERT).changes().unchanged()).isEqualTo(2);
    try (Source source = openSource()) {
      assertThat(source.describe("copied", settings(Map.of())).schema())
          .isEqualTo(source.describe("own", settings(Map.of())).schema());
    }
    assertThat(read("copied")).isEqualTo(read("own")).isEqualTo(read("merged"));
    assertThat(read("own").get(0))
        .contains(
            "\"t\":255,",
            "\"m\":-922337203685477.5808,",
            "\"r\":0.1,",
            "\"dt\":\"2026-03-29T02:30:00.997\"",
            "\"o\":\"2026-01-31T10:00:00.123456Z\"",
            "\"c\":\"ab  \"",
            "\"v\":\"caf\u00e9\"");
  }

  @Test
  void whatDoesNotFitIsRejectedAndNothingIsCut() throws SQLException {
    execute(
        "CREATE TABLE [dbo].[narrow] ([id] int NOT NULL PRIMARY KEY, [code] nvarchar(3),"
            + " [old] varchar(4), [at] datetime, [price] decimal(5,2))");
    Schema schema =
        Schema.of(
            Column.of("id", ColumnType.integer(32)).required(),
            Column.of("code", ColumnType.TEXT),
            Column.of("old", ColumnType.TEXT),
            Column.of("at", ColumnType.DATETIME),
            Column.of("price", ColumnType.DECIMAL));
    RowBatch batch = new RowBatch(schema);
    List<@Nullable Object[]> rows =
        List.of(
            row(1L, "abc", "caf\u00e9", "2026-01-31T00:00:00.003", "999.99"),
            row(2L, "abcd", null, null, null),
            row(3L, "\ud83c\udf6e\ud83c\udf6e", null, null, null),
            row(4L, null, "abcde", null, null),
            row(5L, null, "\u65e5\u672c", null, null),
            row(6L, null, null, "2026-01-31T00:00:00.004", null),
            row(7L, null, null, "1752-12-31T00:00:00", null),
            row(8L, null, null, null, "1000"),
            row(9L, null, null, null, "0.001"));
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        CellValue.append(batch.cells(i), row[i]);
      }
      batch.endRow();
    }
    WriteRequest request =
        new WriteRequest(
            "j", "s", "narrow", schema, WriteMode.UPSERT, List.of("id"), false, settings(Map.of()));
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request)) {
      assertThat(writer.write(batch))
          .extracting(Rejection::reason)
          .containsExactlyInAnyOrder(
              "4 characters are too long for nvarchar(3)",
              "4 characters are too long for nvarchar(3)",
              "5 bytes are too long for varchar(4)",
              "it has characters that varchar(4) can't keep: code page 1252",
              "2026-01-31T00:00:00.004 does not fit into datetime",
              "1752-12-31T00:00:00 does not fit into datetime",
              "1000 does not fit into decimal(5,2)",
              "0.001 does not fit into decimal(5,2)");
      writer.commit(chunk(1, 1, 1, true));
    }
    assertThat(read("narrow"))
        .containsExactly(
            "{\"id\":1,\"code\":\"abc\",\"old\":\"caf\u00e9\","
                + "\"at\":\"2026-01-31T00:00:00.003\",\"price\":999.99}");
  }

  @Test
  void tenthsOfMicrosecondsAreRejectedOrCutAsWritten() throws SQLException {
    execute(
        "CREATE TABLE [dbo].[fine] ([id] int NOT NULL PRIMARY KEY, [at] datetime2(7))",
        "INSERT INTO [dbo].[fine] VALUES (1, '2026-01-31T00:00:00.1234567'),"
            + " (2, '2026-01-31T00:00:00.1234568'), (3, '2026-01-31T00:00:00.123456')");
    List<Rejection> rejections = new ArrayList<>();
    assertThat(read("fine", Map.of(), rejections)).hasSize(1);
    assertThat(rejections).hasSize(2);
    rejections.clear();
    Map<String, Object> cut = Map.of("sub_microseconds", "cut");
    assertThat(read("fine", cut, rejections))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row).contains("\"2026-01-31T00:00:00.123456\""));
    assertThat(rejections).isEmpty();
    try (Source source = openSource()) {
      ReadRequest request =
          ReadRequest.all("fine", source.describe("fine", settings(cut)).schema())
              .withCursor(List.of("at"), List.of("id"));
      assertThatThrownBy(() -> ids(source, request, 1, 2, 3))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("dbo.fine.at");
      ReadRequest cutting = request.options(settings(cut));
      Bookmark end = ids(source, cutting, 1, 2, 3);
      execute("INSERT INTO [dbo].[fine] VALUES (4, '2026-01-31T00:00:00.1234561')");
      ids(source, cutting.since(end), 4);
    }
  }

  @Test
  void identitiesComputedColumnsAndCaseAreKept() throws SQLException {
    execute(
        "CREATE TABLE [dbo].[counted] ([id] int IDENTITY(1,1) PRIMARY KEY, [name] nvarchar(20),"
            + " [twice] AS (CAST([id] * 2 AS int)))",
        "CREATE TABLE [dbo].[fresh] ([id] int NOT NULL PRIMARY KEY, [name] nvarchar(20))",
        "INSERT INTO [dbo].[fresh] VALUES (7, N'seven'), (8, N'eight')");
    assertThat(copy("fresh", "counted", WriteMode.APPEND).changes().created()).isEqualTo(2);
    execute("UPDATE [dbo].[fresh] SET [name] = N'Eight' WHERE [id] = 8");
    execute("INSERT INTO [dbo].[fresh] VALUES (9, N'nine')");
    assertThat(copy("fresh", "counted", WriteMode.UPSERT).changes())
        .isEqualTo(new Changes(1, 1, 1, 0));
    assertThat(read("counted"))
        .containsExactlyInAnyOrder(
            "{\"id\":7,\"name\":\"seven\",\"twice\":14}",
            "{\"id\":8,\"name\":\"Eight\",\"twice\":16}",
            "{\"id\":9,\"name\":\"nine\",\"twice\":18}");
    assertThatThrownBy(() -> copy("counted", "counted", WriteMode.UPSERT))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("dbo.counted.twice (int) is filled by the server");
  }

  @Test
  void rowsThatExistAreRejectedByAppend() {
    try (Sink sink = openSink()) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(1L, "a", null)));
      Committed committed =
          write(sink, WriteMode.APPEND, batch(row(1L, "again", null), row(2L, "b", null)));
      assertThat(committed.rejections())
          .extracting(Rejection::reason)
          .singleElement()
          .asString()
          .contains("Violation of PRIMARY KEY constraint");
    }
    assertThat(rows()).containsExactly("1,a,null", "2,b,null");
  }

  @Test
  void replacingATableThatOthersReferToKeepsTheReference() throws SQLException {
    execute(
        "CREATE TABLE [dbo].[parent] ([id] int NOT NULL PRIMARY KEY, [name] nvarchar(9))",
        "CREATE TABLE [dbo].[child] ([id] int REFERENCES [dbo].[parent] ([id]))",
        "CREATE TABLE [dbo].[fresh] ([id] int NOT NULL PRIMARY KEY, [name] nvarchar(9))",
        "INSERT INTO [dbo].[parent] VALUES (1, N'a'), (2, N'b')",
        "INSERT INTO [dbo].[child] VALUES (1)",
        "INSERT INTO [dbo].[fresh] VALUES (1, N'A')");
    assertThatThrownBy(() -> copy("fresh", "parent", WriteMode.REPLACE))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("REFERENCE constraint");
    assertThat(read("parent")).hasSize(2);
    assertThat(copy("fresh", "parent", WriteMode.MIRROR).changes())
        .isEqualTo(new Changes(0, 1, 0, 1));
    assertThat(read("parent")).containsExactly("{\"id\":1,\"name\":\"A\"}");
  }

  @Test
  void namesMayHoldBracketsAndViewsAreStreams() throws SQLException {
    execute(
        "CREATE SCHEMA [ein s]",
        "CREATE TABLE [ein s].[a]]b.c] ([x]]y] int NOT NULL PRIMARY KEY)",
        "INSERT INTO [ein s].[a]]b.c] VALUES (1)",
        "CREATE TABLE [dbo].[plain] ([id] int NOT NULL PRIMARY KEY)",
        "CREATE VIEW [dbo].[seen] AS SELECT [x]]y] FROM [ein s].[a]]b.c]");
    try (Source source = openSource()) {
      assertThat(source.streamNames()).containsExactly("dbo.plain", "dbo.seen", "ein s.a]b.c");
    }
    assertThat(read("ein s.a]b.c")).containsExactly("{\"x]y\":1}");
    assertThat(read("seen")).containsExactly("{\"x]y\":1}");
    assertThat(copy("ein s.a]b.c", "ein s.d]e", WriteMode.UPSERT).changes().created()).isEqualTo(1);
    assertThat(read("ein s.d]e")).hasSize(1);
  }

  @Test
  void aRowVersionTellsWhatChanged() throws SQLException {
    execute(
        "CREATE TABLE [dbo].[versioned] ([id] bigint NOT NULL PRIMARY KEY, [name] nvarchar(9),"
            + " [version] rowversion)",
        "INSERT INTO [dbo].[versioned] ([id], [name]) VALUES (1, N'a'), (2, N'b')");
    try (Source source = openSource()) {
      StreamInfo info = source.describe("versioned", settings(Map.of()));
      assertThat(info.cursorCandidates()).containsExactly("version", "id");
      ReadRequest request =
          ReadRequest.all("versioned", info.schema()).withCursor(List.of("version"), info.key());
      Bookmark end = ids(source, request, 1, 2);
      execute("UPDATE [dbo].[versioned] SET [name] = N'A' WHERE [id] = 1");
      Bookmark next = ids(source, request.since(end), 1);
      assertThat(ids(source, request.since(next))).isEqualTo(next);
    }
  }
}
