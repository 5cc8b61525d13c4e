package io.navette.connector.rest.write;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what would be sent against what the target has. Missing, null and empty are the same, and a
 * number or truth value is the same as its text, since many APIs keep all as text.
 */
final class Comparison {
  private Comparison() {}

  /** A field that differs, by its dotted path. */
  record Difference(String path, @Nullable Object held, @Nullable Object sent) {}

  /** The fields that differ; what is not sent is not looked at. */
  static List<Difference> differing(Map<String, @Nullable Object> sent, @Nullable Object held) {
    List<Difference> differing = new ArrayList<>();
    collect("", sent, held, differing);
    return differing;
  }

  private static void collect(
      String path, @Nullable Object sent, @Nullable Object held, List<Difference> into) {
    if (sent instanceof Map<?, ?> fields && !fields.isEmpty()) {
      Map<String, @Nullable Object> other =
          held instanceof Map<?, ?> found ? PlainValues.map(found) : Map.of();
      PlainValues.map(fields)
          .forEach(
              (name, value) ->
                  collect(path.isEmpty() ? name : path + "." + name, value, other.get(name), into));
    } else if (!same(sent, held)) {
      into.add(new Difference(path, held, sent));
    }
  }

  private static boolean same(@Nullable Object sent, @Nullable Object held) {
    return PlainValues.same(sent, held) || text(sent).equals(text(held)) || sameNumber(sent, held);
  }

  /** 12.50 is 12.5, also when one of them is a text. */
  private static boolean sameNumber(@Nullable Object sent, @Nullable Object held) {
    if (!(sent instanceof Number) && !(held instanceof Number)) {
      return false;
    }
    try {
      return new java.math.BigDecimal(text(sent)).compareTo(new java.math.BigDecimal(text(held)))
          == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag -> flag.toString();
      default -> PythonText.of(value);
    };
  }
}
