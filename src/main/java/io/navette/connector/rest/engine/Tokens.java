package io.navette.connector.rest.engine;

import io.navette.failure.Failure;
import java.util.LinkedHashSet;
import java.util.Set;

/** The page tokens of one slice: an API that gives one again would be read for ever. */
final class Tokens {
  private static final int REMEMBERED = 10_000;

  private final String stream;
  private final Set<Object> seen = new LinkedHashSet<>();

  Tokens(String stream) {
    this.stream = stream;
  }

  void see(Object token) {
    if (!seen.add(token)) {
      throw new Failure.Remote(
          stream + ": the API names the same next page again: " + shown(token),
          "the rows so far are right; check the pagination of the manifest");
    }
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.iterator().next());
    }
  }

  private static String shown(Object token) {
    String text = String.valueOf(token);
    int query = text.indexOf('?');
    String bare = query < 0 ? text : text.substring(0, query) + "?...";
    return bare.length() > 80 ? bare.substring(0, 80) + "..." : bare;
  }
}
