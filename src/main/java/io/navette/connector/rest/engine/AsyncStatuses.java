package io.navette.connector.rest.engine;

import io.navette.failure.Failure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What the words of an API say about a job. */
final class AsyncStatuses {
  private final Map<String, Meaning> meanings;

  /** How a job stands. */
  enum Meaning {
    RUNNING,
    COMPLETED,
    FAILED,
    TIMED_OUT,
    SKIPPED
  }

  private AsyncStatuses(Map<String, Meaning> meanings) {
    this.meanings = meanings;
  }

  /** Reads an {@code AsyncJobStatusMap}; a word can mean one thing only. */
  static AsyncStatuses of(Component mapping) {
    Map<String, Meaning> meanings = new HashMap<>();
    for (Meaning meaning : Meaning.values()) {
      String field =
          meaning == Meaning.TIMED_OUT ? "timeout" : meaning.name().toLowerCase(Locale.ROOT);
      for (String word : mapping.texts(field)) {
        Meaning other = meanings.putIfAbsent(word, meaning);
        if (other != null && other != meaning) {
          throw new Failure.Configuration(
              "the status \"" + word + "\" means " + other + " and " + meaning + " at once", "");
        }
      }
    }
    return new AsyncStatuses(meanings);
  }

  Meaning meaning(String stream, String word) {
    Meaning meaning = meanings.get(word);
    if (meaning == null) {
      throw new Failure.Remote(
          stream
              + ": the API gives its job the status \""
              + word
              + "\"; the manifest knows "
              + String.join(", ", new TreeSet<>(meanings.keySet())),
          "add it to the status_mapping of the manifest");
    }
    return meaning;
  }
}
