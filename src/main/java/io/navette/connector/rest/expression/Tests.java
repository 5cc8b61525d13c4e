package io.navette.connector.rest.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What can stand after {@code is}. */
final class Tests {
  static final Map<String, Operation> ALL = all();

  private Tests() {}

  private static Map<String, Operation> all() {
    Map<String, Operation> all = new HashMap<>();
    kinds(all);
    comparisons(all);
    all.put(
        "in",
        Operation.of(
            "seq", (value, given, scope) -> Comparison.contains(given.get(0), value, scope)));
    all.put("sameas", Operation.of("other", (value, given, scope) -> same(value, given.get(0))));
    all.put(
        "divisibleby",
        Operation.of(
            "num",
            (value, given, scope) ->
                !Values.truth(Arithmetic.apply("%", value, given.get(0), scope))));
    all.put("odd", Operation.of("", (value, given, scope) -> rest(value, 1L, scope)));
    all.put("even", Operation.of("", (value, given, scope) -> rest(value, 0L, scope)));
    all.put("filter", Operation.of("", (value, given, scope) -> Filters.ALL.containsKey(value)));
    all.put("test", Operation.of("", (value, given, scope) -> isTest(value)));
    return Map.copyOf(all);
  }

  private static boolean isTest(Object name) {
    return ALL.containsKey(name);
  }

  private static void kinds(Map<String, Operation> all) {
    put(all, "defined", value -> !(value instanceof Undefined));
    put(all, "undefined", value -> value instanceof Undefined);
    put(all, "none", value -> value == None.NONE);
    put(all, "boolean", value -> value instanceof Boolean);
    put(all, "true", value -> value.equals(true));
    put(all, "false", value -> value.equals(false));
    put(all, "integer", value -> Numbers.isWhole(value) && !(value instanceof Boolean));
    put(all, "float", value -> value instanceof Double);
    put(all, "number", Numbers::is);
    put(all, "string", value -> value instanceof String);
    put(all, "mapping", value -> Values.map(value) != null);
    put(all, "iterable", Sequences::iterable);
    put(
        all,
        "sequence",
        value ->
            value instanceof String
                || value instanceof List<?>
                || Values.map(value) != null
                || value instanceof Undefined);
    put(all, "callable", value -> value instanceof Callable);
    put(all, "escaped", value -> false);
    all.put("lower", Operation.of("", (value, given, scope) -> lower(Printer.plain(value, scope))));
    all.put("upper", Operation.of("", (value, given, scope) -> upper(Printer.plain(value, scope))));
  }

  static boolean lower(Object value) {
    return cased(value) && letters(value).equals(letters(value).toLowerCase(Locale.ROOT));
  }

  static boolean upper(Object value) {
    return cased(value) && letters(value).equals(letters(value).toUpperCase(Locale.ROOT));
  }

  private static void comparisons(Map<String, Operation> all) {
    Map<String, List<String>> names =
        Map.of(
            "==", List.of("==", "eq", "equalto"),
            "!=", List.of("!=", "ne"),
            "<", List.of("<", "lt", "lessthan"),
            "<=", List.of("<=", "le"),
            ">", List.of(">", "gt", "greaterthan"),
            ">=", List.of(">=", "ge"));
    names.forEach(
        (operator, words) -> {
          Operation test =
              Operation.of(
                  "other",
                  (value, given, scope) -> Comparison.holds(operator, value, given.get(0), scope));
          words.forEach(word -> all.put(word, test));
        });
  }

  private static void put(Map<String, Operation> all, String name, Predicate<Object> test) {
    all.put(name, Operation.of("", (value, given, scope) -> test.test(value)));
  }

  private static boolean same(Object left, Object right) {
    boolean simple = left instanceof Boolean || left instanceof Long || left instanceof String;
    return simple ? left.equals(right) : left == right;
  }

  private static boolean rest(Object value, long wanted, Scope scope) {
    return Comparison.equal(Arithmetic.apply("%", value, 2L, scope), wanted, scope);
  }

  private static boolean cased(Object value) {
    String letters = letters(value);
    return !letters.toLowerCase(Locale.ROOT).equals(letters.toUpperCase(Locale.ROOT));
  }

  private static String letters(Object value) {
    return value instanceof String text ? text : "";
  }
}
