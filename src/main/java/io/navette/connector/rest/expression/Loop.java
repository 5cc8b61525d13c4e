package io.navette.connector.rest.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template knows about the loop it is in. */
record Loop(List<Object> items, int position) {
  @Nullable Object attribute(String name) {
    int last = items.size() - 1;
    return switch (name) {
      case "index" -> position + 1L;
      case "index0" -> (long) position;
      case "revindex" -> (long) items.size() - position;
      case "revindex0" -> (long) last - position;
      case "first" -> position == 0;
      case "last" -> position == last;
      case "length" -> (long) items.size();
      case "depth" -> 1L;
      case "depth0" -> 0L;
      case "previtem" ->
          position > 0 ? items.get(position - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          position < last ? items.get(position + 1) : new Undefined("there is no next item");
      default -> null;
    };
  }
}
