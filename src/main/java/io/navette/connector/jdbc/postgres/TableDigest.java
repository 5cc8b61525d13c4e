package io.navette.connector.jdbc.postgres;

import io.navette.connector.DigestRequest;
import io.navette.connector.RowDigesting.HashedRow;
import io.navette.connector.RowSums;
import io.navette.connector.jdbc.Sql;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import io.navette.row.Lookup3;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Digests tables in the server. Every question has a connection of its own; thread-safe. */
final class TableDigest {
  private static final int FETCH = 10_000;
  private static final String UNDEFINED_FUNCTION = "42883";

  /** Compiling saves a tenth at most, and every parallel worker would pay for it. */
  private static final String SESSION = "SET jit = off";

  /** Longer than one round of the hash. */
  private static final String PROBE = "Navette: aller-retour";

  private final Server server;

  TableDigest(Server server) {
    this.server = server;
  }

  Set<String> normalJson(String table, List<String> columns) {
    try (Connection connection = server.connect()) {
      Optional<Relation> relation = Relation.of(connection, server.table(table));
      Set<String> normal = new HashSet<>(columns);
      normal.removeIf(
          column ->
              relation.isEmpty()
                  || relation.get().schema().find(column).isEmpty()
                  || relation.get().wire(column) != Wire.JSONB);
      return normal;
    } catch (SQLException e) {
      throw server.failure(table, e);
    }
  }

  Optional<RowSums> sums(DigestRequest request, int buckets) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      DigestSql sql = new DigestSql(server.relation(connection, request.stream()), request);
      if (!sql.possible() || !isAlike(statement)) {
        return Optional.empty();
      }
      RowSums sums = new RowSums(buckets);
      try (ResultSet row = statement.executeQuery(sums(sql, buckets))) {
        while (row.next()) {
          BigDecimal sum = row.getBigDecimal(3);
          sums.add(row.getInt(1), row.getLong(2), sum == null ? 0 : sum.toBigInteger().longValue());
        }
      }
      return Optional.of(sums);
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  /** Grouping doubles the time, so it is left out where there is one bucket. */
  private static String sums(DigestSql sql, int buckets) {
    boolean one = buckets == 1;
    return "SELECT "
        + (one ? "0" : sql.bucket(buckets))
        + ", count(*), sum("
        + sql.row()
        + ")"
        + sql.from(Optional.empty())
        + (one ? "" : " GROUP BY 1");
  }

  /** Whether this server hashes as others do: from PostgreSQL 11 on, on little-endian machines. */
  private static boolean isAlike(Statement statement) throws SQLException {
    byte[] text = PROBE.getBytes(StandardCharsets.US_ASCII);
    long expected = Lookup3.hash(text, 0, text.length, 7) ^ Lookup3.hash(42, 7);
    statement.execute(SESSION);
    String probe = "SELECT hashtextextended('" + PROBE + "', 7) # hashint4extended(42, 7)";
    try (ResultSet row = statement.executeQuery(probe)) {
      return row.next() && row.getLong(1) == expected;
    } catch (SQLException e) {
      if (Server.state(e).equals(UNDEFINED_FUNCTION)) {
        return false;
      }
      throw e;
    }
  }

  void rows(DigestRequest request, int buckets, BitSet wanted, Consumer<HashedRow> each) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      Relation relation = server.relation(connection, request.stream());
      DigestSql sql = new DigestSql(relation, request);
      statement.execute(SESSION);
      connection.setAutoCommit(false);
      statement.setFetchSize(FETCH);
      String some =
          sql.bucket(buckets)
              + " IN ("
              + wanted.stream().mapToObj(Integer::toString).collect(Collectors.joining(", "))
              + ")";
      String query =
          "SELECT " + sql.key() + ", " + sql.row() + shown(request) + sql.from(Optional.of(some));
      try (ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          each.accept(new HashedRow(row.getLong(1), row.getLong(2), shown(relation, request, row)));
        }
      }
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
  }

  private static String shown(DigestRequest request) {
    return Sql.joined(request.key(), "", column -> ", " + Sql.quoted(column) + "::text");
  }

  private static String shown(Relation relation, DigestRequest request, ResultSet row)
      throws SQLException {
    StringJoiner shown = new StringJoiner(", ");
    for (int i = 0; i < request.key().size(); i++) {
      String column = request.key().get(i);
      ColumnType type = relation.schema().column(relation.schema().position(column)).type();
      String text = row.getString(i + 3);
      shown.add(text == null ? "null" : canonical(type, text));
    }
    return shown.toString();
  }

  /** What has no counterpart elsewhere, as infinity, is shown as the server prints it. */
  private static String canonical(ColumnType type, String text) {
    Cells cell = new Cells(type);
    try {
      CellText.parse(cell, text);
      return CellText.format(cell, 0);
    } catch (CellText.Misfit e) {
      return text;
    }
  }
}
