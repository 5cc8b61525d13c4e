package io.navette.connector.rest.write;

import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.row.TradeData;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the fields that an operation sends of a row. */
final class Fields {
  private final Operation operation;
  private final Calls calls;
  private final List<String> unruled;
  private final @Nullable Object cleared;

  /**
   * @param columns of the rows
   * @throws Failure.Configuration when a rule takes a column there is not, or a column is left over
   *     that must not be
   */
  Fields(Operation operation, List<String> columns, Calls calls, String where) {
    this.operation = operation;
    this.calls = calls;
    this.cleared = calls.fill(operation.clearValue(), Map.of());
    Set<String> ruled = new HashSet<>(operation.unsentColumns());
    for (FieldRule rule : operation.fields()) {
      rule.from().ifPresent(ruled::add);
    }
    List<String> others = columns.stream().filter(column -> !ruled.contains(column)).toList();
    if (operation.otherColumns() == Operation.OtherColumns.REFUSE && !others.isEmpty()) {
      throw new Failure.Configuration(
          where + ": " + operation.name() + " knows no column " + String.join(", ", others),
          "leave them out of columns:; it takes "
              + ruled.stream().sorted().collect(Collectors.joining(", ")));
    }
    this.unruled = operation.otherColumns() == Operation.OtherColumns.SEND ? others : List.of();
  }

  /**
   * The fields of a row.
   *
   * @param withExisting what fills only what is empty is held against what the target has
   * @throws IllegalArgumentException with a sentence when a value has not the form it must have, or
   *     the operation refuses the row
   */
  Map<String, @Nullable Object> of(Row row, List<String> existingPath, boolean withExisting) {
    Map<String, @Nullable Object> context = row.context();
    refuse(row, context);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String column : unruled) {
      Object value = row.values.get(column);
      Object converted = value == null ? null : operation.otherAs().of(value);
      put(fields, List.of(column.split("\\.", -1)), converted, operation.nulls());
    }
    for (FieldRule rule : operation.fields()) {
      boolean missing = rule.from().isPresent() && !row.values.containsKey(rule.from().get());
      if (missing || !rule.sent()) {
        continue;
      }
      Object value =
          rule.from().isPresent()
              ? row.values.get(rule.from().get())
              : calls.fill(rule.value(), context);
      Object converted = value == null ? null : rule.as().of(value);
      if (!(withExisting && rule.fillEmpty() && isFilled(row, existingPath, rule.path()))) {
        put(fields, rule.path(), converted, rule.nulls());
      }
    }
    return fields;
  }

  private void refuse(Row row, Map<String, @Nullable Object> context) {
    if (operation.check() == Operation.Check.TRADE) {
      TradeData.problem(row.values)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(problem);
              });
    }
    String reason =
        operation
            .refuse()
            .map(template -> calls.value(template, context))
            .map(PythonText::of)
            .orElse("");
    if (!reason.isBlank()) {
      throw new IllegalArgumentException(reason);
    }
  }

  private static boolean isFilled(Row row, List<String> existingPath, List<String> path) {
    if (row.existing == null) {
      return false;
    }
    Object held =
        existingPath.isEmpty() ? row.existing : FieldPath.of(existingPath).get(row.existing);
    Object value = FieldPath.of(path).get(held);
    return value instanceof Boolean || value instanceof Number || PlainValues.truthy(value);
  }

  private void put(
      Map<String, @Nullable Object> into,
      List<String> path,
      @Nullable Object value,
      FieldRule.Nulls nulls) {
    if (value != null) {
      FieldPath.of(path).put(into, value);
      return;
    }
    switch (nulls) {
      case SKIP -> {}
      case SEND -> FieldPath.of(path).put(into, null);
      case CLEAR -> FieldPath.of(path).put(into, cleared);
    }
  }
}
