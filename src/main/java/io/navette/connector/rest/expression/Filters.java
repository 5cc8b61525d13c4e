package io.navette.connector.rest.expression;

import java.util.HashMap;
import java.util.Map;

/** What can stand after {@code |}. */
final class Filters {
  static final Map<String, Operation> ALL = all();

  private Filters() {}

  private static Map<String, Operation> all() {
    Map<String, Operation> all = new HashMap<>();
    TextFilters.add(all);
    NumberFilters.add(all);
    ListFilters.add(all);
    ChoiceFilters.add(all);
    CodeFilters.add(all);
    Operation otherwise = Operation.of("default_value? boolean?", Filters::otherwise);
    all.put("default", otherwise);
    all.put("d", otherwise);
    all.put("attr", Operation.of("name", (value, given, scope) -> attribute(value, given)));
    return Map.copyOf(all);
  }

  private static Object otherwise(Object value, Arguments given, Scope scope) {
    boolean absent = value instanceof Undefined || (given.flag(1, false) && !Values.truth(value));
    return absent ? given.get(0, "") : value;
  }

  private static Object attribute(Object value, Arguments given) {
    return Access.attribute(value, given.text(0));
  }
}
