package io.navette.connector.google.sheets;

/** Columns as Sheets calls them: A, B, ..., Z, AA. */
final class Letters {
  private static final int ALPHABET = 26;

  private Letters() {}

  /** The column of upper-case letters, from 0. */
  static int index(String letters) {
    int index = 0;
    for (int at = 0; at < letters.length(); at++) {
      index = index * ALPHABET + letters.charAt(at) - 'A' + 1;
    }
    return index - 1;
  }

  static String of(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / ALPHABET) {
      letters.insert(0, (char) ('A' + (rest - 1) % ALPHABET));
    }
    return letters.toString();
  }
}
