package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A connection's configuration as written, and with the tokens that were learnt since. */
final class LiveConfig {
  private final Map<String, @Nullable Object> written;
  private final AtomicReference<Map<String, @Nullable Object>> now;

  LiveConfig(Map<String, @Nullable Object> written) {
    this.written = written;
    this.now = new AtomicReference<>(written);
  }

  /** Never changed itself: readers may hold it. */
  Map<String, @Nullable Object> now() {
    return now.get();
  }

  LiveConfig asWritten() {
    return new LiveConfig(written);
  }

  void learn(Map<List<String>, String> values) {
    Map<String, @Nullable Object> unused =
        now.updateAndGet(
            held -> {
              Map<String, @Nullable Object> changed = PlainValues.copyOf(held);
              values.forEach((path, value) -> FieldPath.of(path).put(changed, value));
              return changed;
            });
  }
}
