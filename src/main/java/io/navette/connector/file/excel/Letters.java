package io.navette.connector.file.excel;

import java.nio.charset.StandardCharsets;

/** Columns as Excel calls them: A, B, ..., Z, AA. */
final class Letters {
  private static final int ALPHABET = 26;

  private Letters() {}

  /** The column of a reference such as {@code AB17}, from 0; -1 when it does not begin with one. */
  static int index(byte[] bytes, int from, int to) {
    int index = 0;
    for (int at = from; at < to && bytes[at] >= 'A' && bytes[at] <= 'Z'; at++) {
      index = index * ALPHABET + bytes[at] - 'A' + 1;
    }
    return index - 1;
  }

  /** As {@link #index(byte[], int, int)}. */
  static int index(String reference) {
    byte[] bytes = reference.getBytes(StandardCharsets.UTF_8);
    return index(bytes, 0, bytes.length);
  }

  static String of(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / ALPHABET) {
      letters.insert(0, (char) ('A' + (rest - 1) % ALPHABET));
    }
    return letters.toString();
  }
}
