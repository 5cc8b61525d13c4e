package io.navette.connector.rest.engine;

import io.navette.http.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are wanted again during one run: those of requesters with {@code use_cache}, such as
 * the parents of several streams. What was used longest ago is forgotten first. Thread-safe.
 */
final class AnswerMemory {
  private static final long MOST_BYTES = 16L << 20;

  private final long capacity;
  private final Map<String, Answer> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  AnswerMemory() {
    this(MOST_BYTES);
  }

  AnswerMemory(long capacity) {
    this.capacity = capacity;
  }

  /** The answer of an earlier request that was the same, else that of this exchange. Blocks. */
  Answer of(Request request, String body, Supplier<Answer> exchange) {
    String key = request.method() + " " + request.url() + "\n" + request.headers() + "\n" + body;
    Answer known = find(key);
    if (known != null) {
      return known;
    }
    Answer fresh = exchange.get();
    if (fresh.status() >= 200 && fresh.status() < 300) {
      keep(key, fresh);
    }
    return fresh;
  }

  private synchronized @Nullable Answer find(String key) {
    return kept.get(key);
  }

  private synchronized void keep(String key, Answer added) {
    if (added.body().length > capacity) {
      return;
    }
    Answer replaced = kept.put(key, added);
    size += added.body().length - (replaced == null ? 0 : replaced.body().length);
    var eldest = kept.values().iterator();
    while (size > capacity) {
      size -= eldest.next().body().length;
      eldest.remove();
    }
  }
}
