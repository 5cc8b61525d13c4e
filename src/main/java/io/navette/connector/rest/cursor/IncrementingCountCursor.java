package io.navette.connector.rest.cursor;

import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.PythonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows a growing number in the records. The state is the largest number seen. */
public final class IncrementingCountCursor implements PartitionCursor {
  /** The field of the window that holds the number requests start from. */
  public static final String START = "start";

  private final String field;
  private final BigDecimal start;
  private Optional<BigDecimal> seen = Optional.empty();
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

  /** One: from the number on. */
  @Override
  public List<Slice> windows() {
    Map<String, @Nullable Object> window = new LinkedHashMap<>();
    window.put(START, value(start));
    return List.of(Slice.ofWindow(window));
  }

  @Override
  public void observe(Slice window, Map<String, @Nullable Object> record) {
    number(record).ifPresent(this::see);
  }

  @Override
  public void observe(Slice window, String latest) {
    number((Object) latest).ifPresent(this::see);
  }

  private void see(BigDecimal number) {
    seen = Optional.of(seen.map(number::max).orElse(number));
  }

  @Override
  public Optional<String> latest(Slice window) {
    return seen.map(BigDecimal::toPlainString);
  }

  @Override
  public void close(Slice window) {
    reached = seen.map(reached::max).orElse(reached);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return of(reached);
  }

  @Override
  public Map<String, @Nullable Object> furthest() {
    return seen.map(this::of).orElse(Map.of());
  }

  private Map<String, @Nullable Object> of(BigDecimal number) {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put(field, value(number));
    return state;
  }

  @Override
  public boolean isDue(Map<String, @Nullable Object> record) {
    return !isKnown(record);
  }

  @Override
  public boolean isKnown(Map<String, @Nullable Object> record) {
    return number(record).filter(number -> number.compareTo(start) < 0).isPresent();
  }

  @Override
  public Slice rest(Slice window) {
    if (seen.filter(number -> number.compareTo(start) > 0).isEmpty()) {
      return window;
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(window.window());
    rest.put(START, value(seen.orElseThrow()));
    return window.within(rest);
  }

  /** The state that is further. */
  public static Map<String, @Nullable Object> further(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    BigDecimal first = first(one);
    return first(other).compareTo(first) > 0 ? other : one;
  }

  private static BigDecimal first(Map<String, @Nullable Object> state) {
    return state.values().stream()
        .flatMap(Stream::ofNullable)
        .flatMap(value -> number(value).stream())
        .findFirst()
        .orElse(BigDecimal.valueOf(Long.MIN_VALUE));
  }

  private Optional<BigDecimal> number(Map<String, @Nullable Object> record) {
    return Optional.ofNullable(record.get(field)).flatMap(IncrementingCountCursor::number);
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
