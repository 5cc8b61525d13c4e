package io.navette.mapping;

import io.navette.row.ColumnType;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 */
public record MappingSpec(
    String where,
    Map<String, String> columns,
    Map<String, ColumnType> casts,
    Optional<String> filter,
    Map<String, String> checks,
    Set<String> acceptLoss) {
  public MappingSpec {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    casts = Map.copyOf(casts);
    checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
    acceptLoss = Set.copyOf(acceptLoss);
  }
}
