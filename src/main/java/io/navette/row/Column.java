package io.navette.row;

import java.util.Optional;

/**
 * A named, typed column.
 *
 * @param name as the system spells it
 * @param nullable whether a cell may be null
 * @param origin the type's name in the system it was read from, so that the same family can create
 *     it again exactly ({@code postgres}, {@code int4[]}); empty for systems without declared types
 */
public record Column(String name, ColumnType type, boolean nullable, Optional<Origin> origin) {

  /** A type as one family of systems names it. */
  public record Origin(String family, String nativeType) {}

  /** A nullable column without an origin. */
  public static Column of(String name, ColumnType type) {
    return new Column(name, type, true, Optional.empty());
  }

  public Column withName(String other) {
    return new Column(other, type, nullable, origin);
  }

  public Column required() {
    return new Column(name, type, false, origin);
  }
}
