package io.navette.config;

import io.navette.failure.Failure;
import io.navette.mapping.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that is wrong with a configuration, to be said together. Used by one thread. */
final class Problems {
  private final List<String> lines = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  /** A problem at a key, which is named with dots. */
  void add(Mark mark, String key, String what) {
    // What stands once in defaults: concerns many streams, but is said once.
    if (said.add(mark + " " + what)) {
      lines.add(mark + ": " + (key.isEmpty() ? "" : key + ": ") + what);
    }
  }

  /** A key nobody knows. */
  void unknown(Mark mark, String path, String key, Collection<String> known) {
    add(mark, path, "unknown key " + key + meant(key, known));
  }

  /** {@code ; did you mean ...?}, or the choices when nothing is near. */
  static String meant(String word, Collection<String> known) {
    List<String> names = List.copyOf(known);
    return Nearest.to(word, names)
        .map(near -> "; did you mean " + near + "?")
        .orElse(names.isEmpty() ? "" : " (known: " + String.join(", ", names) + ")");
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Ends the loading when there is anything to say. */
  void raise() {
    if (!lines.isEmpty()) {
      throw new Failure.Configuration(lines);
    }
  }
}
