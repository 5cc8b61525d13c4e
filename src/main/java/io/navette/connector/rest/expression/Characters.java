package io.navette.connector.rest.expression;

/** Texts counted in characters as a person sees them, not in UTF-16 units. */
final class Characters {
  private Characters() {}

  static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  static String at(String text, int index) {
    int begin = text.offsetByCodePoints(0, index);
    return text.substring(begin, text.offsetByCodePoints(begin, 1));
  }

  static String slice(String text, Range range) {
    int[] points = text.codePoints().toArray();
    StringBuilder taken = new StringBuilder();
    range.over(points.length, index -> taken.appendCodePoint(points[index]));
    return taken.toString();
  }
}
