package io.navette.conformance;

import java.util.ArrayList;
import java.util.List;

/** How many recordings of one kind come out the same here. */
final class Score {
  private final String kind;
  private final double least;
  private final List<String> disagreements = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int cases;
  private int unusable;

  /**
   * @param least the share that must agree, in percent
   */
  Score(String kind, double least) {
    this.kind = kind;
    this.least = least;
  }

  void agree() {
    cases++;
  }

  void disagree(String reason) {
    cases++;
    disagreements.add(reason);
  }

  /** A recording that leaves out what it takes to be repeated. */
  void leaveOut() {
    unusable++;
  }

  /** Something the reader must know about a case that agrees. */
  void note(String text) {
    notes.add(text);
  }

  boolean suffices() {
    return share() >= least;
  }

  private double share() {
    return cases == 0 ? 100 : 100.0 * (cases - disagreements.size()) / cases;
  }

  static String head() {
    return "%-18s %7s %7s %9s %9s %9s"
        .formatted("kind", "cases", "agree", "share", "at least", "unusable");
  }

  String line() {
    return "%-18s %7d %7d %8.2f%% %8.1f%% %9d%s"
        .formatted(
            kind,
            cases,
            cases - disagreements.size(),
            share(),
            least,
            unusable,
            suffices() ? "" : "   too few");
  }

  List<String> disagreements() {
    return disagreements.stream().map(text -> kind + ": " + text).toList();
  }

  List<String> notes() {
    return notes.stream().map(text -> kind + ": " + text).toList();
  }
}
