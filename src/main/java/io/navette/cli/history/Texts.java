package io.navette.cli.history;

import io.navette.row.Bookmark;
import java.util.Locale;
import java.util.Optional;

/** How values stand in the results of these commands. */
final class Texts {
  private Texts() {}

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What was scanned: from where the run began to where the next one does. */
  static String window(Optional<Bookmark> before, Optional<Bookmark> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return "everything";
    }
    return before.map(Bookmark::json).orElse("the beginning")
        + " -> "
        + after.map(Bookmark::json).orElse("no bookmark");
  }
}
