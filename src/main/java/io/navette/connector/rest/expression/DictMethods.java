package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Methods of maps; only maps the template made can change. */
final class DictMethods {
  static final Map<String, Operation> ALL = all();

  private DictMethods() {}

  private static Map<String, Operation> all() {
    Map<String, Operation> all = new HashMap<>();
    all.put("get", Operation.of("key default?", (map, given, scope) -> get(map, given)));
    all.put(
        "items",
        Operation.of("", (map, given, scope) -> new View("dict_items", entries(map, scope))));
    all.put(
        "keys",
        Operation.of("", (map, given, scope) -> new View("dict_keys", Sequences.list(map, scope))));
    all.put("values", Operation.of("", (map, given, scope) -> values(map, scope)));
    all.put(
        "copy", Operation.of("", (map, given, scope) -> dict(Arguments.of(List.of(map)), scope)));
    all.put("update", Operation.of("*", (map, given, scope) -> update(map, given, scope)));
    all.put(
        "setdefault", Operation.of("key default?", (map, given, scope) -> setDefault(map, given)));
    all.put("pop", Operation.of("key default?", (map, given, scope) -> pop(map, given)));
    all.put("clear", Operation.of("", (map, given, scope) -> clear(map)));
    return Map.copyOf(all);
  }

  private static Map<?, ?> map(Object value) {
    Map<?, ?> map = Values.map(value);
    if (map == null) {
      throw Values.unfit("a map is needed", value);
    }
    return map;
  }

  private static DictValue own(Object map) {
    if (map instanceof DictValue own) {
      return own;
    }
    throw Fault.value("a map that was handed in can't change");
  }

  private static Object get(Object map, Arguments given) {
    Object found = Access.entry(map(map), Comparison.key(given.get(0)));
    return found == null ? given.get(1, None.NONE) : found;
  }

  /** Pairs of key and value. */
  static ListValue entries(Object value, Scope scope) {
    ListValue entries = new ListValue();
    for (Map.Entry<?, ?> entry : map(value).entrySet()) {
      scope.budget().spend(1);
      entries.add(Tuple.of(Values.of(entry.getKey()), Values.of(entry.getValue())));
    }
    return entries;
  }

  private static Object values(Object map, Scope scope) {
    List<Object> values = new ArrayList<>();
    entries(map, scope).forEach(entry -> values.add(((Tuple) entry).get(1)));
    return new View("dict_values", values);
  }

  /** Out of another map or pairs, and named values. */
  static DictValue dict(Arguments given, Scope scope) {
    DictValue dict = new DictValue();
    if (given.positional().size() > 1) {
      throw Fault.type("one map at most is taken");
    }
    for (Object source : given.positional()) {
      if (Values.map(source) != null) {
        entries(source, scope).forEach(entry -> put(dict, entry, scope));
      } else {
        Sequences.list(source, scope).forEach(entry -> put(dict, entry, scope));
      }
    }
    dict.putAll(given.named());
    return dict;
  }

  private static void put(DictValue dict, Object pair, Scope scope) {
    ListValue entry = Sequences.list(pair, scope);
    if (entry.size() != 2) {
      throw Fault.value("a map is made of pairs");
    }
    dict.put(Comparison.key(entry.get(0)), entry.get(1));
  }

  private static Object update(Object map, Arguments given, Scope scope) {
    own(map).putAll(dict(given, scope));
    return None.NONE;
  }

  private static Object setDefault(Object map, Arguments given) {
    Object previous = own(map).putIfAbsent(Comparison.key(given.get(0)), given.get(1, None.NONE));
    return previous == null ? given.get(1, None.NONE) : previous;
  }

  private static Object pop(Object map, Arguments given) {
    Object removed = own(map).remove(given.get(0));
    if (removed == null && !given.has(1)) {
      throw Fault.value("there is no such key to take out");
    }
    return Objects.requireNonNullElseGet(removed, () -> given.get(1));
  }

  private static Object clear(Object map) {
    own(map).clear();
    return None.NONE;
  }
}
