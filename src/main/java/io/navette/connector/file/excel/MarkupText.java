package io.navette.connector.file.excel;

import io.navette.connector.file.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A text of a part as UTF-8 bytes, without its entities. Reused from text to text. */
final class MarkupText {
  private byte[] bytes = new byte[256];
  private int length;

  void clear() {
    length = 0;
  }

  /** Holds the text from its begin to {@link #length}, until the text is changed. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** A whole number without a sign; -1 when the text is none. */
  int number() {
    int value = length == 0 || length > 9 ? -1 : 0;
    for (int i = 0; i < length && value >= 0; i++) {
      int digit = bytes[i] - '0';
      value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
    }
    return value;
  }

  boolean contains(char first, char second) {
    for (int i = 1; i < length; i++) {
      if (bytes[i] == second && bytes[i - 1] == first) {
        return true;
      }
    }
    return false;
  }

  /** What is no UTF-8 in it. */
  Optional<String> damage() {
    return Utf8.damage(bytes, 0, length);
  }

  void append(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  void append(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    append(encoded, 0, encoded.length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  /**
   * Appends with entities resolved and line ends as XML reads them (XML 1.0, 2.11 and 4.6).
   *
   * @return false when an entity is none
   */
  boolean decode(byte[] source, int from, int to) {
    room(to - from);
    for (int at = from; at < to; at++) {
      byte one = source[at];
      if (one == '&') {
        int end = at + 1;
        while (end < to && source[end] != ';') {
          end++;
        }
        if (end == to || !entity(source, at + 1, end)) {
          return false;
        }
        at = end;
      } else if (one != '\r') {
        bytes[length++] = one;
      } else if (at + 1 == to || source[at + 1] != '\n') {
        bytes[length++] = '\n';
      }
    }
    return true;
  }

  private boolean entity(byte[] source, int from, int to) {
    String name = new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    int character =
        switch (name) {
          case "amp" -> '&';
          case "lt" -> '<';
          case "gt" -> '>';
          case "quot" -> '"';
          case "apos" -> '\'';
          default -> number(name);
        };
    if (character < 1 || character > Character.MAX_CODE_POINT || isSurrogate(character)) {
      return false;
    }
    append(Character.toString(character));
    return true;
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private static int number(String name) {
    try {
      if (name.startsWith("#x")) {
        return Integer.parseInt(name, 2, name.length(), 16);
      }
      return name.startsWith("#") ? Integer.parseInt(name, 1, name.length(), 10) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
