package io.navette.connector.jdbc.postgres;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.DigestRequest;
import io.navette.connector.Digesting;
import io.navette.connector.EncodedReading;
import io.navette.connector.EncodedWriting;
import io.navette.connector.Foreseeing;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.Rekeying;
import io.navette.connector.RowDigesting;
import io.navette.connector.RowSums;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.TableKeeping;
import io.navette.connector.TurnTaking;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.jdbc.Rekey;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Writes tables. Every writer has a connection of its own. */
final class PostgresSink
    implements Sink,
        LedgerKeeping,
        TableKeeping,
        Digesting,
        RowDigesting,
        EncodedWriting,
        Rekeying,
        TurnTaking,
        Foreseeing {
  private static final int MOST_WRITERS = 8;

  private final Server server;
  private final Connection connection;

  private final RelationsAhead ahead;

  /** Tables that streams' plans were made for. */
  private final Map<String, Relation> planned = new ConcurrentHashMap<>();

  private volatile boolean ledgerFound;

  @MustBeClosed
  PostgresSink(Server server) {
    this.server = server;
    this.connection = server.connect();
    this.ahead = new RelationsAhead(server, System::nanoTime);
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    if (!request.preview()) {
      prepareLedger(request.stream());
    }
    boolean resumed =
        !request.preview()
            && request.mode().wholeStream()
            && lastCommitted(request).filter(chunk -> !chunk.last()).isPresent();
    try {
      Relation target = planned(request.target());
      return new ChunkWriter(server, request, target, resumed);
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  private Relation planned(String target) throws SQLException {
    Relation known = planned.get(target);
    if (known == null) {
      known = server.relation(connection, target);
      planned.put(target, known);
    }
    return known;
  }

  /** Two runs may want to create the ledger at once; the server lets one of them. */
  private void prepareLedger(String stream) {
    LedgerTable table = server.ledger();
    try {
      if (!hasLedger()) {
        Staging.execute(
            connection, "SELECT pg_advisory_lock(hashtext(" + literal(table.table()) + "))");
        Staging.execute(connection, table.createStatement());
        Staging.execute(
            connection, "SELECT pg_advisory_unlock(hashtext(" + literal(table.table()) + "))");
      }
    } catch (SQLException e) {
      throw server.failure(stream, e);
    }
  }

  /** Asked until it is there. */
  private boolean hasLedger() throws SQLException {
    ledgerFound = ledgerFound || Staging.exists(connection, server.ledger().table());
    return ledgerFound;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public Optional<Chunk> lastCommitted(WriteRequest request) {
    try {
      if (!hasLedger()) {
        return Optional.empty();
      }
      Optional<Chunk> chunk = server.ledger().find(connection, request);
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
  public boolean isEmpty(WriteRequest request) {
    try {
      String table = server.table(request.target()).sql();
      return Staging.count(
              connection, "SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1) AS one")
          == 0;
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public boolean takes(EncodedReading source, WriteRequest request) {
    try {
      if (!(source instanceof PostgresSource)) {
        return false;
      }
      Relation target = planned(request.target());
      return request.schema().columns().stream()
          .allMatch(
              column ->
                  PostgresTypes.own(column).equals(Optional.of(target.type(column.name())))
                      && target.wire(column.name()) != Wire.CAST);
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public int writers(WriteRequest request) {
    int wanted = Math.clamp(server.writers(), 1, MOST_WRITERS);
    List<String> columns = request.schema().names();
    boolean merging = request.mode() == WriteMode.UPSERT;
    if (wanted == 1 || (!merging && request.mode() != WriteMode.APPEND)) {
      return 1;
    }
    try {
      Relation target = planned(request.target());
      boolean plain = columns.stream().noneMatch(name -> target.wire(name) == Wire.CAST);
      boolean found =
          !merging
              || (columns.size() > request.key().size()
                  && target.isUnique(connection, request.key()));
      return plain && found && target.takesRowsInAnyOrder(connection, columns, merging)
          ? wanted
          : 1;
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  @Override
  public void foresee(List<String> names) {
    ahead.foresee(names);
  }

  @Override
  public Optional<Schema> schema(String target) {
    try {
      Optional<Relation> found = ahead.find(connection, target);
      found.ifPresentOrElse(
          relation -> planned.put(target, relation), () -> planned.remove(target));
      return found.map(Relation::schema);
    } catch (SQLException e) {
      throw server.failure(target, e);
    }
  }

  @Override
  public Column stored(Column column) {
    String type = declaration(column);
    return new Column(
        column.name(),
        PostgresTypes.of(type),
        column.nullable(),
        Optional.of(new Origin(PostgresTypes.FAMILY, type)));
  }

  /** Another PostgreSQL's own type where this one knows it too: enums may be missing here. */
  private String declaration(Column column) {
    return PostgresTypes.own(column)
        .filter(this::isKnown)
        .orElseGet(() -> PostgresTypes.declaration(column.type()));
  }

  private boolean isKnown(String type) {
    String sql = "SELECT to_regtype(?) IS NOT NULL";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, type);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw server.failure("", e);
    }
  }

  @Override
  public void create(String target, Schema schema, List<String> key) {
    List<String> parts = new ArrayList<>();
    for (Column column : schema.columns()) {
      boolean required = !column.nullable() || key.contains(column.name());
      parts.add(declared(column) + (required ? " NOT NULL" : ""));
    }
    if (!key.isEmpty()) {
      parts.add("PRIMARY KEY (" + Sql.columns(key) + ")");
    }
    change(
        target,
        "CREATE TABLE " + server.table(target).sql() + " (" + String.join(", ", parts) + ")");
  }

  @Override
  public void addColumns(String target, List<Column> columns) {
    String added =
        String.join(
            ", ", columns.stream().map(column -> "ADD COLUMN " + declared(column)).toList());
    change(target, "ALTER TABLE " + server.table(target).sql() + " " + added);
  }

  private String declared(Column column) {
    return Sql.quoted(column.name()) + " " + declaration(column);
  }

  private void change(String target, String sql) {
    planned.remove(target);
    ahead.forget();
    try {
      Staging.execute(connection, sql);
    } catch (SQLException e) {
      throw server.failure(target, e);
    }
  }

  @Override
  public BitSet rekey(String target, RowBatch before, RowBatch after) {
    Rekey rekey = new Rekey(server.table(target).sql(), PostgresSink::bind);
    try {
      return rekey.apply(connection, before, after);
    } catch (SQLException e) {
      throw server.failure(target, e);
    }
  }

  /** As a text without a type, which takes that of its column. */
  private static void bind(PreparedStatement statement, int parameter, Cells cells, int row)
      throws SQLException {
    if (cells.isNull(row)) {
      statement.setNull(parameter, Types.OTHER);
    } else {
      statement.setObject(parameter, CellText.format(cells, row), Types.OTHER);
    }
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    try {
      Optional<Relation> relation = Relation.of(connection, server.table(stream));
      return relation.isEmpty() ? 0 : new Summary(connection, relation.get(), where).rows();
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
