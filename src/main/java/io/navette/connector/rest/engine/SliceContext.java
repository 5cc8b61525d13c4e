package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What templates see while a slice is read. */
final class SliceContext {
  private SliceContext() {}

  static Map<String, @Nullable Object> of(Slice slice, @Nullable Object token) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put(
        "stream_slice",
        new io.navette.connector.rest.expression.Slice(
            slice.partition(), slice.window(), slice.extraFields()));
    context.put("next_page_token", token == null ? null : Map.of("next_page_token", token));
    return context;
  }
}
