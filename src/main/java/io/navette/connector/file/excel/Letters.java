package io.navette.connector.file.excel;

/** Columns as Excel calls them: A, B, ..., Z, AA. */
final class Letters {
  private static final int ALPHABET = 26;

  private Letters() {}

  /** The column of a reference such as {@code AB17}, from 0; -1 when it does not begin with one. */
  static int index(String reference) {
    int index = 0;
    int at = 0;
    while (at < reference.length() && reference.charAt(at) >= 'A' && reference.charAt(at) <= 'Z') {
      index = index * ALPHABET + reference.charAt(at) - 'A' + 1;
      at++;
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
