package io.navette.connector.jdbc.sqlite;

import io.navette.connector.ReadRequest;
import io.navette.connector.jdbc.Keyset;
import io.navette.failure.Failure;
import io.navette.row.Schema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a table's rows stand in the file, for a request that a walk through the table's pages
 * answers as a SELECT does: an ordinary table with rowids, in UTF-8, all rows or those between two
 * rowids, in no order or in theirs.
 *
 * <p>Nobody changes a page as long as this connection's read transaction lasts: under a rollback
 * journal because a writer waits for all readers ("File Locking And Concurrency In SQLite Version
 * 3"), under write-ahead logging because nothing is copied out of the log that a reader has not
 * seen ("Write-Ahead Logging", section 2.2). Pages may stand in the log, though, so it must be
 * empty once the transaction has begun; what is added to it later is not this reader's.
 *
 * <p>Facts about the format are those of "Database File Format"
 * (https://www.sqlite.org/fileformat2.html).
 *
 * @param usable bytes of a page that hold data
 * @param pages how many there are
 * @param columns all of the table's, as they follow each other in a record
 * @param rowid an expression for the rowid in SQL
 * @param schema the columns asked for
 */
record StoredTable(
    Database database,
    String name,
    DatabaseFile file,
    int pageSize,
    int usable,
    int pages,
    int root,
    List<Field> columns,
    String rowid,
    Schema schema) {

  /**
   * A column of a record.
   *
   * @param alias whether it is the rowid, which the record leaves out
   * @param real whether integers in it are read as floating numbers
   * @param preset whether rows from before it was added have a value in it
   */
  record Field(String name, boolean alias, boolean real, boolean preset) {}

  private static final int HEADER = 100;
  private static final String MAGIC = "SQLite format 3\0";
  private static final int RESERVED = 20;
  private static final int LEAST_USABLE = 480;
  private static final int LARGEST_PAGE = 65536;
  private static final int JOURNAL = 1;
  private static final int LOG = 2;
  private static final int UTF_8 = 1;

  StoredTable {
    columns = List.copyOf(columns);
  }

  /**
   * Empty when a SELECT must answer. Begins the connection's read transaction.
   *
   * @param connection in a transaction, which must last until the last row is read
   * @param identity what the file was before the connection was opened
   */
  static Optional<StoredTable> of(
      Database database, Connection connection, ReadRequest request, Keyset keyset, Object identity)
      throws SQLException {
    if (request.where().isPresent() || request.limit() > 0) {
      return Optional.empty();
    }
    int root = root(connection, request.stream());
    List<Field> columns = root > 1 ? columns(connection, request.stream()) : List.of();
    Optional<String> rowid = rowid(columns);
    Optional<Path> opened = opened(connection, database.path());
    if (rowid.isEmpty() || opened.isEmpty() || !answers(columns, request.schema(), keyset)) {
      return Optional.empty();
    }
    int pageSize = (int) number(connection, "SELECT page_size FROM pragma_page_size");
    long pages = number(connection, "SELECT page_count FROM pragma_page_count");
    Optional<DatabaseFile> file = DatabaseFile.open(database.path(), identity);
    byte[] header = file.map(StoredTable::header).orElse(new byte[HEADER]);
    int usable = pageSize - (header[RESERVED] & 0xff);
    boolean countable = pages <= Integer.MAX_VALUE && usable >= LEAST_USABLE;
    return countable && isPlain(header, pageSize, opened.get())
        ? file.map(
            known ->
                new StoredTable(
                    database,
                    request.stream(),
                    known,
                    pageSize,
                    usable,
                    (int) pages,
                    root,
                    columns,
                    rowid.get(),
                    request.schema()))
        : Optional.empty();
  }

  /** The page its b-tree begins with; 0 for what is not an ordinary table with rowids. */
  private static int root(Connection connection, String table) throws SQLException {
    String sql =
        "SELECT s.rootpage FROM sqlite_schema s JOIN pragma_table_list l"
            + " ON l.name = s.name AND l.schema = 'main'"
            + " WHERE s.type = 'table' AND s.name = ? COLLATE NOCASE AND l.type = 'table'"
            + " AND l.wr = 0";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /** Empty when there are generated columns, which may not be stored. */
  private static List<Field> columns(Connection connection, String table) throws SQLException {
    String alias = alias(connection, table);
    List<Field> fields = new ArrayList<>();
    String sql =
        "SELECT name, type, dflt_value IS NOT NULL, hidden FROM pragma_table_xinfo(?) ORDER BY cid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (row.getInt(4) != 0) {
            return List.of();
          }
          String name = row.getString(1);
          String type = row.getString(2);
          fields.add(
              new Field(
                  name,
                  name.equals(alias),
                  SqliteTypes.isReal(type == null ? "" : type),
                  row.getBoolean(3)));
        }
      }
    }
    return fields;
  }

  /**
   * The column that is the rowid; empty when there is none. A sole key of the type INTEGER is one,
   * unless it has an index of its own, as {@code INTEGER PRIMARY KEY DESC} has ("CREATE TABLE",
   * section 5).
   */
  private static String alias(Connection connection, String table) throws SQLException {
    String sql =
        "SELECT max(name) FROM pragma_table_info(?1) WHERE pk > 0"
            + " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk')"
            + " HAVING count(*) = 1 AND max(type) = 'INTEGER' COLLATE NOCASE";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /** Empty when there are no columns, or when columns hide all of the rowid's names. */
  private static Optional<String> rowid(List<Field> columns) {
    return columns.isEmpty()
        ? Optional.empty()
        : List.of("rowid", "_rowid_", "oid").stream()
            .filter(name -> columns.stream().noneMatch(field -> isNamed(field, name)))
            .findFirst();
  }

  private static boolean answers(List<Field> columns, Schema schema, Keyset keyset) {
    boolean known =
        schema.names().stream()
            .allMatch(name -> columns.stream().anyMatch(field -> isNamed(field, name)));
    List<String> order = keyset.columns();
    boolean byRowid =
        order.size() == 1
            && columns.stream().anyMatch(field -> field.alias() && isNamed(field, order.get(0)));
    return known && (order.isEmpty() || byRowid);
  }

  private static boolean isNamed(Field field, String name) {
    return field.name().equalsIgnoreCase(name);
  }

  /** The file as SQLite names it; empty when it is not the connection's. */
  private static Optional<Path> opened(Connection connection, Path path) throws SQLException {
    String sql = "SELECT file FROM pragma_database_list WHERE name = 'main'";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      String opened = row.next() ? row.getString(1) : null;
      return opened != null && !opened.isEmpty() && Files.isSameFile(Path.of(opened), path)
          ? Optional.of(Path.of(opened))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.getLong(1);
    }
  }

  /** Zeros when it can't be read. */
  private static byte[] header(DatabaseFile file) {
    byte[] header = new byte[HEADER];
    try {
      file.read(0, header, HEADER);
      return header;
    } catch (IOException e) {
      return new byte[HEADER];
    }
  }

  /** Whether pages are where the file's header says, with texts in UTF-8 (section 1.3). */
  private static boolean isPlain(byte[] header, int pageSize, Path opened) {
    int size = PageCursor.two(header, 16);
    int version = header[18];
    return new String(header, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)
        && (size == 1 ? LARGEST_PAGE : size) == pageSize
        && header[19] == version
        && (version == JOURNAL || (version == LOG && !isLogged(opened)))
        && PageCursor.four(header, 56) == UTF_8;
  }

  /** Whether there is anything in the write-ahead log. */
  private static boolean isLogged(Path opened) {
    return opened.resolveSibling(opened.getFileName() + "-wal").toFile().length() > 0;
  }

  /** The record's fields that hold the columns asked for, in their order. */
  int[] fields() {
    return schema.names().stream()
        .mapToInt(
            name -> {
              int field = 0;
              while (!isNamed(columns.get(field), name)) {
                field++;
              }
              return field;
            })
        .toArray();
  }

  /** The failure of a page that is not as it should be. */
  Failure damaged(long page, String why) {
    return new Failure.Data(
        place() + database.path() + " is damaged: page " + page + " " + why,
        "check it with: sqlite3 FILE 'PRAGMA integrity_check'");
  }

  /** The failure of a page that can't be read. */
  Failure unreadable(long page, IOException e) {
    return e instanceof EOFException
        ? damaged(page, "is behind the end of the file")
        : new Failure.Remote(
            place()
                + "page "
                + page
                + " of "
                + database.path()
                + " can't be read: "
                + e.getMessage(),
            "check the disk",
            e);
  }

  private String place() {
    return "connection " + database.connection() + ", stream " + name + ": ";
  }
}
