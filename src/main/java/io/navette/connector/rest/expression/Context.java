package io.navette.connector.rest.expression;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named values a template may use: null, truth values, numbers, texts, lists, maps with texts
 * as keys, and {@link Slice}. Anything else is refused when a template touches it. Values are never
 * changed. {@code stream_interval} and {@code stream_partition} are other names of {@code
 * stream_slice}.
 */
public final class Context {
  private static final Set<String> RESERVED = Set.of("self", "stream_interval", "stream_partition");
  private static final Context EMPTY = new Context(null, "", null);

  private final @Nullable Context rest;
  private final String name;
  private final @Nullable Object value;

  private Context(@Nullable Context rest, String name, @Nullable Object value) {
    this.rest = rest;
    this.name = name;
    this.value = value;
  }

  public static Context empty() {
    return EMPTY;
  }

  public static Context of(Map<String, ? extends @Nullable Object> values) {
    Context context = EMPTY;
    for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
      context = context.with(entry.getKey(), entry.getValue());
    }
    return context;
  }

  /** These values and one more; the new one hides an older one of the same name. */
  public Context with(String newName, @Nullable Object newValue) {
    if (RESERVED.contains(newName)) {
      throw new IllegalArgumentException(newName + " is a name of the language");
    }
    return new Context(this, newName, newValue);
  }

  boolean has(String wanted) {
    return find(wanted) != null;
  }

  Object get(String wanted) {
    Context found = find(wanted);
    return found == null ? new Undefined("'" + wanted + "' is undefined") : Values.of(found.value);
  }

  private @Nullable Context find(String wanted) {
    boolean alias = wanted.equals("stream_interval") || wanted.equals("stream_partition");
    String actual = alias ? "stream_slice" : wanted;
    Context current = this;
    while (current != null) {
      if (current.rest != null && current.name.equals(actual)) {
        return current;
      }
      current = current.rest;
    }
    return null;
  }
}
