package io.navette.connector.file;

import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The narrowest exact types for all the values of a file. */
public final class SeenTypes {
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Optional<ColumnType>> types = new ArrayList<>();

  /** The column's position; a new column goes behind the others. */
  public int column(String name) {
    return positions.computeIfAbsent(
        name,
        added -> {
          names.add(added);
          types.add(Optional.empty());
          return names.size() - 1;
        });
  }

  /** A value of this type stands in the column. */
  public void see(int column, ColumnType type) {
    types.set(column, Optional.of(types.get(column).map(known -> both(known, type)).orElse(type)));
  }

  /** JSON where only that holds both, else text. */
  private static ColumnType both(ColumnType one, ColumnType other) {
    if (one.equals(other)) {
      return one;
    }
    if (are(one, other, Kind.INTEGER, Kind.DECIMAL)) {
      return ColumnType.DECIMAL;
    }
    if (are(one, other, Kind.INTEGER, Kind.DOUBLE)) {
      return ColumnType.DOUBLE;
    }
    if (are(one, other, Kind.DATE, Kind.DATETIME)) {
      return ColumnType.DATETIME;
    }
    return one.kind() == Kind.JSON || other.kind() == Kind.JSON ? ColumnType.JSON : ColumnType.TEXT;
  }

  private static boolean are(ColumnType one, ColumnType other, Kind first, Kind second) {
    return (one.kind() == first && other.kind() == second)
        || (one.kind() == second && other.kind() == first);
  }

  /**
   * All columns in the order they were met.
   *
   * @param otherwise the type of columns without a value
   */
  public Schema schema(ColumnType otherwise) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(Column.of(names.get(i), types.get(i).orElse(otherwise)));
    }
    return new Schema(columns);
  }
}
