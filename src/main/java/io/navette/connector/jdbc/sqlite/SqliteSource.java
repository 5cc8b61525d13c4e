package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Digesting;
import io.navette.connector.DistinctKeys;
import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.jdbc.CursorCandidates;
import io.navette.connector.jdbc.Sql;
import io.navette.failure.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Reads tables and views. Every reader has a connection, and so a snapshot, of its own. */
final class SqliteSource implements Source, Filtering, DistinctKeys, Digesting {
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
      return new StreamInfo(
          stream,
          columns.schema(),
          columns.key(),
          CursorCandidates.of(columns.schema(), columns.key()),
          -1);
    } catch (SQLException e) {
      throw database.failure(stream, e);
    }
  }

  private Failure missing(String stream) {
    return new Failure.Configuration(
        "connection " + database.connection() + ": there is no table or view " + stream,
        "tables: " + String.join(", ", streamNames()));
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
