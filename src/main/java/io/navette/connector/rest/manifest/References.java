package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts in place what {@code $ref: "#/a/b"} and the text {@code "#/a/b"} stand for. Fields beside a
 * {@code $ref} win over the fields it brings. What stands under {@code config_overrides} is the
 * user's data and stays as it is.
 */
public final class References {
  private static final String REFERENCE = "$ref";
  private static final String DATA = "config_overrides";
  private static final int MOST_VALUES = 8_000_000;

  private final Map<String, @Nullable Object> root;
  private final String file;
  private final Set<String> open = new LinkedHashSet<>();
  private int values;

  private References(Map<String, @Nullable Object> root, String file) {
    this.root = root;
    this.file = file;
  }

  /** The manifest without references. */
  public static Map<String, @Nullable Object> resolve(
      Map<String, @Nullable Object> root, String file) {
    return PlainValues.map(new References(root, file).value(root, "#"));
  }

  private @Nullable Object value(@Nullable Object node, String path) {
    values++;
    if (values > MOST_VALUES) {
      throw failure(path, "the manifest grows too large when its references are followed");
    }
    return switch (node) {
      case Map<?, ?> fields -> fields(PlainValues.map(fields), path);
      case List<?> items -> {
        List<@Nullable Object> resolved = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
          resolved.add(value(items.get(i), path + "/" + i));
        }
        yield resolved;
      }
      case String text when text.startsWith("#/") -> target(text, path);
      case null, default -> node;
    };
  }

  private @Nullable Object fields(Map<String, @Nullable Object> fields, String path) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          if (name.equals(DATA)) {
            own.put(name, PlainValues.copy(field));
          } else if (!name.equals(REFERENCE)) {
            own.put(name, value(field, path + "/" + name));
          }
        });
    if (!fields.containsKey(REFERENCE)) {
      return own;
    }
    Object referred = value(fields.get(REFERENCE), path + "/" + REFERENCE);
    if (!(referred instanceof Map<?, ?>)) {
      return referred;
    }
    Map<String, @Nullable Object> together = new LinkedHashMap<>(PlainValues.map(referred));
    together.putAll(own);
    return together;
  }

  private @Nullable Object target(String reference, String path) {
    if (!open.add(reference)) {
      throw failure(path, "circular reference: " + String.join(" -> ", open) + " -> " + reference);
    }
    Object resolved = value(lookUp(reference, path), reference);
    open.remove(reference);
    return resolved;
  }

  /** A field's name may hold slashes itself: the longest name that fits is taken. */
  private @Nullable Object lookUp(String reference, String path) {
    String rest = reference.substring(2);
    Object current = root;
    while (true) {
      if (current instanceof Map<?, ?> fields && fields.containsKey(rest)) {
        return fields.get(rest);
      }
      if (current instanceof List<?> items && isIndex(rest, items)) {
        return items.get(Integer.parseInt(rest));
      }
      int slash = rest.indexOf('/');
      if (slash < 0) {
        throw failure(path, reference + " stands nowhere in the manifest");
      }
      current = child(current, rest.substring(0, slash));
      rest = rest.substring(slash + 1);
    }
  }

  private static boolean isIndex(String text, List<?> items) {
    return text.matches("\\d{1,9}") && Integer.parseInt(text) < items.size();
  }

  private static @Nullable Object child(@Nullable Object parent, String step) {
    return switch (parent) {
      case Map<?, ?> fields -> fields.get(step);
      case List<?> items when isIndex(step, items) -> items.get(Integer.parseInt(step));
      case null, default -> null;
    };
  }

  private Failure.Configuration failure(String path, String problem) {
    return new Failure.Configuration(file + ": " + path + ": " + problem, "");
  }
}
