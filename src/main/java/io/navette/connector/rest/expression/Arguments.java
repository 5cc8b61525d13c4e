package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call hands over. */
record Arguments(List<Object> positional, Map<String, Object> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  static Arguments of(List<Object> positional) {
    return new Arguments(positional, Map.of());
  }

  boolean has(int index) {
    return index < positional.size() && positional.get(index) != Absent.ABSENT;
  }

  Object get(int index) {
    return positional.get(index);
  }

  Object get(int index, Object otherwise) {
    return has(index) ? positional.get(index) : otherwise;
  }

  String text(int index) {
    return text(index, "");
  }

  String text(int index, String otherwise) {
    Object value = get(index, otherwise);
    if (value instanceof String text) {
      return text;
    }
    throw Values.unfit("a text is needed", value);
  }

  int count(int index, int otherwise) {
    return has(index) ? Numbers.index(get(index)) : otherwise;
  }

  boolean flag(int index, boolean otherwise) {
    return has(index) ? Values.truth(get(index)) : otherwise;
  }

  @Nullable String textOrNone(int index) {
    return get(index, None.NONE) == None.NONE ? null : text(index);
  }

  /** Without the first ones; for operations that hand the rest to another. */
  Arguments after(int count) {
    return new Arguments(
        positional.subList(Math.min(count, positional.size()), positional.size()), named);
  }

  /** In the order of a signature; what is not given is marked absent. */
  Arguments bound(String operation, List<String> names, int required) {
    if (positional.size() > names.size()) {
      throw Fault.type(operation + " takes " + names.size() + " arguments at most");
    }
    List<Object> ordered = new ArrayList<>(positional);
    for (int index = positional.size(); index < names.size(); index++) {
      Object value = named.getOrDefault(names.get(index), Absent.ABSENT);
      if (value == Absent.ABSENT && index < required) {
        throw Fault.type(operation + " needs '" + names.get(index) + "'");
      }
      ordered.add(value);
    }
    for (String name : named.keySet()) {
      if (names.indexOf(name) < positional.size()) {
        throw Fault.type(operation + " does not take '" + name + "' here");
      }
    }
    return of(ordered);
  }

  private enum Absent {
    ABSENT
  }
}
