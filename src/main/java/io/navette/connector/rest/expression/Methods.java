package io.navette.connector.rest.expression;

import java.util.List;
import java.util.Map;

/** Which methods a value has. */
final class Methods {
  private Methods() {}

  static Map<String, Operation> of(Object target) {
    return switch (target) {
      case String text -> StringMethods.ALL;
      case Tuple tuple -> ListMethods.READING;
      case List<?> list -> ListMethods.ALL;
      case Map<?, ?> map -> DictMethods.ALL;
      case Slice slice -> DictMethods.ALL;
      case Moment moment -> DateMethods.MOMENT;
      case Day day -> DateMethods.DAY;
      case Span span -> DateMethods.SPAN;
      case TimeOfDay time -> DateMethods.TIME;
      default -> Map.of();
    };
  }
}
