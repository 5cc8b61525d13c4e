package io.navette.conformance.openapi;

import java.util.Locale;

/**
 * Something that is not as described.
 *
 * @param side of the exchange it is on
 * @param operation method and path, as described where it is
 * @param at the part, as {@code query limit} or {@code body /items/0/id}, a star for each position
 */
record Deviation(Side side, String operation, String at, String message)
    implements Comparable<Deviation> {
  /** Who made it. */
  enum Side {
    REQUEST,
    ANSWER
  }

  static Deviation of(Side side, String operation, String at, String message) {
    return new Deviation(side, operation, stars(at).strip(), stars(message));
  }

  private static String stars(String text) {
    return text.replaceAll("/\\d+(?=/|$|:)", "/*");
  }

  String line() {
    return side.name().toLowerCase(Locale.ROOT) + " " + operation + " | " + at + " | " + message;
  }

  @Override
  public int compareTo(Deviation other) {
    return line().compareTo(other.line());
  }
}
