package io.navette.connector.rest.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values manifests and records are made of: null, Boolean, Long, BigInteger, Double,
 * BigDecimal, String, List and Map with text keys. Maps keep their order.
 */
public final class PlainValues {
  private PlainValues() {}

  /** The value as a map of fields; call it only when it is one. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> map(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  /** The value as a list; call it only when it is one. */
  @SuppressWarnings("unchecked")
  public static List<@Nullable Object> list(@Nullable Object value) {
    return (List<@Nullable Object>) Objects.requireNonNull(value);
  }

  /** Whether the value counts as true: not null, not zero, not empty. */
  public static boolean truthy(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean held -> held;
      case BigDecimal number -> number.signum() != 0;
      case BigInteger number -> number.signum() != 0;
      case Number number -> number.doubleValue() != 0;
      case CharSequence text -> !text.isEmpty();
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> fields -> !fields.isEmpty();
      default -> true;
    };
  }

  /** A copy that shares no map and no list with the value. */
  public static @Nullable Object copy(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> fields -> copyOf(map(fields));
      case List<?> items -> {
        List<@Nullable Object> copied = new ArrayList<>(items.size());
        for (Object item : list(items)) {
          copied.add(copy(item));
        }
        yield copied;
      }
      case null, default -> value;
    };
  }

  /** A copy of the fields that shares no map and no list with them. */
  public static Map<String, @Nullable Object> copyOf(Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> copied = new LinkedHashMap<>();
    fields.forEach((name, value) -> copied.put(name, copy(value)));
    return copied;
  }

  /** Whether the two are the same value; 1 and 1.0 are, whatever class holds them. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number left && other instanceof Number right) {
      return decimal(left).compareTo(decimal(right)) == 0;
    }
    if (one instanceof List<?> left && other instanceof List<?> right) {
      return sameItems(list(left), list(right));
    }
    if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
      return sameFields(map(left), map(right));
    }
    return Objects.equals(one, other);
  }

  private static boolean sameItems(List<@Nullable Object> left, List<@Nullable Object> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameFields(
      Map<String, @Nullable Object> left, Map<String, @Nullable Object> right) {
    if (!left.keySet().equals(right.keySet())) {
      return false;
    }
    for (Map.Entry<String, @Nullable Object> field : left.entrySet()) {
      if (!same(field.getValue(), right.get(field.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal exact -> exact;
      case BigInteger whole -> new BigDecimal(whole);
      case Double real when !Double.isFinite(real) -> BigDecimal.valueOf(Long.MIN_VALUE);
      case Double real -> BigDecimal.valueOf(real);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }
}
