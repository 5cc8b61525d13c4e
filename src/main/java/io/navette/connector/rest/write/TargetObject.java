package io.navette.connector.rest.write;

import io.navette.connector.WriteMode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record of an API that can be written.
 *
 * @param requiredSettings dotted names of settings of the connection that it can't be written
 *     without
 * @param idColumn the column that holds a record's id where a row names it; empty where none does
 * @param values that templates see besides its name, so that objects can share their operations
 * @param operations by name
 */
record TargetObject(
    String name,
    Map<String, @Nullable Object> values,
    List<String> requiredSettings,
    Optional<String> idColumn,
    Optional<LookupRules> lookup,
    Map<String, Operation> operations) {
  static final String INSERT = "insert";
  static final String UPDATE = "update";
  static final String UPSERT = "upsert";
  static final String DELETE = "delete";

  TargetObject {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    requiredSettings = List.copyOf(requiredSettings);
    operations = Map.copyOf(operations);
  }

  /**
   * As rows of this key are matched: by their id where that is the key, else by the lookup, which
   * is also needed where what the target holds decides what is sent.
   */
  TargetObject foundBy(List<String> key) {
    boolean blind =
        operations.values().stream()
            .noneMatch(one -> one.fillsEmpty() || one.replaces() || one.looksUp());
    return blind && idColumn.filter(column -> key.equals(List.of(column))).isPresent()
        ? new TargetObject(
            name, values, requiredSettings, idColumn, Optional.of(LookupRules.ofIds()), operations)
        : this;
  }

  /** The same for one kind of record of many that are written alike. */
  TargetObject named(String one) {
    return new TargetObject(one, values, requiredSettings, idColumn, lookup, operations);
  }

  /** What templates see of it as {@code object}. */
  Map<String, @Nullable Object> seen() {
    Map<String, @Nullable Object> seen = new LinkedHashMap<>(values);
    seen.put("name", name);
    return seen;
  }

  boolean can(String operation) {
    return operations.containsKey(operation);
  }

  /** Whether it has operations of its own, which go with any mode. */
  boolean hasOwn() {
    return !Set.of(INSERT, UPDATE, UPSERT, DELETE).containsAll(operations.keySet());
  }

  /** The modes its operations allow for. */
  Set<WriteMode> modes() {
    Set<WriteMode> modes = EnumSet.noneOf(WriteMode.class);
    if (can(INSERT)) {
      modes.add(WriteMode.APPEND);
      modes.add(WriteMode.INSERT);
    }
    if (can(UPDATE)) {
      modes.add(WriteMode.UPDATE);
    }
    if (can(UPSERT) || (can(INSERT) && can(UPDATE))) {
      modes.add(WriteMode.UPSERT);
      if (can(DELETE)) {
        modes.add(WriteMode.MIRROR);
      }
    }
    return modes;
  }
}
