package io.navette.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The columns of a stream, in order; names are unique. Immutable. */
public final class Schema {
  private final List<Column> columns;
  private final Map<String, Integer> positions;

  public Schema(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.positions = new HashMap<>();
    for (int i = 0; i < this.columns.size(); i++) {
      if (positions.put(this.columns.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "column " + this.columns.get(i).name() + " occurs twice");
      }
    }
  }

  public static Schema of(Column... columns) {
    return new Schema(List.of(columns));
  }

  public List<Column> columns() {
    return columns;
  }

  public int size() {
    return columns.size();
  }

  public Column column(int position) {
    return columns.get(position);
  }

  /** The position of the column with exactly this name. */
  public OptionalInt find(String name) {
    Integer position = positions.get(name);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** Like {@link #find}, for a name that was checked before. */
  public int position(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no column " + name));
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schema schema && schema.columns.equals(columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return columns.toString();
  }
}
