package io.navette.conformance;

import io.navette.connector.rest.engine.ManifestProbe;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an error handler takes an answer for an error. What it then does and says is not in the
 * recordings: they hold no actions, and the messages are the reference's own.
 */
final class Answers {
  private Answers() {}

  /** The recorded outcome, if ours is the same; a text that differs from it otherwise. */
  static @Nullable Object interpreted(Case recorded) {
    Object argument = recorded.argument(0, "response_or_exception");
    if (!(argument instanceof Map<?, ?> response)
        || !(response.get("status") instanceof Long status)) {
      throw new Case.Unusable("no answer");
    }
    String body = String.valueOf(response.get("body"));
    boolean accepted =
        ManifestProbe.accepts(
            handler(recorded.settings()),
            Math.toIntExact(status),
            body.startsWith("<") ? "" : body);
    Map<String, @Nullable Object> out = PlainValues.map(recorded.all().get("out"));
    return accepted == (out.get("failure_type") == null) ? out : accepted ? "accepted" : "an error";
  }

  private static Map<String, @Nullable Object> handler(Map<String, @Nullable Object> recorded) {
    Map<String, @Nullable Object> handler = new LinkedHashMap<>();
    if (recorded.get("error_handlers") instanceof List<?> handlers) {
      List<@Nullable Object> inner = new ArrayList<>();
      handlers.forEach(each -> inner.add(handler(PlainValues.map(each))));
      handler.put("type", "CompositeErrorHandler");
      handler.put("error_handlers", inner);
      return handler;
    }
    List<@Nullable Object> filters = new ArrayList<>();
    if (recorded.get("response_filters") instanceof List<?> held) {
      held.forEach(each -> filters.add(filter(PlainValues.map(each))));
    }
    handler.put("type", "DefaultErrorHandler");
    handler.put("response_filters", filters);
    return handler;
  }

  private static Map<String, @Nullable Object> filter(Map<String, @Nullable Object> recorded) {
    if (recorded.get("action") != null) {
      throw new Case.Unusable("the action is not recorded");
    }
    Map<String, @Nullable Object> filter = new LinkedHashMap<>();
    filter.put("type", "HttpResponseFilter");
    filter.put("http_codes", recorded.get("http_codes"));
    filter.put("error_message_contains", recorded.get("error_message_contains"));
    filter.put("predicate", Components.template(recorded.get("predicate")));
    filter.put("error_message", Components.template(recorded.get("error_message")));
    return filter;
  }
}
