package io.navette.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The closest of the names, when it is close enough to be meant. */
  public static Optional<String> to(String name, List<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int farthest = Math.max(1, name.length() / 3);
    return names.stream()
        .map(
            candidate ->
                new Candidate(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance <= farthest)
        .min(java.util.Comparator.comparingInt(Candidate::distance))
        .map(Candidate::name);
  }

  private record Candidate(String name, int distance) {}

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
