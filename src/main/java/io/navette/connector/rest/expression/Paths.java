package io.navette.connector.rest.expression;

/** Attributes as filters name them: {@code 'a.b.0'}, or a position. */
final class Paths {
  private Paths() {}

  static Object get(Object item, Object path) {
    if (!(path instanceof String text)) {
      return Access.item(item, path);
    }
    Object current = item;
    for (Object name : Splits.parts(text, '.')) {
      String part = (String) name;
      boolean digits = !part.isEmpty() && part.chars().allMatch(sign -> sign >= '0' && sign <= '9');
      Object index = digits ? Numbers.parseWhole(part, 10) : null;
      current = Access.item(current, index == null ? part : index);
    }
    return current;
  }
}
