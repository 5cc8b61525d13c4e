package io.navette.connector.file;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Checks bytes that should be UTF-8. A byte of a file in another encoding that stands for no
 * character arrives here as a surrogate, which no valid UTF-8 holds; see {@link Decoder}.
 */
public final class Utf8 {
  private Utf8() {}

  /** What is wrong with the bytes; empty for sound ones. */
  public static Optional<String> damage(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    while (at < to) {
      int length = length(bytes, at, to);
      if (length == 0) {
        return Optional.of(Decoder.damage(bytes, at, to));
      }
      at += length;
    }
    return Optional.empty();
  }

  /** The bytes of the character at a place; 0 when they are none (RFC 3629, section 4). */
  private static int length(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > to) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    boolean beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || beyond ? 0 : length;
  }

  /** The text, with U+FFFD for bytes that stand for no character. */
  public static String shown(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8)
        .replaceAll("\uFFFD{2,3}", "\uFFFD");
  }
}
