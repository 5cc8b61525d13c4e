package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Digesting;
import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.jdbc.Sql;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads tables and views. Every reader has a connection, and so a snapshot, of its own. */
final class SqliteSource implements Source, Filtering, Digesting {
  private final Database database;
  private final Connection connection;

  @MustBeClosed
  SqliteSource(Database database) {
    this.database = database;
    this.connection = database.read();
  }

  @Override
  public List<String> streamNames() {
    try {
      return Columns.tables(connection);
    } catch (SQLException e) {
      throw database.failure("", e);
    }
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    try {
      Columns columns = Columns.of(connection, stream).orElseThrow(() -> missing(stream));
      return new StreamInfo(stream, columns.schema(), columns.key(), cursors(columns), -1);
    } catch (SQLException e) {
      throw database.failure(stream, e);
    }
  }

  private Failure missing(String stream) {
    return new Failure.Configuration(
        "connection " + database.connection() + ": there is no table or view " + stream,
        "tables: " + String.join(", ", streamNames()));
  }

  /** Columns that tell of changes first, then other moments, then whole-number keys. */
  private static List<String> cursors(Columns columns) {
    List<Column> candidates = new ArrayList<>();
    for (Column column : columns.schema().columns()) {
      Kind kind = column.type().kind();
      boolean moment = kind == Kind.INSTANT || kind == Kind.DATETIME;
      boolean number = kind == Kind.INTEGER && columns.key().equals(List.of(column.name()));
      if (moment || number) {
        candidates.add(column);
      }
    }
    candidates.sort(Comparator.comparingInt(SqliteSource::rank));
    return candidates.stream().map(Column::name).toList();
  }

  private static int rank(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    boolean change = name.contains("modif") || name.contains("updat") || name.contains("chang");
    return change ? 0 : column.type().kind() == Kind.INTEGER ? 2 : 1;
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    return new SqliteReader(database, request);
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    return counted(database, connection, stream, where);
  }

  static long counted(
      Database database, Connection connection, String table, Optional<String> where) {
    String sql =
        "SELECT count(*) FROM "
            + Sql.quoted(table)
            + where.map(condition -> " WHERE (" + condition + ")").orElse("");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    } catch (SQLException e) {
      throw database.failure(table, e);
    }
  }

  @Override
  public List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    return Extremes.of(database, connection, stream, columns, where);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw database.failure("", e);
    }
  }
}
