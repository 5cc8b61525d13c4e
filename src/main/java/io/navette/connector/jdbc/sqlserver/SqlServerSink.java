package io.navette.connector.jdbc.sqlserver;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.Digesting;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteRequest;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType.Kind;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes tables. Every writer has a connection of its own. */
final class SqlServerSink implements Sink, LedgerKeeping, TableKeeping, Digesting {
  /** The longest key of a clustered index is 900 bytes, and a character takes two. */
  private static final int LONGEST_KEY = 450;

  /** Types of another SQL Server that Navette can create again as they are. */
  private static final Set<String> CREATABLE =
      Set.of(
          "bit",
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "decimal",
          "numeric",
          "money",
          "smallmoney",
          "float",
          "real",
          "date",
          "time",
          "datetime",
          "datetime2",
          "smalldatetime",
          "datetimeoffset",
          "uniqueidentifier",
          "nvarchar",
          "nchar",
          "varchar",
          "char",
          "varbinary",
          "binary",
          "xml");

  private final Server server;
  private final Connection connection;

  @MustBeClosed
  SqlServerSink(Server server) {
    this.server = server;
    this.connection = server.connect();
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    if (!request.preview()) {
      prepareLedger(request.stream());
    }
    boolean resumed =
        !request.preview() && lastCommitted(request).filter(chunk -> !chunk.last()).isPresent();
    return new ChunkWriter(server, request, resumed);
  }

  private synchronized void prepareLedger(String stream) {
    Ledger ledger = server.ledger();
    try {
      if (!ledger.exists(connection)) {
        ledger.create(connection);
      }
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  public synchronized Optional<Chunk> lastCommitted(WriteRequest request) {
    Ledger ledger = server.ledger();
    try {
      if (!ledger.exists(connection)) {
        return Optional.empty();
      }
      Optional<Chunk> chunk = ledger.find(connection, request);
      return chunk.isPresent() && !isStanding(request, chunk.get()) ? Optional.empty() : chunk;
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  /** An unfinished replacement is only worth what its staging table still holds. */
  private boolean isStanding(WriteRequest request, Chunk chunk) throws SQLException {
    if (!request.mode().wholeStream() || chunk.last()) {
      return true;
    }
    Optional<Relation> target = Relation.of(connection, server.table(request.target()));
    return target.isPresent()
        && Staging.persistent(target.get(), request).rows(connection) == chunk.rows();
  }

  @Override
  public synchronized boolean isEmpty(WriteRequest request) {
    String table = Tsql.quoted(server.table(request.target()));
    String sql = "SELECT COUNT_BIG(*) FROM (SELECT TOP (1) 1 AS one FROM " + table + ") AS t";
    try {
      return Tsql.count(connection, sql) == 0;
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public synchronized Optional<Schema> schema(String target) {
    try {
      return Relation.of(connection, server.table(target)).map(Relation::schema);
    } catch (SQLException e) {
      throw server.failure(target, e);
    }
  }

  @Override
  public Column stored(Column column) {
    return new Column(
        column.name(),
        own(column).isPresent() ? column.type() : SqlServerTypes.stored(column.type()),
        column.nullable(),
        Optional.of(new Origin(SqlServerTypes.FAMILY, declaration(column))));
  }

  /** The type a column had in another SQL Server, where this one can create it too. */
  private static Optional<String> own(Column column) {
    return column
        .origin()
        .filter(origin -> origin.family().equals(SqlServerTypes.FAMILY))
        .map(Origin::nativeType)
        .filter(type -> CREATABLE.contains(type.replaceAll("\\(.*", "")));
  }

  private static String declaration(Column column) {
    return own(column).orElseGet(() -> SqlServerTypes.declaration(column.type()));
  }

  @Override
  public void create(String target, Schema schema, List<String> key) {
    List<String> parts = new ArrayList<>();
    for (Column column : schema.columns()) {
      boolean inKey = key.contains(column.name());
      String type = declaration(column);
      boolean unbounded = inKey && column.type().kind() == Kind.TEXT && type.endsWith("(max)");
      parts.add(
          Tsql.quoted(column.name())
              + " "
              + (unbounded ? "nvarchar(" + LONGEST_KEY / key.size() + ")" : type)
              + (inKey || !column.nullable() ? " NOT NULL" : " NULL"));
    }
    if (!key.isEmpty()) {
      parts.add("PRIMARY KEY (" + Tsql.columns(key) + ")");
    }
    change(
        target,
        "CREATE TABLE "
            + Tsql.quoted(server.table(target))
            + " ("
            + String.join(", ", parts)
            + ")");
  }

  @Override
  public void addColumns(String target, List<Column> columns) {
    List<String> added =
        columns.stream()
            .map(column -> Tsql.quoted(column.name()) + " " + declaration(column) + " NULL")
            .toList();
    change(
        target,
        "ALTER TABLE " + Tsql.quoted(server.table(target)) + " ADD " + String.join(", ", added));
  }

  private synchronized void change(String target, String sql) {
    try {
      Tsql.execute(connection, sql);
    } catch (SQLException e) {
      throw server.failure(target, e);
    }
  }

  @Override
  public synchronized long count(String stream, Optional<String> where, Settings options) {
    try {
      Optional<Relation> relation = Relation.of(connection, server.table(stream));
      return relation.isEmpty() ? 0 : new Summary(connection, relation.get(), where).rows();
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  public synchronized List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    try {
      return new Summary(connection, server.relation(connection, stream).read(options), where)
          .bounds(columns);
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  public void close() {
    server.close(connection);
  }
}
