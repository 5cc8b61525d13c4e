package io.navette.config;

import java.util.List;

/** A text by its lines; places in it count from 0, and a line's end belongs to the line. */
record Lines(String text) {
  /** What the file's own lines end with. */
  String lineEnd() {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  /** Where the line around a place begins. */
  int start(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Where the line after the one around a place begins. */
  int next(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  boolean isBlank(int start) {
    return line(start).isBlank();
  }

  /** Blank, or a comment that begins at {@code column} or before. */
  boolean isOutside(int start, int column) {
    String line = line(start);
    String content = line.stripLeading();
    return content.isEmpty()
        || (content.startsWith("#") && line.length() - content.length() <= column);
  }

  boolean isComment(int start) {
    return line(start).stripLeading().startsWith("#");
  }

  private String line(int start) {
    return text.substring(start, next(start));
  }

  /**
   * Where the content of some lines ends, without what only precedes the next content.
   *
   * @param from a place in the first line, which stays
   * @param column comments that begin further right belong to the content
   */
  int trimmed(int from, int to, int column) {
    int least = next(from);
    int end = Math.max(to, least);
    while (end > least && isOutside(start(end - 1), column)) {
      end = start(end - 1);
    }
    return end;
  }

  /** The text with lines put in at a line's start. */
  String with(int at, List<String> added) {
    String lineEnd = lineEnd();
    boolean open = at > 0 && text.charAt(at - 1) != '\n';
    return text.substring(0, at)
        + (open ? lineEnd : "")
        + String.join(lineEnd, added)
        + lineEnd
        + text.substring(at);
  }

  /** The text with one part replaced. */
  Lines replaced(int from, int to, String by) {
    return new Lines(text.substring(0, from) + by + text.substring(to));
  }
}
