package io.navette.connector.rest.records;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of a record the types its schema names, where they can be had; a value that
 * can't stays as it is. A type list counts when one type besides null is in it.
 */
public final class SchemaNormalization {
  private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
  private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0");
  private static final Set<String> SIMPLE = Set.of("string", "number", "integer", "boolean");

  private final Map<String, @Nullable Object> schema;

  public SchemaNormalization(Map<String, @Nullable Object> schema) {
    this.schema = schema;
  }

  /** Converts the record in place. */
  public void normalize(Map<String, @Nullable Object> record) {
    fields(record, schema);
  }

  private static void fields(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> schema) {
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      record.replaceAll(
          (name, value) ->
              properties.get(name) instanceof Map<?, ?> known
                  ? converted(value, PlainValues.map(known))
                  : value);
    }
  }

  private static @Nullable Object converted(
      @Nullable Object value, Map<String, @Nullable Object> schema) {
    Optional<String> type = type(schema.get("type"), value == null);
    if (type.isEmpty() || value == null) {
      return value;
    }
    if (value instanceof Map<?, ?> && type.get().equals("object")) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>(PlainValues.map(value));
      fields(copy, schema);
      return copy;
    }
    if (value instanceof List<?> && type.get().equals("array")) {
      return items(PlainValues.list(value), schema);
    }
    try {
      return simple(value, type.get(), schema);
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static Optional<String> type(@Nullable Object declared, boolean isNull) {
    if (declared instanceof String type) {
      return Optional.of(type);
    }
    if (!(declared instanceof List<?> types) || (isNull && types.contains("null"))) {
      return Optional.empty();
    }
    List<String> others =
        types.stream().map(String::valueOf).filter(type -> !type.equals("null")).toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  private static Object items(List<@Nullable Object> items, Map<String, @Nullable Object> schema) {
    if (!(schema.get("items") instanceof Map<?, ?> known)) {
      return items;
    }
    List<@Nullable Object> copy = PlainValues.list(PlainValues.copy(items));
    copy.replaceAll(item -> converted(item, PlainValues.map(known)));
    return copy;
  }

  private static Object simple(Object value, String type, Map<String, @Nullable Object> schema) {
    return switch (type) {
      case "string" -> PythonText.of(value);
      case "number" -> number(value);
      case "integer" -> integer(value);
      case "boolean" -> truth(value);
      case "array" -> holdsSimple(schema) && isSimple(value) ? List.of(value) : value;
      default -> value;
    };
  }

  private static boolean isSimple(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private static boolean holdsSimple(Map<String, @Nullable Object> schema) {
    return schema.get("items") instanceof Map<?, ?> items
        && type(items.get("type"), false).filter(SIMPLE::contains).isPresent();
  }

  private static Object number(Object value) {
    return switch (value) {
      case Boolean held -> held ? 1.0 : 0.0;
      case Long whole -> exactly(new BigDecimal(whole));
      case BigInteger whole -> exactly(new BigDecimal(whole));
      case String text -> exactly(new BigDecimal(text.strip()));
      default -> value;
    };
  }

  private static Object exactly(BigDecimal number) {
    double real = number.doubleValue();
    return Double.isFinite(real) && new BigDecimal(Double.toString(real)).compareTo(number) == 0
        ? (Object) real
        : number;
  }

  private static Object integer(Object value) {
    return switch (value) {
      case Boolean held -> held ? 1L : 0L;
      case Double real when Double.isFinite(real) -> whole(BigDecimal.valueOf(real).toBigInteger());
      case BigDecimal exact -> whole(exact.toBigInteger());
      case String text -> whole(new BigInteger(digits(text)));
      default -> value;
    };
  }

  private static String digits(String text) {
    String digits = text.strip();
    return digits.startsWith("+") ? digits.substring(1) : digits;
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  private static Object truth(Object value) {
    if (!(value instanceof String text)) {
      return PlainValues.truthy(value);
    }
    String word = text.toLowerCase(Locale.ROOT);
    return TRUE.contains(word) ? (Object) true : FALSE.contains(word) ? (Object) false : text;
  }
}
