package io.navette.connector.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of pages are held against the same rows of a SELECT. */
final class StoredRowsTest {
  private static final List<String> TYPES =
      List.of(
          "INTEGER",
          "INT(8)",
          "TEXT",
          "VARCHAR(40)",
          "BLOB",
          "REAL",
          "DOUBLE",
          "NUMERIC(12,2)",
          "DECIMAL(15,3)",
          "DECIMAL_TEXT",
          "BOOLEAN",
          "DATE",
          "TIME",
          "DATETIME",
          "TIMESTAMP WITH TIME ZONE",
          "UUID",
          "JSON_TEXT",
          "JSON",
          "MONEY",
          "");

  private static final List<String> WORDS =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "1.50",
          "true",
          "2026-01-31",
          "23:59:59.999999",
          "2026-01-31T01:02:03.5",
          "2026-01-31 01:02:03Z",
          "00112233-4455-6677-8899-aabbccddeeff",
          "{\"a\": [1, null]}",
          "é 🍮",
          "a\0b",
          " 7 ",
          "1e3",
          "null");

  private static final long[] WIDTHS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    -128,
    -129,
    32767,
    32768,
    -32769,
    8388607,
    8388608,
    -8388609,
    2147483647,
    2147483648L,
    -2147483649L,
    140737488355327L,
    140737488355328L,
    -140737488355329L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final double[] REALS = {
    0.0,
    -0.0,
    1.0,
    0.1,
    1.5,
    -2.25,
    1e15,
    1e300,
    4.9e-324,
    123456789.12345679,
    3.0000000000000004,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private Path file = Path.of("unset");

  @BeforeEach
  void place(@TempDir Path folder) {
    file = folder.resolve("test.db");
  }

  private Settings settings() {
    return new Settings("db", Map.of("path", file, "busy_timeout", Duration.ofMillis(300)));
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private ReadRequest request(String table) {
    try (Source source = new SqliteSource(new Database(settings()))) {
      return ReadRequest.all(table, source.describe(table, settings()).schema());
    }
  }

  /** Every cell, rejection and bookmark, batch by batch. */
  private static List<String> read(SqliteReader reader) {
    List<String> lines = new ArrayList<>();
    for (Optional<RowBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
      RowBatch batch = next.get();
      for (int row = 0; row < batch.size(); row++) {
        StringBuilder line = new StringBuilder("row");
        for (int column = 0; column < batch.schema().size(); column++) {
          boolean none = batch.cells(column).isNull(row);
          line.append('|').append(none ? "\0" : CellText.format(batch.cells(column), row));
        }
        lines.add(line.toString());
      }
      batch.rejections().forEach(rejection -> lines.add(rejection.toString()));
      lines.add(batch.bookmark().map(Bookmark::toString).orElse("no bookmark"));
    }
    return lines;
  }

  private List<String> read(ReadRequest request, boolean pages) {
    try (SqliteReader reader = new SqliteReader(new Database(settings()), request, pages)) {
      return read(reader);
    }
  }

  private boolean readsPages(ReadRequest request) {
    try (SqliteReader reader = new SqliteReader(new Database(settings()), request)) {
      return reader.readsPages();
    }
  }

  private void compare(ReadRequest request) {
    assertThat(readsPages(request)).isTrue();
    assertThat(read(request, true)).isEqualTo(read(request, false));
  }

  /** Also from every bookmark on. */
  private void compareAll(ReadRequest request) {
    compare(request);
    List<Bookmark> bookmarks = new ArrayList<>();
    try (SqliteReader reader = new SqliteReader(new Database(settings()), request)) {
      for (Optional<RowBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        next.get().bookmark().ifPresent(bookmarks::add);
      }
    }
    bookmarks.forEach(bookmark -> compare(request.since(bookmark)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 512, 0, 0", "2, 1024, 1, 0", "3, 4096, 2, 0", "4, 65536, 0, 0", "5, 512, 1, 0",
    "6, 512, 0, 32", "7, 4096, 0, 8", "8, 2048, 2, 0", "9, 8192, 1, 0", "10, 32768, 0, 255"
  })
  void rowsAreThoseOfASelect(int seed, int pageSize, int vacuum, int reserved)
      throws SQLException, IOException {
    Random random = new Random(seed);
    execute(
        "PRAGMA page_size = " + pageSize,
        "PRAGMA auto_vacuum = " + vacuum,
        "PRAGMA user_version = 1");
    reserve(pageSize, reserved);
    fillTables(random, pageSize);
    for (String table : List.of("keyed", "loose", "\"Odd name\"")) {
      ReadRequest all = request(table.replace("\"", ""));
      compare(all);
      List<Column> columns = new ArrayList<>(all.schema().columns());
      Collections.shuffle(columns, random);
      compare(ReadRequest.all(all.stream(), new Schema(columns.subList(0, columns.size() / 2))));
      if (table.equals("keyed")) {
        compareAll(all.withCursor(List.of("id"), List.of("id")));
        compareAll(all.withCursor(List.of(), List.of("id")));
      }
    }
  }

  /** Bytes behind every page's data, as extensions ask for (offset 20 of the file's header). */
  private void reserve(int pageSize, int reserved) throws IOException {
    if (reserved > 0) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.seek(20);
        bytes.write(reserved);
        bytes.seek(105);
        bytes.writeShort(pageSize - reserved);
      }
    }
  }

  private void fillTables(Random random, int pageSize) throws SQLException {
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < TYPES.size(); i++) {
      columns.append(", c").append(i).append(' ').append(TYPES.get(i));
    }
    execute(
        "CREATE TABLE keyed (id INTEGER PRIMARY KEY" + columns + ")",
        "CREATE TABLE loose (id TEXT PRIMARY KEY" + columns + ")",
        "CREATE TABLE \"Odd name\" (c INTEGER, id integer primary key desc" + columns + ")");
    for (String table : List.of("keyed", "loose", "\"Odd name\"")) {
      fill(random, table, pageSize, 400, TYPES.size());
      execute("DELETE FROM " + table + " WHERE random() % 5 = 0");
      execute(
          "ALTER TABLE " + table + " ADD COLUMN later TEXT",
          "ALTER TABLE " + table + " ADD COLUMN latest DOUBLE DEFAULT 1.5");
      fill(random, table, pageSize, 100, TYPES.size() + 2);
      execute("UPDATE " + table + " SET later = 'x' WHERE random() % 3 = 0");
    }
  }

  private void fill(Random random, String table, int pageSize, int rows, int columns)
      throws SQLException {
    StringBuilder sql = new StringBuilder("INSERT OR IGNORE INTO " + table + " (id");
    for (int i = 0; i < columns; i++) {
      sql.append(i == TYPES.size() ? ", later" : i == TYPES.size() + 1 ? ", latest" : ", c" + i);
    }
    sql.append(") VALUES (?").append(", ?".repeat(columns)).append(')');
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(sql.toString())) {
        for (int row = 0; row < rows; row++) {
          insert.setLong(1, row % 7 == 0 ? random.nextLong() : random.nextInt(100_000));
          boolean plain = random.nextInt(3) == 0;
          for (int i = 0; i < columns; i++) {
            insert.setObject(i + 2, plain ? fitting(random, i) : value(random, pageSize));
          }
          insert.execute();
        }
      }
      connection.commit();
    }
  }

  /** Something that is mostly of the declared type, so that rows are not all rejected. */
  private static @Nullable Object fitting(Random random, int column) {
    String type = column < TYPES.size() ? TYPES.get(column) : "TEXT";
    return switch (type) {
      case "INTEGER", "INT(8)" -> WIDTHS[random.nextInt(WIDTHS.length)];
      case "REAL", "DOUBLE" ->
          random.nextBoolean() ? random.nextDouble() : (double) random.nextInt(1000);
      case "NUMERIC(12,2)", "DECIMAL(15,3)" -> random.nextInt(1000) / 4.0;
      case "DECIMAL_TEXT" -> random.nextInt(1000) + ".10";
      case "BOOLEAN" -> random.nextInt(2);
      case "DATE" -> "2026-02-0" + (1 + random.nextInt(9));
      case "TIME" -> "01:02:0" + random.nextInt(10);
      case "DATETIME" -> "2026-02-03 04:05:0" + random.nextInt(10);
      case "TIMESTAMP WITH TIME ZONE" -> "2026-02-03T04:05:06.7Z";
      case "UUID" -> "00112233-4455-6677-8899-aabbccddeef" + random.nextInt(10);
      case "JSON", "JSON_TEXT" -> "{\"n\": " + random.nextInt() + "}";
      case "BLOB" -> new byte[random.nextInt(20)];
      case "VARCHAR(40)" -> "é".repeat(random.nextInt(41));
      default -> random.nextInt(10) == 0 ? null : "text " + random.nextInt();
    };
  }

  private static @Nullable Object value(Random random, int pageSize) {
    return switch (random.nextInt(9)) {
      case 0 -> null;
      case 1 -> WIDTHS[random.nextInt(WIDTHS.length)];
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> REALS[random.nextInt(REALS.length)];
      case 4 -> random.nextDouble() * random.nextInt(1000);
      case 5, 6 -> WORDS.get(random.nextInt(WORDS.size()));
      case 7 -> random.nextInt(20) == 0 ? "ä".repeat(random.nextInt(pageSize)) : "t";
      default -> bytes(random, random.nextInt(20) == 0 ? 3 * pageSize : 12);
    };
  }

  private static byte[] bytes(Random random, int bound) {
    byte[] bytes = new byte[random.nextInt(bound)];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 4096})
  void recordsOfEveryLengthAroundThePageAreWhole(int pageSize) throws SQLException {
    execute("PRAGMA page_size = " + pageSize, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        for (int length = 0; length < 4 * pageSize; length += length % pageSize < 40 ? 1 : 7) {
          insert.setInt(1, length);
          insert.setString(2, text(length));
          insert.execute();
        }
        insert.setInt(1, -1);
        insert.setString(2, text(3_000_000));
        insert.execute();
      }
      connection.commit();
    }
    compareAll(request("t").withCursor(List.of(), List.of("id")));
  }

  private static String text(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void treesOfSeveralLevelsAreReadInOrderAndFromAnyRow() throws SQLException {
    execute(
        "PRAGMA page_size = 512",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
        "WITH RECURSIVE n(i) AS (SELECT -20000 UNION ALL SELECT i + 3 FROM n WHERE i < 40000)"
            + " INSERT INTO t SELECT i, printf('%050d', i) FROM n ORDER BY i * 7919 % 10007",
        "DELETE FROM t WHERE id BETWEEN 100 AND 9000");
    ReadRequest request = request("t").withCursor(List.of("id"), List.of("id"));
    compareAll(request);
    for (long from : new long[] {Long.MIN_VALUE, -20001, -20000, 99, 101, 8999, 40000, 50000}) {
      compare(between(request, Optional.of(Long.toString(from)), Optional.empty()));
      compare(between(request, Optional.empty(), Optional.of(Long.toString(from))));
    }
  }

  private static ReadRequest between(
      ReadRequest all, Optional<String> from, Optional<String> upTo) {
    return new ReadRequest(
        all.stream(),
        all.schema(),
        all.where(),
        all.cursor(),
        all.key(),
        all.since(),
        from,
        upTo,
        all.lag(),
        all.limit(),
        all.options());
  }

  @Test
  void emptyTablesAreEmpty() throws SQLException {
    execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    compareAll(request("t"));
    compareAll(request("t").withCursor(List.of("id"), List.of("id")));
  }

  @Test
  void textsThatAreNotUtf8AreTheSame() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b VARCHAR(3), c DATE, d JSON_TEXT)",
        "INSERT INTO t VALUES (1, CAST(x'ff61' AS TEXT), CAST(x'c3' AS TEXT), NULL, NULL)",
        "INSERT INTO t VALUES (2, '', 'abcd', CAST(x'ff' AS TEXT), '1.50')",
        "INSERT INTO t VALUES (3, x'', x'6162', x'323032362d30312d3331', x'31')");
    compareAll(request("t").withCursor(List.of(), List.of("id")));
  }

  @Test
  void columnsMayBeReadAsOtherTypes() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
        "INSERT INTO t VALUES (1, 5), (2, '2026-01-31'), (3, 2.5), (4, x'00'), (5, NULL), (70000, 1)");
    for (ColumnType type :
        List.of(
            ColumnType.BOOLEAN,
            ColumnType.INTEGER,
            ColumnType.DECIMAL,
            ColumnType.decimal(3, 1),
            ColumnType.DOUBLE,
            ColumnType.TEXT,
            ColumnType.text(1),
            ColumnType.BYTES,
            ColumnType.DATE,
            ColumnType.JSON,
            ColumnType.UUID)) {
      compareAll(
          ReadRequest.all("T", Schema.of(Column.of("A", type), Column.of("ID", ColumnType.INTEGER)))
              .withCursor(List.of(), List.of("ID")));
      compareAll(
          ReadRequest.all("t", Schema.of(Column.of("id", ColumnType.TEXT), Column.of("a", type)))
              .withCursor(List.of(), List.of("id")));
    }
  }

  @Test
  void whateverIsMoreThanATablesPagesIsSelected() throws SQLException {
    execute(
        "CREATE TABLE plain (id INTEGER PRIMARY KEY, a TEXT)",
        "CREATE TABLE keyed (id TEXT PRIMARY KEY, a TEXT) WITHOUT ROWID",
        "CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, a TEXT)",
        "CREATE TABLE made (id INTEGER PRIMARY KEY, a TEXT, b TEXT AS (a || id))",
        "CREATE TABLE hidden (rowid TEXT, oid TEXT, _rowid_ TEXT, a TEXT)",
        "CREATE VIEW seen AS SELECT * FROM plain",
        "CREATE VIRTUAL TABLE words USING fts5(a)",
        "INSERT INTO plain VALUES (1, 'x'), (2, 'y')",
        "INSERT INTO descending VALUES (1, 'x'), (2, 'y')");
    for (String name : List.of("keyed", "made", "hidden", "seen", "words", "words_data")) {
      assertThat(readsPages(request(name))).as(name).isFalse();
    }
    ReadRequest plain = request("plain");
    assertThat(readsPages(plain)).isTrue();
    assertThat(readsPages(plain.limit(1))).isFalse();
    assertThat(readsPages(plain.where("a = 'x'"))).isFalse();
    assertThat(readsPages(plain.withCursor(List.of("a"), List.of("id")))).isFalse();
    assertThat(readsPages(request("descending").withCursor(List.of(), List.of("id")))).isFalse();
    assertThat(readsPages(ReadRequest.all("plain", Schema.of(Column.of("b", ColumnType.TEXT)))))
        .isFalse();
  }

  @Test
  void whatStandsInAWriteAheadLogIsLeftToSqlite() throws SQLException {
    execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)", "INSERT INTO t VALUES (1, 'x')");
    ReadRequest request = request("t");
    execute("PRAGMA journal_mode = WAL", "UPDATE t SET a = 'y'");
    compare(request);
    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = writer.createStatement()) {
      statement.execute("INSERT INTO t VALUES (2, 'only in the log')");
      assertThat(readsPages(request)).isFalse();
      assertThat(read(request, true)).hasSize(3).isEqualTo(read(request, false));
    }
    compare(request);
  }

  @Test
  void aLogIsNotCopiedIntoThePagesOfAReader() throws SQLException {
    execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
            + " INSERT INTO t SELECT i, printf('%050d', i) FROM n",
        "PRAGMA journal_mode = WAL");
    ReadRequest request = request("t").withCursor(List.of(), List.of("id"));
    List<String> before = read(request, false);
    try (SqliteReader reader = new SqliteReader(new Database(settings()), request)) {
      assertThat(reader.readsPages()).isTrue();
      execute("UPDATE t SET a = 'changed'", "PRAGMA wal_checkpoint(PASSIVE)", "VACUUM");
      assertThat(read(reader)).isEqualTo(before);
    }
    assertThat(read(request, true)).isNotEqualTo(before).isEqualTo(read(request, false));
  }

  @Test
  void utf16IsLeftToSqlite() throws SQLException {
    execute(
        "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('é')");
    assertThat(readsPages(request("t"))).isFalse();
    assertThat(read(request("t"), true)).contains("row|é");
  }

  @Test
  @Timeout(120)
  void aDamagedFileGivesTheSameRowsOrAFailure() throws SQLException, IOException {
    execute("PRAGMA page_size = 512");
    execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
              + " INSERT INTO t SELECT i, printf('%0*d', 1 + i % 90, i), i * 999983,"
              + " CASE WHEN i % 50 = 0 THEN hex(zeroblob(600)) END FROM n");
    }
    ReadRequest request = request("t").withCursor(List.of(), List.of("id"));
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      overwrite(damaged(sound, random));
      String pages = outcome(request, true);
      if (pages.startsWith("damaged")) {
        refused++;
      } else {
        assertThat(pages).as("round " + round).isEqualTo(outcome(request, false));
      }
    }
    assertThat(refused).isBetween(1, 599);
    overwrite(Arrays.copyOf(sound, sound.length / 2 / 512 * 512));
    assertThat(outcome(request, true)).startsWith("damaged");
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int place = 512 * random.nextInt(bytes.length / 512);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int offset = place + (random.nextBoolean() ? random.nextInt(24) : random.nextInt(512));
      // The first pages hold the header and the table's description, which are SQLite's to judge.
      if (offset >= 512) {
        bytes[offset] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[offset] ^ 1);
      }
    }
    return bytes;
  }

  /** In place, since a file once read stays open. */
  private void overwrite(byte[] bytes) throws IOException {
    try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
      target.setLength(bytes.length);
      target.write(bytes);
    }
  }

  private String outcome(ReadRequest request, boolean pages) {
    try {
      return String.join("\n", read(request, pages));
    } catch (Failure.Data e) {
      assertThat(e)
          .hasMessageContaining("connection db, stream t: ")
          .hasMessageContaining("damaged");
      assertThat(e.remedy()).contains("integrity_check");
      return "damaged: " + e.getMessage();
    }
  }

  @Test
  void aReadingThatEndsLeavesTheLocksOfOthers() throws Exception {
    execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)", "INSERT INTO t VALUES (1, 'x')");
    ReadRequest request = request("t");
    try (SqliteReader second = new SqliteReader(new Database(settings()), request)) {
      try (SqliteReader first = new SqliteReader(new Database(settings()), request)) {
        assertThat(first.readsPages()).isTrue();
        assertThat(read(first)).hasSize(2);
      }
      assertThat(writeElsewhere()).isEqualTo("refused");
      Thread.currentThread().interrupt();
      assertThat(second.next().orElseThrow().size()).isEqualTo(1);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(writeElsewhere()).isEqualTo("refused");
    }
    assertThat(writeElsewhere()).isEqualTo("written");
    assertThat(read(request, true)).hasSize(3).isEqualTo(read(request, false));
  }

  private String writeElsewhere() throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    writer.waitFor();
    return said;
  }

  /** Another program that writes to the file. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 0");
        statement.execute("INSERT INTO t (a) VALUES ('more')");
        System.out.print("written");
      } catch (SQLException e) {
        System.out.print(e.toString().contains("SQLITE_BUSY") ? "refused" : e.toString());
      }
    }
  }

  @Test
  void aFileInTheSamePlaceIsAnotherFile() throws SQLException, IOException {
    execute("CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('old')");
    assertThat(read(request("t"), true)).contains("row|old");
    Files.delete(file);
    execute("CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('new')");
    assertThat(read(request("t"), true)).contains("row|new");
    assertThat(DatabaseFile.open(file, "another")).isEmpty();
  }
}
