package io.navette.connector.rest.expression;

/** What one evaluation may use; whoever spends more ends with a clear error. */
final class Budget {
  static final int STEPS = 1_000_000;
  static final int TEXT = 4_000_000;
  static final int DEPTH = 300;

  private int steps = STEPS;
  private int depth;

  void enter() {
    spend(1);
    if (++depth > DEPTH) {
      throw Fault.budget("nested more than " + DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  void spend(long count) {
    if (count > steps) {
      throw Fault.budget("needs more than " + STEPS + " steps");
    }
    steps -= (int) count;
  }

  /** Before a text is made; long ones cost steps as well. */
  void text(long length) {
    if (length > TEXT) {
      throw Fault.budget("makes a text of more than " + TEXT + " characters");
    }
    spend(length / 64);
  }
}
