package io.navette.connector.jdbc.sqlserver;

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
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tables and views. Every reader has a connection of its own. */
final class SqlServerSource implements Source, Filtering, DistinctKeys, Digesting {
  private static final String TABLES =
      "SELECT s.name, o.name FROM sys.objects AS o JOIN sys.schemas AS s"
          + " ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0"
          + " ORDER BY s.name, o.name";

  private final Server server;
  private final Connection connection;

  @MustBeClosed
  SqlServerSource(Server server) {
    this.server = server;
    this.connection = server.connect();
  }

  @Override
  public List<String> streamNames() {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        String table = row.getString(2);
        if (!table.equals(LedgerTable.NAME) && !table.startsWith("navette_stage_")) {
          names.add(new TableName(Optional.of(row.getString(1)), table).toString());
        }
      }
      return names;
    } catch (SQLException e) {
      throw server.failure("", e);
    }
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    try {
      Relation relation = server.relation(connection, stream);
      List<String> cursors =
          new ArrayList<>(
              relation.fields().stream()
                  .filter(field -> field.base().equals("timestamp"))
                  .map(Field::name)
                  .toList());
      cursors.addAll(CursorCandidates.of(relation.schema(), relation.key()));
      return new StreamInfo(stream, relation.schema(), relation.key(), cursors, -1);
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    return new ResultReader(server, request);
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    try {
      return new Summary(connection, server.relation(connection, stream).read(options), where)
          .rows();
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  public List<Bounds> bounds(
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
