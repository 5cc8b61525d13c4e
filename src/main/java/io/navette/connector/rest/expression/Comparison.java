package io.navette.connector.rest.expression;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Equality, order and membership. */
final class Comparison {
  private Comparison() {}

  static boolean holds(String operator, Object left, Object right, Scope scope) {
    return switch (operator) {
      case "==" -> equal(left, right, scope);
      case "!=" -> !equal(left, right, scope);
      case "<" -> compare(left, right, scope) < 0;
      case "<=" -> compare(left, right, scope) <= 0;
      case ">" -> compare(left, right, scope) > 0;
      case ">=" -> compare(left, right, scope) >= 0;
      case "in" -> contains(right, left, scope);
      default -> !contains(right, left, scope);
    };
  }

  static boolean equal(Object left, Object right, Scope scope) {
    scope.budget().spend(1);
    if (Numbers.is(left) && Numbers.is(right)) {
      return Numbers.equal(left, right);
    }
    if (left instanceof List<?> first && right instanceof List<?> second) {
      return left instanceof Tuple == right instanceof Tuple && sameItems(first, second, scope);
    }
    Map<?, ?> first = Values.map(left);
    Map<?, ?> second = Values.map(right);
    if (first != null && second != null) {
      return sameEntries(first, second, scope);
    }
    if (left instanceof Undefined || right instanceof Undefined) {
      return left instanceof Undefined && right instanceof Undefined;
    }
    if (left instanceof Moment one && right instanceof Moment other) {
      return one.aware() == other.aware() && one.compare(other) == 0;
    }
    return left.equals(right);
  }

  private static boolean sameItems(List<?> left, List<?> right, Scope scope) {
    Iterator<?> others = right.iterator();
    for (Object item : left) {
      if (!others.hasNext() || !equal(Values.of(item), Values.of(others.next()), scope)) {
        return false;
      }
    }
    return !others.hasNext();
  }

  private static boolean sameEntries(Map<?, ?> left, Map<?, ?> right, Scope scope) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Object other = Access.entry(right, Values.of(entry.getKey()));
      if (other == null || !equal(Values.of(entry.getValue()), other, scope)) {
        return false;
      }
    }
    return true;
  }

  static int compare(Object left, Object right, Scope scope) {
    scope.budget().spend(1);
    if (Numbers.is(left) && Numbers.is(right)) {
      return Numbers.compare(left, right);
    }
    if (left instanceof String first && right instanceof String second) {
      return first.compareTo(second);
    }
    if (left instanceof List<?> first
        && right instanceof List<?> second
        && left instanceof Tuple == right instanceof Tuple) {
      return compareItems(first, second, scope);
    }
    if (left instanceof Moment first && right instanceof Moment second) {
      return first.compare(second);
    }
    if (left instanceof Day first && right instanceof Day second) {
      return first.date().compareTo(second.date());
    }
    if (left instanceof Span first && right instanceof Span second) {
      return Long.compare(first.microseconds(), second.microseconds());
    }
    throw unordered(left, right);
  }

  private static Fault unordered(Object left, Object right) {
    Object missing = left instanceof Undefined ? left : right;
    return Values.unfit("a " + Values.kind(left) + " needs its own kind to compare with", missing);
  }

  private static int compareItems(List<?> left, List<?> right, Scope scope) {
    for (int index = 0; index < Math.min(left.size(), right.size()); index++) {
      Object one = Values.of(left.get(index));
      Object other = Values.of(right.get(index));
      if (!equal(one, other, scope)) {
        return compare(one, other, scope);
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  static boolean contains(Object container, Object item, Scope scope) {
    if (container instanceof String text) {
      if (item instanceof String part) {
        scope.budget().text(text.length());
        return text.contains(part);
      }
      throw Fault.type("only a text can be in a text");
    }
    Map<?, ?> map = Values.map(container);
    if (map != null) {
      return Access.entry(map, key(item)) != null;
    }
    if (!Sequences.iterable(container)) {
      throw Fault.type("nothing can be in a " + Values.kind(container));
    }
    Iterator<Object> items = Sequences.items(container);
    while (items.hasNext()) {
      if (equal(items.next(), item, scope)) {
        return true;
      }
    }
    return false;
  }

  /** What can be the key of a map. */
  static Object key(Object value) {
    boolean list = value instanceof List<?> && !(value instanceof Tuple);
    if (list || value instanceof Map<?, ?>) {
      throw Fault.type("a " + Values.kind(value) + " can't be a key");
    }
    return Objects.requireNonNull(value);
  }
}
