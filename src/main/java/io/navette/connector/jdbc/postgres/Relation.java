package io.navette.connector.jdbc.postgres;

import io.navette.connector.jdbc.Sql;
import io.navette.connector.jdbc.TableName;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table or view as the catalog knows it.
 *
 * @param key the primary key's columns in its order; empty where there is none
 * @param wires how each column travels, by name
 * @param estimate the planner's number of rows; -1 where it has none
 */
record Relation(
    TableName name, Schema schema, List<String> key, Map<String, Wire> wires, long estimate) {
  private static final String COLUMNS =
      """
      WITH RECURSIVE base AS (
        SELECT w.position, a.attrelid, a.attnum, a.attname, a.attnotnull,
          a.atttypid AS type, a.atttypmod AS modifier
        FROM unnest(?::text[]) WITH ORDINALITY AS w (name, position)
        JOIN pg_attribute a ON a.attrelid = to_regclass(w.name)
        WHERE a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT b.position, b.attrelid, b.attnum, b.attname, b.attnotnull OR t.typnotnull,
          t.typbasetype, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE b.modifier END
        FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype = 'd')
      SELECT b.position, b.attname, format_type(b.type, b.modifier), b.attnotnull,
        t.typtype = 'e', array_position((i.indkey::int2[])[0:i.indnkeyatts - 1], b.attnum),
        c.reltuples::bigint
      FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd'
      JOIN pg_class c ON c.oid = b.attrelid
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      ORDER BY b.position, b.attnum""";

  private static final String UNIQUE =
      """
      SELECT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indisvalid
          AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
          AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text)
               FROM unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) k
               JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k)
            = (SELECT array_agg(n ORDER BY n) FROM unnest(?::text[]) n))""";

  private static final String ORDERED =
      """
      SELECT c.relkind <> 'r'
        OR EXISTS (SELECT FROM pg_trigger t
                   WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D')
        OR EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid)
        OR EXISTS (SELECT FROM pg_constraint k
                   WHERE k.conrelid = c.oid AND (k.confrelid = c.oid OR k.contype = 'x'))
        OR ? AND (SELECT count(*) > 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique)
        OR EXISTS (SELECT FROM pg_attribute a
                   LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     AND a.attname <> ALL (?::text[])
                     AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval(%'))
      FROM pg_class c WHERE c.oid = to_regclass(?)""";

  Relation {
    key = List.copyOf(key);
    wires = Map.copyOf(wires);
  }

  /** Empty when there is no such table or view, or it has no columns. One question. */
  static Optional<Relation> of(Connection connection, TableName name) throws SQLException {
    return Optional.ofNullable(all(connection, List.of(name)).get(0));
  }

  /** Those there are, by their place among the names. One question. */
  static Map<Integer, Relation> all(Connection connection, List<TableName> names)
      throws SQLException {
    Map<Integer, Relation> relations = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setArray(
          1, connection.createArrayOf("text", names.stream().map(TableName::sql).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        boolean more = row.next();
        while (more) {
          int position = row.getInt(1);
          Builder builder = new Builder(names.get(position - 1));
          do {
            builder.add(row);
            more = row.next();
          } while (more && row.getInt(1) == position);
          relations.put(position - 1, builder.build());
        }
      }
    }
    return relations;
  }

  /** Of the catalog's lines about one table. */
  private static final class Builder {
    private final TableName name;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, Wire> wires = new HashMap<>();
    private final SortedMap<Integer, String> key = new TreeMap<>();
    private long estimate = -1;

    Builder(TableName name) {
      this.name = name;
    }

    void add(ResultSet row) throws SQLException {
      Column column = column(row.getString(2), row.getString(3), row.getBoolean(4));
      columns.add(column);
      wires.put(column.name(), Wire.of(PostgresTypes.base(row.getString(3)), row.getBoolean(5)));
      int place = row.getInt(6);
      if (!row.wasNull()) {
        key.put(place, column.name());
      }
      estimate = row.getLong(7);
    }

    Relation build() {
      return new Relation(name, new Schema(columns), List.copyOf(key.values()), wires, estimate);
    }
  }

  private static Column column(String name, String type, boolean required) {
    return new Column(
        name,
        PostgresTypes.of(type),
        !required,
        Optional.of(new Origin(PostgresTypes.FAMILY, type)));
  }

  /** Whether exactly these columns are unique by an index that ON CONFLICT can use. */
  boolean isUnique(Connection connection, List<String> columns) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
      statement.setString(1, name.sql());
      statement.setArray(2, connection.createArrayOf("text", columns.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /**
   * Whether two transactions may write rows at once as if it were one: there is no trigger or rule,
   * no reference to the table itself, no exclusion, and nothing the server counts rows by.
   *
   * @param written the columns that rows bring along
   * @param changing whether rows that are there are changed, too: then one index alone may be
   *     unique, that of the key
   */
  boolean takesRowsInAnyOrder(Connection connection, List<String> written, boolean changing)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ORDERED)) {
      statement.setBoolean(1, changing);
      statement.setArray(2, connection.createArrayOf("text", written.toArray()));
      statement.setString(3, name.sql());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && !row.getBoolean(1);
      }
    }
  }

  Wire wire(String column) {
    return wires.getOrDefault(column, Wire.CAST);
  }

  /** A column's type as the catalog prints it. */
  String type(String column) {
    return schema.column(schema.position(column)).origin().orElseThrow().nativeType();
  }

  /** A value of a column in SQL, for statements that take no parameters. */
  String literal(String column, String text) {
    return "'" + text.replace("'", "''") + "'::" + type(column);
  }

  /** A column as COPY reads it. */
  String selected(String column) {
    return Sql.quoted(column) + (wire(column) == Wire.CAST ? "::text" : "");
  }
}
