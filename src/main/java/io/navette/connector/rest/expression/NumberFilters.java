package io.navette.connector.rest.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that make or change numbers. */
final class NumberFilters {
  private NumberFilters() {}

  static void add(Map<String, Operation> all) {
    all.put("int", Operation.of("default? base?", (value, given, scope) -> whole(value, given)));
    all.put("float", Operation.of("default?", (value, given, scope) -> real(value, given)));
    all.put(
        "round", Operation.of("precision? method?", (value, given, scope) -> round(value, given)));
    all.put("abs", Operation.of("", (value, given, scope) -> absolute(value)));
  }

  private static Object whole(Object value, Arguments given) {
    Object otherwise = given.get(0, 0L);
    if (value instanceof String text) {
      Object number = Numbers.parseWhole(text, given.count(1, 10));
      Double real = number == null ? Numbers.parseReal(text) : null;
      return number != null ? number : real == null ? otherwise : truncated(real, otherwise);
    }
    if (value instanceof Double real) {
      return truncated(real, otherwise);
    }
    return Numbers.is(value) ? Numbers.small(Numbers.whole(value)) : orDefault(value, otherwise);
  }

  private static Object truncated(double real, Object otherwise) {
    return Double.isNaN(real) || Double.isInfinite(real) ? otherwise : Numbers.truncated(real);
  }

  private static Object real(Object value, Arguments given) {
    Object otherwise = given.get(0, 0.0);
    @Nullable Double parsed = value instanceof String text ? Numbers.parseReal(text) : null;
    if (parsed != null) {
      return parsed;
    }
    return Numbers.is(value) ? (Object) Numbers.real(value) : orDefault(value, otherwise);
  }

  private static Object orDefault(Object value, Object otherwise) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    return otherwise;
  }

  private static Object round(Object value, Arguments given) {
    if (!Numbers.is(value)) {
      throw Fault.type("a number is needed to round, not a " + Values.kind(value));
    }
    RoundingMode mode =
        switch (given.text(1, "common")) {
          case "common" -> RoundingMode.HALF_EVEN;
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> throw Fault.value("a number is rounded 'common', 'ceil' or 'floor'");
        };
    double number = Numbers.real(value);
    int digits = Math.clamp(given.count(0, 0), -400, 400);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return number;
    }
    double rounded = new BigDecimal(number).setScale(digits, mode).doubleValue();
    boolean common = mode == RoundingMode.HALF_EVEN;
    return common && Numbers.isWhole(value) ? Numbers.truncated(rounded) : rounded;
  }

  private static Object absolute(Object value) {
    if (value instanceof Double real) {
      return Math.abs(real);
    }
    if (value instanceof Span span) {
      return new Span(Math.abs(span.microseconds()));
    }
    if (!Numbers.is(value)) {
      throw Fault.type("a number is needed, not a " + Values.kind(value));
    }
    return Numbers.small(Numbers.whole(value).abs());
  }
}
