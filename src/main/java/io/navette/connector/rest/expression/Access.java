package io.navette.connector.rest.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code a.b} is the method or attribute, then the item; {@code a['b']} the other way round. */
final class Access {
  private Access() {}

  static Object attribute(Object target, String name) {
    Object attribute = method(target, name);
    Object found = attribute == null ? find(target, name) : attribute;
    return found == null ? missing(target, name) : found;
  }

  static Object item(Object target, Object key) {
    Object found = find(target, key);
    if (found == null && key instanceof Range) {
      throw Fault.type("a " + Values.kind(target) + " has no parts");
    }
    if (found == null && key instanceof String name) {
      found = method(target, name);
    }
    return found == null ? missing(target, key) : found;
  }

  private static @Nullable Object method(Object target, String name) {
    if (target instanceof Undefined undefined) {
      throw undefined.fault();
    }
    Object attribute = Attributes.find(target, name);
    if (attribute != null) {
      return attribute;
    }
    Operation method = Methods.of(target).get(name);
    return method == null ? null : new Callable(name, target, method);
  }

  private static @Nullable Object find(Object target, Object key) {
    return switch (target) {
      case Undefined undefined -> throw undefined.fault();
      case String text ->
          key instanceof Range range ? Characters.slice(text, range) : character(text, key);
      case List<?> list -> key instanceof Range range ? slice(list, range) : element(list, key);
      case Map<?, ?> map -> entry(map, key);
      case Slice slice -> entry(slice.together(), key);
      default -> null;
    };
  }

  static @Nullable Object entry(Map<?, ?> map, Object key) {
    boolean own = map instanceof DictValue;
    if ((!own && !(key instanceof String)) || key instanceof Range) {
      return null;
    }
    Object value = map.get(key);
    return value == null && !map.containsKey(key) ? null : Values.of(value);
  }

  private static @Nullable Object element(List<?> list, Object key) {
    int index = position(key, list.size());
    return index < 0 ? null : Values.of(list.get(index));
  }

  private static @Nullable Object character(String text, Object key) {
    int index = position(key, Characters.count(text));
    return index < 0 ? null : Characters.at(text, index);
  }

  private static int position(Object key, int size) {
    if (!(key instanceof Long || key instanceof Boolean)) {
      return -1;
    }
    long index = Numbers.whole(key).longValue();
    long fromStart = index < 0 ? index + size : index;
    return fromStart >= 0 && fromStart < size ? (int) fromStart : -1;
  }

  private static Object slice(List<?> list, Range range) {
    ListValue taken = new ListValue();
    range.over(list.size(), index -> taken.add(Values.of(list.get(index))));
    return list instanceof Tuple ? new Tuple(taken) : taken;
  }

  private static Undefined missing(Object target, Object key) {
    String name =
        switch (key) {
          case String text -> "'" + text + "'";
          case Long index -> index.toString();
          case BigInteger index -> "item";
          default -> "such item";
        };
    String kind = Values.kind(target);
    return new Undefined((kind.equals("None") ? kind : "a " + kind) + " has no " + name);
  }
}
