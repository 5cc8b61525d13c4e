package io.navette.connector.rest.expression;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Iteration and length. */
final class Sequences {
  private Sequences() {}

  /** The items of anything that has some; what is not there has none. */
  static Iterator<Object> items(Object value) {
    return switch (value) {
      case Undefined undefined -> List.of().iterator();
      case String text ->
          text.codePoints().mapToObj(point -> (Object) Character.toString(point)).iterator();
      case List<?> list -> entering(list.iterator());
      case Map<?, ?> map -> entering(map.keySet().iterator());
      case Slice slice -> entering(slice.together().keySet().iterator());
      case View view -> view.items().iterator();
      case Lazy lazy -> lazy.items();
      case Loop loop -> throw Fault.type("a loop variable can't be iterated");
      default -> throw Fault.type("a " + Values.kind(value) + " has no items");
    };
  }

  private static Iterator<Object> entering(Iterator<?> items) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public Object next() {
        return Values.of(items.next());
      }
    };
  }

  static ListValue list(Object value, Scope scope) {
    ListValue items = new ListValue();
    Iterator<Object> iterator = items(value);
    while (iterator.hasNext()) {
      scope.budget().spend(1);
      items.add(iterator.next());
    }
    return items;
  }

  static boolean iterable(Object value) {
    return switch (value) {
      case String text -> true;
      case List<?> list -> true;
      case View view -> true;
      case Lazy lazy -> true;
      case Undefined undefined -> true;
      default -> Values.map(value) != null;
    };
  }

  static long length(Object value) {
    Map<?, ?> map = Values.map(value);
    return switch (value) {
      case String text -> Characters.count(text);
      case List<?> list -> list.size();
      case View view -> view.items().size();
      case Undefined undefined -> 0;
      default -> {
        if (map == null) {
          throw Fault.type("a " + Values.kind(value) + " has no length");
        }
        yield map.size();
      }
    };
  }
}
