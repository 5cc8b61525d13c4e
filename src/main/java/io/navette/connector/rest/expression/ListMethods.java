package io.navette.connector.rest.expression;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Methods of lists; only lists the template made can change. */
final class ListMethods {
  static final Map<String, Operation> READING =
      Map.of(
          "index", Operation.of("value", (list, given, scope) -> index(list, given, scope)),
          "count", Operation.of("value", (list, given, scope) -> count(list, given, scope)));
  static final Map<String, Operation> ALL = all();

  private ListMethods() {}

  private static Map<String, Operation> all() {
    Map<String, Operation> all = new HashMap<>(READING);
    all.put("copy", Operation.of("", (list, given, scope) -> Sequences.list(list, scope)));
    all.put("append", Operation.of("object", (list, given, scope) -> append(list, given)));
    all.put("extend", Operation.of("iterable", (list, given, scope) -> extend(list, given, scope)));
    all.put("insert", Operation.of("index object", (list, given, scope) -> insert(list, given)));
    all.put("pop", Operation.of("index?", (list, given, scope) -> pop(list, given)));
    all.put("remove", Operation.of("value", (list, given, scope) -> remove(list, given, scope)));
    all.put("clear", Operation.of("", (list, given, scope) -> clear(list)));
    all.put("reverse", Operation.of("", (list, given, scope) -> reverse(list)));
    all.put(
        "sort", Operation.of("key? reverse?", (list, given, scope) -> sort(list, given, scope)));
    return Map.copyOf(all);
  }

  private static ListValue own(Object list) {
    if (list instanceof ListValue own) {
      return own;
    }
    throw Fault.value("a list that was handed in can't change");
  }

  private static int find(Object list, Object wanted, Scope scope) {
    int position = 0;
    for (Object item : (List<?>) list) {
      if (Comparison.equal(Values.of(item), wanted, scope)) {
        return position;
      }
      position++;
    }
    throw Fault.value("the value is not in the list");
  }

  private static Object index(Object list, Arguments given, Scope scope) {
    return (long) find(list, given.get(0), scope);
  }

  private static Object count(Object list, Arguments given, Scope scope) {
    return ((List<?>) list)
        .stream().filter(item -> Comparison.equal(Values.of(item), given.get(0), scope)).count();
  }

  private static Object append(Object list, Arguments given) {
    own(list).add(given.get(0));
    return None.NONE;
  }

  private static Object extend(Object list, Arguments given, Scope scope) {
    own(list).addAll(Sequences.list(given.get(0), scope));
    return None.NONE;
  }

  private static Object insert(Object list, Arguments given) {
    int index = given.count(0, 0);
    int size = own(list).size();
    own(list).add(Math.clamp(index < 0 ? (long) index + size : index, 0, size), given.get(1));
    return None.NONE;
  }

  private static Object pop(Object list, Arguments given) {
    ListValue own = own(list);
    int index = given.count(0, -1);
    int fromStart = index < 0 ? index + own.size() : index;
    if (fromStart < 0 || fromStart >= own.size()) {
      throw Fault.value("there is no item to take out");
    }
    return own.remove(fromStart);
  }

  private static Object remove(Object list, Arguments given, Scope scope) {
    int index = find(own(list), given.get(0), scope);
    own(list).remove(index);
    return None.NONE;
  }

  private static Object clear(Object list) {
    own(list).clear();
    return None.NONE;
  }

  private static Object reverse(Object list) {
    Collections.reverse(own(list));
    return None.NONE;
  }

  private static Object sort(Object list, Arguments given, Scope scope) {
    int sign = given.flag(1, false) ? -1 : 1;
    own(list).sort((one, other) -> sign * Comparison.compare(one, other, scope));
    return None.NONE;
  }
}
