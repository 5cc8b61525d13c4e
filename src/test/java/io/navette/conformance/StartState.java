package io.navette.conformance;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state a recorded read began with, where the recording lost it (it was given to the
 * reference when it was made, not with the call that was recorded). The first state that came out
 * holds it but for partitions that were through by then; from where these were asked, their
 * requests say.
 */
final class StartState {
  private StartState() {}

  /** The first state of the stream that came out. */
  static Optional<Map<String, @Nullable Object>> candidate(
      List<@Nullable Object> messages, String stream) {
    return messages.stream()
        .map(PlainValues::map)
        .filter(message -> "STATE".equals(message.get("type")))
        .map(message -> PlainValues.map(PlainValues.map(message.get("state")).get("stream")))
        .filter(state -> stream.equals(PlainValues.map(state.get("stream_descriptor")).get("name")))
        .findFirst()
        .map(state -> PlainValues.copyOf(PlainValues.map(state.get("stream_state"))));
  }

  /**
   * Puts into the state from where the recorded request asked instead of the one that was made;
   * returns whether there was such a request.
   */
  static boolean correct(
      Map<String, @Nullable Object> state, Replay.Asked made, List<Replay.Asked> recorded) {
    for (Replay.Asked request : recorded) {
      String[] change = change(made, request);
      if (change.length == 2 && replace(state, change[0], change[1], made.url())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the requests differ in the value of one parameter only. */
  static boolean differs(Replay.Asked made, Replay.Asked recorded) {
    return change(made, recorded).length == 2;
  }

  /** The value made and the one recorded, where the requests differ in one parameter only. */
  private static String[] change(Replay.Asked made, Replay.Asked recorded) {
    boolean comparable =
        made.method().equals(recorded.method())
            && made.url().host().equals(recorded.url().host())
            && made.url().pathSegments().equals(recorded.url().pathSegments())
            && made.url().queryParameterNames().equals(recorded.url().queryParameterNames());
    List<String> names =
        comparable
            ? made.url().queryParameterNames().stream()
                .filter(name -> !value(made.url(), name).equals(value(recorded.url(), name)))
                .toList()
            : List.of();
    return names.size() == 1
        ? new String[] {
          value(made.url(), names.getFirst()), value(recorded.url(), names.getFirst())
        }
        : new String[0];
  }

  private static String value(HttpUrl url, String name) {
    return String.valueOf(url.queryParameter(name));
  }

  private static boolean replace(
      Map<String, @Nullable Object> state, String from, String to, HttpUrl url) {
    List<Map<String, @Nullable Object>> named = new ArrayList<>();
    List<Map<String, @Nullable Object>> others = new ArrayList<>();
    collect(state, from, url, named, others);
    List<Map<String, @Nullable Object>> chosen = named.isEmpty() ? others : named;
    chosen.forEach(cursor -> cursor.replaceAll((name, value) -> from.equals(value) ? to : value));
    return !chosen.isEmpty();
  }

  /**
   * The cursors of that value in a state and its parents': those of partitions the address names,
   * and the others. The one for all partitions is never changed: it is what the first state holds.
   */
  private static void collect(
      Map<String, @Nullable Object> state,
      String value,
      HttpUrl url,
      List<Map<String, @Nullable Object>> named,
      List<Map<String, @Nullable Object>> others) {
    if (state.get("states") instanceof List<?> states) {
      for (Object each : states) {
        Map<String, @Nullable Object> fields = PlainValues.map(each);
        Map<String, @Nullable Object> cursor = PlainValues.map(fields.get("cursor"));
        if (cursor.containsValue(value)) {
          boolean inAddress =
              PlainValues.map(fields.get("partition")).values().stream()
                  .anyMatch(part -> url.pathSegments().contains(String.valueOf(part)));
          (inAddress ? named : others).add(cursor);
        }
      }
    } else if (state.containsValue(value)) {
      others.add(state);
    }
    if (state.get("parent_state") instanceof Map<?, ?> parents) {
      PlainValues.map(parents)
          .values()
          .forEach(parent -> collect(PlainValues.map(parent), value, url, named, others));
    }
  }
}
