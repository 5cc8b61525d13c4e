package io.navette.mapping;

import io.navette.row.ColumnType;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stream's YAML says about its columns.
 *
 * @param where names job and stream, for messages
 * @param columns target column to expression, in order; empty takes all columns as they are
 * @param casts target column to the type it must have
 * @param filter keeps only the rows for which this expression is true
 * @param checks target column to a condition that a row must meet
 * @param acceptLoss target columns that may be converted with loss
 * @param lookups further columns that expressions, but not the filter, may use
 * @param carried source columns that are handed along beside the mapped rows
 */
public record MappingSpec(
    String where,
    Map<String, String> columns,
    Map<String, ColumnType> casts,
    Optional<String> filter,
    Map<String, String> checks,
    Set<String> acceptLoss,
    List<Lookup> lookups,
    List<String> carried) {
  public MappingSpec {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    casts = Map.copyOf(casts);
    checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
    acceptLoss = Set.copyOf(acceptLoss);
    lookups = List.copyOf(lookups);
    carried = List.copyOf(carried);
  }

  /** With further casts, which its own go before. */
  public MappingSpec withCasts(Map<String, ColumnType> more) {
    Map<String, ColumnType> all = new HashMap<>(more);
    all.putAll(casts);
    return new MappingSpec(where, columns, all, filter, checks, acceptLoss, lookups, carried);
  }

  /** Without lookups, and with nothing carried along. */
  public MappingSpec(
      String where,
      Map<String, String> columns,
      Map<String, ColumnType> casts,
      Optional<String> filter,
      Map<String, String> checks,
      Set<String> acceptLoss) {
    this(where, columns, casts, filter, checks, acceptLoss, List.of(), List.of());
  }
}
