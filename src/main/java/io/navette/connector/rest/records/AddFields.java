package io.navette.connector.rest.records;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes evaluated values into a record, one after the other. */
public final class AddFields implements Transformation {
  private final List<Field> fields;
  private final String condition;
  private final Evaluator evaluator;

  /** An empty condition always holds. */
  public AddFields(List<Field> fields, String condition, Evaluator evaluator) {
    this.fields = List.copyOf(fields);
    this.condition = condition;
    this.evaluator = evaluator;
  }

  /**
   * One value and where it goes.
   *
   * @param value a template, or the value itself when it is no text
   * @param type {@code string}, {@code number}, {@code integer} or {@code boolean}: what evaluates
   *     to another type stays the text it renders to
   */
  public record Field(FieldPath path, @Nullable Object value, Optional<String> type) {}

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("record", record);
    for (Field field : fields) {
      Object value = value(field, seen);
      if (condition.isEmpty() || holds(field, value, seen)) {
        field.path().put(record, value);
      }
    }
  }

  private boolean holds(Field field, @Nullable Object value, Map<String, @Nullable Object> seen) {
    Map<String, @Nullable Object> all = new HashMap<>(seen);
    all.put("value", value);
    all.put("path", field.path().steps());
    return evaluator.condition(condition, all);
  }

  private @Nullable Object value(Field field, Map<String, @Nullable Object> seen) {
    if (!(field.value() instanceof String template)) {
      return PlainValues.copy(field.value());
    }
    if (field.type().filter(type -> type.equals("string")).isPresent()) {
      return evaluator.text(template, seen);
    }
    Object value = PlainValues.copy(evaluator.evaluate(template, seen));
    return field.type().isEmpty() || is(value, field.type().get())
        ? value
        : evaluator.text(template, seen);
  }

  private static boolean is(@Nullable Object value, String type) {
    return switch (type) {
      case "integer" -> value instanceof Long || value instanceof BigInteger;
      case "number" -> value instanceof Double || value instanceof BigDecimal;
      case "boolean" -> value instanceof Boolean;
      default -> false;
    };
  }
}
