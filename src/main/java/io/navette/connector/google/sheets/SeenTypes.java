package io.navette.connector.google.sheets;

import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The narrowest types for what was seen of a sheet's columns. */
final class SeenTypes {
  private static final Set<Kind> NUMBERS = Set.of(Kind.INTEGER, Kind.DOUBLE);
  private static final Set<Kind> DAYS = Set.of(Kind.DATE, Kind.DATETIME);

  private final List<String> names;
  private final @Nullable ColumnType[] types;

  SeenTypes(List<String> names) {
    this.names = List.copyOf(names);
    this.types = new ColumnType[names.size()];
  }

  /** A value of this type stands in the column. */
  void see(int column, ColumnType type) {
    @Nullable ColumnType known = types[column];
    types[column] = known == null ? type : both(known, type);
  }

  private static ColumnType both(ColumnType one, ColumnType other) {
    if (one.equals(other)) {
      return one;
    }
    Set<Kind> kinds = Set.of(one.kind(), other.kind());
    if (kinds.equals(NUMBERS)) {
      return ColumnType.DOUBLE;
    }
    return kinds.equals(DAYS) ? ColumnType.DATETIME : ColumnType.TEXT;
  }

  /** Columns without a value are texts. */
  Schema schema() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      @Nullable ColumnType type = types[i];
      columns.add(Column.of(names.get(i), type == null ? ColumnType.TEXT : type));
    }
    return new Schema(columns);
  }
}
