package io.navette.connector.warehouse;

import io.navette.connector.jdbc.Keyset;
import io.navette.row.Column;

/** How the bounds of a pass stand in a warehouse's SQL. */
record Terms(Dialect dialect, Relation relation) implements Keyset.Terms {
  @Override
  public String column(String name) {
    return dialect.quoted(name);
  }

  @Override
  public String value(Keyset.Bound bound) {
    Column column = relation.column(bound.column());
    return dialect.literal(nativeType(column), column.type(), bound.text());
  }

  /** Warehouses skip blocks by plain comparisons only. */
  @Override
  public boolean comparesRows() {
    return false;
  }

  static String nativeType(Column column) {
    return column.origin().map(Column.Origin::nativeType).orElse("");
  }
}
