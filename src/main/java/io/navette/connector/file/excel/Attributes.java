package io.navette.connector.file.excel;

/** The attributes of one tag, looked for where they stand. Reused from tag to tag. */
final class Attributes {
  private static final int MOST_DIGITS = 9;

  private byte[] bytes = {};
  private int begin;
  private int end;
  private int from;
  private int to;

  /** The tag at hand: what stands behind its name. */
  void within(byte[] buffer, int first, int last) {
    bytes = buffer;
    begin = first;
    end = last;
  }

  /** Goes to an attribute without a prefix; false when there is none. */
  boolean find(String name) {
    return find(name, false);
  }

  /** Goes to an attribute, of any prefix or of none; false when there is none. */
  boolean find(String name, boolean prefixed) {
    int place = begin;
    while (true) {
      int start = place;
      boolean prefix = false;
      while (place < end && bytes[place] != '=' && (bytes[place] > ' ' || start == place)) {
        if (bytes[place] == ':') {
          prefix = true;
        }
        place++;
        if (bytes[place - 1] <= ' ' || bytes[place - 1] == ':') {
          start = place;
        }
      }
      int stop = place;
      while (place < end && bytes[place] != '"' && bytes[place] != '\'') {
        place++;
      }
      from = place + 1;
      to = from;
      while (to < end && bytes[to] != bytes[place]) {
        to++;
      }
      if (to >= end) {
        return false;
      }
      if (prefix == prefixed && isAt(name, bytes, start, stop)) {
        return true;
      }
      place = to + 1;
    }
  }

  /** Whether the bytes are that word, which is ASCII. */
  static boolean isAt(String word, byte[] bytes, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Holds the found value between {@link #from} and {@link #to}. */
  byte[] buffer() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** An attribute's whole number; the other value when it is missing or none. */
  int number(String name, int otherwise) {
    if (!find(name) || to - from > MOST_DIGITS) {
      return otherwise;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return otherwise;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
