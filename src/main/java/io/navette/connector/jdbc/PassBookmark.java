package io.navette.connector.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a pass over a table stands.
 *
 * @param after the (cursor, key) values of the last row read, as canonical text; after a complete
 *     pass with a lag only the cursor's, from which the next pass starts inclusively
 * @param upTo the frozen upper bound of the pass; empty when the pass is complete or has none
 * @param complete whether the next read starts a new pass
 */
public record PassBookmark(List<String> after, Optional<String> upTo, boolean complete) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public PassBookmark {
    after = List.copyOf(after);
  }

  /** As kept by history and ledger. */
  public Bookmark bookmark() {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode values = node.putArray(complete ? "cursor" : "after");
    after.forEach(values::add);
    upTo.ifPresent(bound -> node.put("upto", bound));
    return new Bookmark(node.toString());
  }

  /**
   * Reads a bookmark back.
   *
   * @throws Failure.Configuration when it was made by something else, e.g. set by hand
   */
  public static PassBookmark parse(Bookmark bookmark, String stream) {
    try {
      JsonNode node = JSON.readTree(bookmark.json());
      boolean complete = node.has("cursor");
      JsonNode values = node.path(complete ? "cursor" : "after");
      if (!values.isArray()) {
        throw unreadable(bookmark, stream);
      }
      List<String> after = new ArrayList<>();
      values.forEach(value -> after.add(value.asText()));
      Optional<String> upTo = Optional.ofNullable(node.get("upto")).map(JsonNode::asText);
      return new PassBookmark(after, upTo, complete);
    } catch (JsonProcessingException e) {
      throw unreadable(bookmark, stream);
    }
  }

  private static Failure unreadable(Bookmark bookmark, String stream) {
    return new Failure.Configuration(
        "stream " + stream + ": the bookmark " + bookmark.json() + " is not one of a table",
        "it looks like {\"cursor\":[\"2026-01-31T00:00:00Z\"]}; see navette history state get");
  }
}
