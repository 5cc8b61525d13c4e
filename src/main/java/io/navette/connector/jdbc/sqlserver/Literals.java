package io.navette.connector.jdbc.sqlserver;

import io.navette.connector.jdbc.Keyset;
import io.navette.row.ColumnType.Kind;

/** How the bounds of a pass stand in Transact-SQL: as literals of their column's type. */
record Literals(Relation relation) implements Keyset.Terms {
  @Override
  public String column(String name) {
    return relation.field(name).expression();
  }

  @Override
  public String value(Keyset.Bound bound) {
    Field field = relation.field(bound.column());
    Kind kind = field.column().type().kind();
    return switch (kind) {
      case INTEGER, DECIMAL -> bound.text();
      case BYTES -> "0x" + bound.text();
      case BOOLEAN -> bound.text().equals("true") ? "1" : "0";
      case INSTANT -> cast(field, bound.text().replace("Z", "+00:00"));
      case TEXT, DOUBLE, DATE, TIME, DATETIME, UUID, JSON -> cast(field, bound.text());
    };
  }

  /** A datetime is compared with a datetime: another type would see more of its fractions. */
  private static String cast(Field field, String text) {
    return "CAST(" + Tsql.literal(text) + " AS " + field.declared() + ")";
  }

  @Override
  public boolean comparesRows() {
    return false;
  }
}
