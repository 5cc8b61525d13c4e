package io.navette.connector.rest.expression;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables an expression sees, and what one evaluation shares: values, clock and budget. */
final class Scope {
  private final @Nullable Scope outer;
  private final Context context;
  private final InstantSource clock;
  private final Budget budget;
  private final boolean copying;
  private final Map<String, Object> variables = new HashMap<>();

  private Scope(
      @Nullable Scope outer, Context context, InstantSource clock, Budget budget, boolean copying) {
    this.outer = outer;
    this.context = context;
    this.clock = clock;
    this.budget = budget;
    this.copying = copying;
  }

  /** The outermost scope; copies the values it gives where the template could change them. */
  static Scope root(Context context, InstantSource clock, boolean copying) {
    return new Scope(null, context, clock, new Budget(), copying);
  }

  Scope inner() {
    return new Scope(this, context, clock, budget, copying);
  }

  Budget budget() {
    return budget;
  }

  Instant now() {
    return clock.instant();
  }

  void set(String name, Object value) {
    variables.put(name, value);
  }

  Object value(Expression expression) {
    budget.enter();
    Object value = expression.value(this);
    budget.leave();
    return value;
  }

  Object get(String name) {
    Scope scope = this;
    while (true) {
      Object found = scope.variables.get(name);
      if (found != null) {
        return found;
      }
      if (scope.outer == null) {
        return scope.shared(name);
      }
      scope = scope.outer;
    }
  }

  private Object shared(String name) {
    if (name.equals("self")) {
      return new Namespace();
    }
    if (!context.has(name)) {
      Operation function = Functions.ALL.get(name);
      return function == null ? context.get(name) : new Callable(name, None.NONE, function);
    }
    Object value = context.get(name);
    if (!copying) {
      return value;
    }
    Object copy = copy(value);
    set(name, copy);
    return copy;
  }

  private Object copy(Object value) {
    budget.enter();
    Object copy = value;
    if (value instanceof List<?> list && !(value instanceof Tuple)) {
      ListValue items = new ListValue();
      list.forEach(item -> items.add(copy(Values.of(item))));
      copy = items;
    } else if (value instanceof Map<?, ?> map) {
      DictValue entries = new DictValue();
      map.forEach((key, entry) -> entries.put(Values.of(key), copy(Values.of(entry))));
      copy = entries;
    }
    budget.leave();
    return copy;
  }
}
