package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Filters over the items of a value. */
final class ListFilters {
  private ListFilters() {}

  static void add(Map<String, Operation> all) {
    Operation length = Operation.of("", (value, given, scope) -> Sequences.length(value));
    all.put("length", length);
    all.put("count", length);
    all.put("list", Operation.of("", (value, given, scope) -> Sequences.list(value, scope)));
    all.put("first", Operation.of("", (value, given, scope) -> first(value)));
    all.put("last", Operation.of("", (value, given, scope) -> last(value, scope)));
    all.put("reverse", Operation.of("", (value, given, scope) -> reversed(value, scope)));
    all.put("sort", Operation.of("reverse? case_sensitive? attribute?", ListFilters::sorted));
    all.put("unique", Operation.of("case_sensitive? attribute?", ListFilters::unique));
    all.put(
        "max",
        Operation.of(
            "case_sensitive? attribute?",
            (value, given, scope) -> extreme(value, given, scope, 1)));
    all.put(
        "min",
        Operation.of(
            "case_sensitive? attribute?",
            (value, given, scope) -> extreme(value, given, scope, -1)));
    all.put("sum", Operation.of("attribute? start?", ListFilters::sum));
    all.put("batch", Operation.of("linecount fill_with?", ListFilters::batch));
    all.put("slice", Operation.of("slices fill_with?", ListFilters::slices));
    all.put("items", Operation.of("", (value, given, scope) -> items(value, scope)));
    all.put("dictsort", Operation.of("case_sensitive? by? reverse?", ListFilters::dictSorted));
    all.put("groupby", Operation.of("attribute default? case_sensitive?", ListFilters::grouped));
  }

  private static Object first(Object value) {
    Iterator<Object> items = Sequences.items(value);
    return items.hasNext() ? items.next() : new Undefined("there is no first item");
  }

  private static Object last(Object value, Scope scope) {
    if (value instanceof Lazy) {
      throw Fault.type("items made one by one have no last one before they are a list");
    }
    ListValue items = Sequences.list(value, scope);
    return items.isEmpty() ? new Undefined("there is no last item") : items.getLast();
  }

  private static Object reversed(Object value, Scope scope) {
    if (!Sequences.iterable(value)) {
      throw Fault.value("only what has items can be reversed");
    }
    ListValue items = Sequences.list(value, scope);
    if (value instanceof String) {
      StringBuilder text = new StringBuilder();
      items.reversed().forEach(text::append);
      return text.toString();
    }
    return new Lazy("reverse", items.reversed().iterator());
  }

