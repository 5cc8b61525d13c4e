package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;

/** Attributes as filters name them: {@code 'a.b.0'}, or a position. */
final class Paths {
  private Paths() {}

  static Object get(Object item, Object path) {
    if (!(path instanceof String text)) {
      return Access.item(item, path);
    }
    Object current = item;
    for (String part : parts(text)) {
      boolean digits = !part.isEmpty() && part.chars().allMatch(sign -> sign >= '0' && sign <= '9');
      Object index = digits ? Numbers.parseWhole(part, 10) : null;
      current = Access.item(current, index == null ? part : index);
    }
    return current;
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      parts.add(path.substring(from, dot));
      from = dot + 1;
    }
    parts.add(path.substring(from));
    return parts;
  }
}
