package io.navette.connector.rest.expression;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters that apply a filter or a test to each item, one by one as they are asked for. */
final class ChoiceFilters {
  private ChoiceFilters() {}

  static void add(Map<String, Operation> all) {
    all.put("map", Operation.of("*", ChoiceFilters::mapped));
    for (String name : List.of("select", "reject", "selectattr", "rejectattr")) {
      boolean wanted = name.startsWith("select");
      boolean attribute = name.endsWith("attr");
      all.put(
          name,
          Operation.of(
              "*", (value, given, scope) -> chosen(name, value, given, scope, wanted, attribute)));
    }
  }

  private static Object mapped(Object value, Arguments given, Scope scope) {
    Function<Object, Object> change;
    Object attribute = given.named().get("attribute");
    if (given.positional().isEmpty() && attribute != null) {
      Object otherwise = given.named().get("default");
      change = item -> orElse(Paths.get(item, attribute), otherwise);
    } else {
      String name = name(given, 0, "map needs a filter or an attribute");
      Operation filter = Filters.ALL.get(name);
      if (filter == null) {
        throw Fault.value("there is no filter '" + name + "'");
      }
      change = item -> filter.apply(name, item, given.after(1), scope);
    }
    Iterator<Object> items = items(value);
    return new Lazy("map", new Changed(items, change, scope));
  }

  /** What is empty or false has no items, whatever its kind. */
  private static Iterator<Object> items(Object value) {
    return Values.truth(value) ? Sequences.items(value) : Collections.emptyIterator();
  }

  private static Object orElse(Object value, @Nullable Object otherwise) {
    return value instanceof Undefined && otherwise != null ? otherwise : value;
  }

  private static String name(Arguments given, int index, String missing) {
    if (given.positional().size() <= index) {
      throw Fault.value(missing);
    }
    return given.text(index);
  }

  private static Object chosen(
      String filter,
      Object value,
      Arguments given,
      Scope scope,
      boolean wanted,
      boolean attribute) {
    int skipped = attribute ? 1 : 0;
    if (given.positional().size() < skipped) {
      throw Fault.value(filter + " needs an attribute");
    }
    Predicate<Object> test = test(given.after(skipped), scope);
    Predicate<Object> passes =
        item -> test.test(attribute ? Paths.get(item, given.get(0)) : item) == wanted;
    return new Lazy(filter, new Chosen(items(value), passes, scope));
  }

  private static Predicate<Object> test(Arguments given, Scope scope) {
    if (given.positional().isEmpty()) {
      return Values::truth;
    }
    String name = given.text(0);
    Operation test = Tests.ALL.get(name);
    if (test == null) {
      throw Fault.value("there is no test '" + name + "'");
    }
    return item -> Values.truth(test.apply(name, item, given.after(1), scope));
  }

  private record Changed(Iterator<Object> items, Function<Object, Object> change, Scope scope)
      implements Iterator<Object> {
    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public Object next() {
      scope.budget().spend(1);
      return change.apply(items.next());
    }
  }

  private static final class Chosen implements Iterator<Object> {
    private final Iterator<Object> items;
    private final Predicate<Object> passes;
    private final Scope scope;
    private @Nullable Object found;

    Chosen(Iterator<Object> items, Predicate<Object> passes, Scope scope) {
      this.items = items;
      this.passes = passes;
      this.scope = scope;
    }

    @Override
    public boolean hasNext() {
      while (found == null && items.hasNext()) {
        scope.budget().spend(1);
        Object item = items.next();
        found = passes.test(item) ? item : null;
      }
      return found != null;
    }

    @Override
    public Object next() {
      if (!hasNext() || found == null) {
        throw new NoSuchElementException();
      }
      Object item = found;
      found = null;
      return item;
    }
  }
}
