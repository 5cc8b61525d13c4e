package io.navette.sync;

import io.navette.failure.Failure;

/** Says a failure in words that are kept in the history. */
final class Failures {
  private Failures() {}

  static String text(Throwable failure) {
    if (failure instanceof Failure known) {
      return known.remedy().isEmpty()
          ? String.valueOf(known.getMessage())
          : known.getMessage() + "\n" + known.remedy();
    }
    return "internal error: " + failure;
  }
}
