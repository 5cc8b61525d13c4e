package io.navette.connector.rest.cursor;

import io.navette.connector.rest.value.PythonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a growing number in the records, which must come in its order. The state is the largest
 * number seen.
 */
public final class IncrementingCountCursor {
  private final String field;
  private final BigDecimal start;
  private BigDecimal reached;

  /** Goes on from the state, which is {@code {field: number}} or empty. */
  public IncrementingCountCursor(
      String field, Optional<Object> startValue, Map<String, @Nullable Object> state) {
    this.field = field;
    BigDecimal first = startValue.flatMap(IncrementingCountCursor::number).orElse(BigDecimal.ZERO);
    this.start =
        Optional.ofNullable(state.get(field))
            .flatMap(IncrementingCountCursor::number)
            .filter(number -> number.compareTo(first) >= 0)
            .orElse(first);
    this.reached = start;
  }

  /** The number requests start from. */
  public Object start() {
    return value(start);
  }

  public void observe(Map<String, @Nullable Object> record) {
    Optional.ofNullable(record.get(field))
        .flatMap(IncrementingCountCursor::number)
        .ifPresent(number -> reached = reached.max(number));
  }

  /** Whether the record is not older than where the run started. */
  public boolean isDue(Map<String, @Nullable Object> record) {
    return Optional.ofNullable(record.get(field))
        .flatMap(IncrementingCountCursor::number)
        .filter(number -> number.compareTo(start) < 0)
        .isEmpty();
  }

  /** {@code {field: number}}. */
  public Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(field, value(reached));
    return state;
  }

  private static Optional<BigDecimal> number(Object value) {
    try {
      return Optional.of(new BigDecimal(PythonText.of(value).strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Object value(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18
        ? (Object) plain.longValueExact()
        : plain;
  }
}
