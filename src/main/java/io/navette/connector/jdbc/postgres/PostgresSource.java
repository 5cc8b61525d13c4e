package io.navette.connector.jdbc.postgres;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.DigestRequest;
import io.navette.connector.Digesting;
import io.navette.connector.DistinctKeys;
import io.navette.connector.EncodedReading;
import io.navette.connector.Filtering;
import io.navette.connector.Foreseeing;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowDigesting;
import io.navette.connector.RowReader;
import io.navette.connector.RowSums;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.jdbc.CursorCandidates;
import io.navette.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Reads tables and views. Every reader has a connection, and so a snapshot, of its own. */
final class PostgresSource
    implements Source,
        Filtering,
        Foreseeing,
        DistinctKeys,
        Digesting,
        RowDigesting,
        EncodedReading {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
        AND c.relname NOT LIKE 'navette\\_%' AND has_table_privilege(c.oid, 'SELECT')
      ORDER BY n.nspname, c.relname""";

  private final Server server;
  private final Connection connection;
  private final RelationsAhead ahead;

  /** Described, and not read yet. */
  private final Map<String, Described> described = new ConcurrentHashMap<>();

  private record Described(Relation relation, long asked) {}

  @MustBeClosed
  PostgresSource(Server server) {
    this.server = server;
    this.connection = server.connect();
    this.ahead = new RelationsAhead(server, System::nanoTime);
  }

  @Override
  public List<String> streamNames() {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        names.add(server.shown(new TableName(Optional.of(row.getString(1)), row.getString(2))));
      }
      return names;
    } catch (SQLException e) {
      throw server.failure("", e);
    }
  }

  @Override
  public void foresee(List<String> names) {
    ahead.foresee(names);
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    try {
      Relation relation =
          ahead.find(connection, stream).orElseThrow(() -> server.noRelation(stream));
      described.put(stream, new Described(relation, System.nanoTime()));
      return new StreamInfo(
          stream,
          relation.schema(),
          relation.key(),
          CursorCandidates.of(relation.schema(), relation.key()),
          relation.estimate());
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    return new CopyReader(server, request, justDescribed(request), false);
  }

  @Override
  @MustBeClosed
  public RowReader readEncoded(ReadRequest request) {
    return new CopyReader(server, request, justDescribed(request), true);
  }

  /** What the stream's plan was made from, once; its reader asks again where that is long ago. */
  private Optional<Relation> justDescribed(ReadRequest request) {
    return Optional.ofNullable(described.remove(request.stream()))
        .filter(known -> System.nanoTime() - known.asked() < RelationsAhead.FRESH.toNanos())
        .map(Described::relation);
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    try {
      return new Summary(connection, server.relation(connection, stream), where).rows();
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  public List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    try {
      return new Summary(connection, server.relation(connection, stream), where).bounds(columns);
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  @Override
  public Set<String> normalJson(String stream, List<String> columns) {
    return new TableDigest(server).normalJson(stream, columns);
  }

  @Override
  public Optional<RowSums> sums(DigestRequest request, int buckets) {
    return new TableDigest(server).sums(request, buckets);
  }

  @Override
  public void rows(DigestRequest request, int buckets, BitSet wanted, Consumer<HashedRow> each) {
    new TableDigest(server).rows(request, buckets, wanted, each);
  }

  @Override
  public void close() {
    server.close(connection);
    server.end();
  }
}
