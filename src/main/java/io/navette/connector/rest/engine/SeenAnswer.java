package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonValues;
import io.navette.http.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it is judged. Its body is parsed when the first template looks at it, and only
 * then, as it may be a page of many megabytes. Used by one thread.
 */
final class SeenAnswer {
  private final Answer answer;
  private @Nullable String text;
  private @Nullable Map<String, @Nullable Object> context;

  SeenAnswer(Answer answer) {
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }

  /** Its body. */
  String text() {
    String held = text;
    if (held == null) {
      held = answer.text();
      text = held;
    }
    return held;
  }

  /** What templates see of it; {@code response} is an empty map where the body is no JSON. */
  Map<String, @Nullable Object> context() {
    Map<String, @Nullable Object> held = context;
    if (held == null) {
      held = new HashMap<>();
      held.put("status", (long) answer.status());
      held.put("headers", HttpRequester.headers(answer.headers()));
      held.put("response", response());
      context = held;
    }
    return held;
  }

  private Object response() {
    try {
      Object body = answer.body().length == 0 ? null : JsonValues.parse(text());
      return body == null ? Map.of() : body;
    } catch (IOException e) {
      return Map.of();
    }
  }
}
