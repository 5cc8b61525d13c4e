package io.navette.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The closed model of values: what may enter, what is true, how a kind is called. */
final class Values {
  private Values() {}

  /** The only way in: a Java value as a value of the language, or a refusal. */
  static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> None.NONE;
      case String text -> text;
      case Boolean truth -> truth;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Double number -> number;
      case Float number -> number.doubleValue();
      case BigInteger number -> Numbers.small(number);
      case BigDecimal number -> number.doubleValue();
      case List<?> list -> list;
      case Map<?, ?> map -> map;
      default -> own(value);
    };
  }

  private static Object own(Object value) {
    return switch (value) {
      case None none -> none;
      case Undefined undefined -> undefined;
      case View view -> view;
      case Lazy lazy -> lazy;
      case Callable callable -> callable;
      case Slice slice -> slice;
      case Namespace namespace -> namespace;
      case Loop loop -> loop;
      case Moment moment -> moment;
      case Day day -> day;
      case Span span -> span;
      case Period period -> period;
      case TimeOfDay time -> time;
      case Range range -> range;
      default -> throw Fault.value("a value of an unknown kind can't be used");
    };
  }

  static boolean truth(Object value) {
    return switch (value) {
      case None none -> false;
      case Undefined undefined -> false;
      case Boolean truth -> truth;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case BigInteger number -> number.signum() != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case Slice slice -> !slice.together().isEmpty();
      case View view -> !view.items().isEmpty();
      case Span span -> span.microseconds() != 0;
      default -> true;
    };
  }

  /** A map's view of a value, where it is one. */
  static @Nullable Map<?, ?> map(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map;
      case Slice slice -> slice.together();
      default -> null;
    };
  }

  /** How an error names a value; its content stays out of messages. */
  static String kind(Object value) {
    return switch (value) {
      case None none -> "None";
      case Boolean truth -> "truth value";
      case Long number -> "whole number";
      case BigInteger number -> "whole number";
      case Double number -> "number";
      case String text -> "text";
      case Tuple tuple -> "tuple";
      case List<?> list -> "list";
      case Map<?, ?> map -> "map";
      case Slice slice -> "slice";
      case Undefined undefined -> "undefined value";
      case Callable callable -> "function '" + callable.name() + "'";
      case Moment moment -> "datetime";
      case Day day -> "date";
      case Span span -> "duration";
      case Period period -> "duration";
      default -> "value";
    };
  }

  /** The wrong kind of value; what is not there has its own error. */
  static Fault unfit(String what, Object value) {
    return value instanceof Undefined undefined
        ? undefined.fault()
        : Fault.type(what + ", not a " + kind(value));
  }
}
