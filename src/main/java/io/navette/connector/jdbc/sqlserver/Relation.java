package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.Settings;
import io.navette.connector.jdbc.TableName;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table or view as the catalog knows it.
 *
 * @param key the primary key's columns in its order; empty where there is none
 */
record Relation(TableName name, List<Field> fields, List<String> key) {
  /** What becomes of tenths of microseconds, which no other system has. */
  static final String CUT_OPTION = "sub_microseconds";

  private static final String COLUMNS =
      "SELECT c.name, t.name, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity,"
          + " c.is_computed, c.collation_name,"
          + " CONVERT(int, COLLATIONPROPERTY(c.collation_name, 'CodePage')), k.key_ordinal FROM sys.columns AS c"
          + " LEFT JOIN sys.types AS t ON t.user_type_id = c.system_type_id"
          + " LEFT JOIN (SELECT ic.object_id, ic.column_id, ic.key_ordinal"
          + " FROM sys.index_columns AS ic JOIN sys.indexes AS i ON i.object_id = ic.object_id"
          + " AND i.index_id = ic.index_id WHERE i.is_primary_key = 1) AS k"
          + " ON k.object_id = c.object_id AND k.column_id = c.column_id"
          + " WHERE c.object_id = OBJECT_ID(?) ORDER BY c.column_id";

  Relation {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
  }

  /** Empty when there is no such table or view. One question. */
  static Optional<Relation> of(Connection connection, TableName name) throws SQLException {
    List<Field> fields = new ArrayList<>();
    SortedMap<Integer, String> key = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, Tsql.quoted(name));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Field field = field(row);
          fields.add(field);
          int position = row.getInt(11);
          if (!row.wasNull()) {
            key.put(position, field.name());
          }
        }
      }
    }
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new Relation(name, fields, List.copyOf(key.values())));
  }

  private static Field field(ResultSet row) throws SQLException {
    String known = row.getString(2);
    String base = known == null ? "clr" : known;
    int bytes = row.getInt(3);
    int scale = row.getInt(5);
    boolean unicode = base.equals("nvarchar") || base.equals("nchar");
    Column column =
        new Column(
            row.getString(1),
            SqlServerTypes.of(base, bytes, row.getInt(4), scale),
            row.getBoolean(6),
            Optional.of(
                new Origin(
                    SqlServerTypes.FAMILY,
                    SqlServerTypes.declaration(base, bytes, row.getInt(4), scale))));
    return new Field(
        column,
        base,
        unicode && bytes > 0 ? bytes / 2 : bytes,
        scale,
        row.getBoolean(7),
        row.getBoolean(8) || base.equals("timestamp"),
        Optional.ofNullable(row.getString(9)),
        row.getInt(10),
        false);
  }

  Schema schema() {
    return new Schema(fields.stream().map(Field::column).toList());
  }

  /** The same, read as a stream's options say. */
  Relation read(Settings options) {
    return options.text(CUT_OPTION).filter("cut"::equals).isPresent()
        ? new Relation(name, fields.stream().map(Field::cutting).toList(), key)
        : this;
  }

  /** For SQL. */
  String sql() {
    return Tsql.quoted(name);
  }

  /** The column of that name; names differ by case only where the database says so. */
  Field field(String column) {
    return find(column)
        .orElseThrow(() -> new IllegalStateException(name + " has no column " + column));
  }

  Optional<Field> find(String column) {
    return fields.stream().filter(field -> field.name().equals(column)).findFirst();
  }
}
