package io.navette.connector.rest.write;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a {@code lookup}. */
final class LookupReader {
  private LookupReader() {}

  static LookupRules read(Part part) {
    Optional<String> stream = part.text("stream");
    Optional<Map<String, @Nullable Object>> requester =
        part.component("requester", "HttpRequester");
    if (stream.isPresent() == requester.isPresent()) {
      part.wrong("", "needs either stream or requester");
    }
    boolean ofKey = part.flag("of_key", false);
    if (ofKey && (stream.isPresent() || part.whole("max_keys", 1) > 1)) {
      part.wrong("of_key", "needs a requester that asks for one key at once");
    }
    LookupRules rules =
        new LookupRules(
            stream,
            requester,
            part.tree("record"),
            part.tree("body"),
            Math.toIntExact(Math.min(part.whole("max_keys", 1), 10_000)),
            part.path("records_path"),
            part.text("records"),
            ofKey,
            ofKey ? List.of() : keys(part),
            part.path("id_path"),
            part.path("fields_path"),
            part.flag("compare", false),
            part.statuses("missing_statuses", List.of(404)));
    part.finish();
    return rules;
  }

  /** One path, or one for each column of the key. */
  private static List<List<String>> keys(Part part) {
    if (!part.has("key_path") && !part.has("key_paths")) {
      part.wrong("", "lacks key_path: where a record holds its key");
    }
    List<List<String>> keys = new ArrayList<>();
    if (part.has("key_path")) {
      keys.add(part.path("key_path"));
    }
    if (part.tree("key_paths") instanceof List<?> items) {
      for (Object item : items) {
        keys.add(
            item instanceof List<?> steps
                ? PlainValues.list(steps).stream().map(String::valueOf).toList()
                : List.of(String.valueOf(item).split("\\.", -1)));
      }
    }
    return keys;
  }
}