  private static Object folded(Object value, boolean sensitive) {
    return !sensitive && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  private static Object key(Object item, Arguments given, int attribute, boolean sensitive) {
    Object path = given.get(attribute, None.NONE);
    return folded(path == None.NONE ? item : Paths.get(item, path), sensitive);
  }

  private static Object sorted(Object value, Arguments given, Scope scope) {
    ListValue items = Sequences.list(value, scope);
    int sign = given.flag(0, false) ? -1 : 1;
    boolean sensitive = given.flag(1, false);
    items.sort((one, other) -> sign * order(one, other, given, sensitive, scope));
    return items;
  }

  /** By each of the attributes in turn; what is equal needs no order. */
  private static int order(
      Object one, Object other, Arguments given, boolean sensitive, Scope scope) {
    Object path = given.get(2, None.NONE);
    List<Object> paths = path instanceof String text ? Splits.parts(text, ',') : List.of(path);
    for (Object part : paths) {
      Object left = folded(part == None.NONE ? one : Paths.get(one, part), sensitive);
      Object right = folded(part == None.NONE ? other : Paths.get(other, part), sensitive);
      if (!Comparison.equal(left, right, scope)) {
        return Comparison.compare(left, right, scope);
      }
    }
    return 0;
  }

  private static Object unique(Object value, Arguments given, Scope scope) {
    Set<Object> seen = new HashSet<>();
    List<Object> kept = new ArrayList<>();
    for (Object item : Sequences.list(value, scope)) {
      if (seen.add(Comparison.key(key(item, given, 1, given.flag(0, false))))) {
        kept.add(item);
      }
    }
    return new Lazy("unique", kept.iterator());
  }

  private static Object extreme(Object value, Arguments given, Scope scope, int sign) {
    boolean sensitive = given.flag(0, false);
    Object best = null;
    for (Object item : Sequences.list(value, scope)) {
      Object key = key(item, given, 1, sensitive);
      if (best == null
          || sign * Comparison.compare(key, key(best, given, 1, sensitive), scope) > 0) {
        best = item;
      }
    }
    return Objects.requireNonNullElseGet(best, () -> new Undefined("there is no item"));
  }

  private static Object sum(Object value, Arguments given, Scope scope) {
    Object total = given.get(1, 0L);
    Object path = given.get(0, None.NONE);
    for (Object item : Sequences.list(value, scope)) {
      Object summand = path == None.NONE ? item : Paths.get(item, path);
      total = Arithmetic.apply("+", total, summand, scope);
    }
    return total;
  }

  private static Object batch(Object value, Arguments given, Scope scope) {
    int size = Math.max(1, given.count(0, 1));
    ListValue rows = new ListValue();
    for (Object item : Sequences.list(value, scope)) {
      if (rows.isEmpty() || ((ListValue) rows.getLast()).size() >= size) {
        rows.add(new ListValue());
      }
      ((ListValue) rows.getLast()).add(item);
    }
    if (given.get(1, None.NONE) != None.NONE && !rows.isEmpty()) {
      scope.budget().spend(size);
      ListValue last = (ListValue) rows.getLast();
      while (last.size() < size) {
        last.add(given.get(1));
      }
    }
    return new Lazy("batch", rows.iterator());
  }

  private static Object slices(Object value, Arguments given, Scope scope) {
    ListValue items = Sequences.list(value, scope);
    int count = Math.max(1, given.count(0, 1));
    scope.budget().spend(count);
    ListValue slices = new ListValue();
    int from = 0;
    for (int index = 0; index < count; index++) {
      int size = items.size() / count + (index < items.size() % count ? 1 : 0);
      ListValue slice = new ListValue(items.subList(from, from + size));
      if (given.get(1, None.NONE) != None.NONE && index >= items.size() % count) {
        slice.add(given.get(1));
      }
      slices.add(slice);
      from += size;
    }
    return new Lazy("slice", slices.iterator());
  }

  private static Object items(Object value, Scope scope) {
    if (value instanceof Undefined) {
      return new Lazy("items", List.of().iterator());
    }
    return new Lazy("items", DictMethods.entries(value, scope).iterator());
  }

  private static Object dictSorted(Object value, Arguments given, Scope scope) {
    if (Values.map(value) == null) {
      throw Fault.value("only a map can be sorted by its keys or values");
    }
    int by = given.text(1, "key").equals("value") ? 1 : 0;
    boolean sensitive = given.flag(0, false);
    int sign = given.flag(2, false) ? -1 : 1;
    ListValue entries = DictMethods.entries(value, scope);
    entries.sort(
        (one, other) ->
            sign
                * Comparison.compare(
                    folded(((Tuple) one).get(by), sensitive),
                    folded(((Tuple) other).get(by), sensitive),
                    scope));
    return entries;
  }

  private static Object grouped(Object value, Arguments given, Scope scope) {
    Arguments byKey = Arguments.of(List.of(false, given.flag(2, false), given.get(0)));
    ListValue items = (ListValue) sorted(value, byKey, scope);
    ListValue groups = new ListValue();
    for (Object item : items) {
      Object key = Paths.get(item, given.get(0));
      Object chosen = key instanceof Undefined && given.has(1) ? given.get(1) : key;
      Tuple last = groups.isEmpty() ? null : (Tuple) groups.getLast();
      if (last == null || !Comparison.equal(last.get(0), chosen, scope)) {
        last = Tuple.of(chosen, new ListValue());
        groups.add(last);
      }
      ((ListValue) last.get(1)).add(item);
    }
    return groups;
  }
}
