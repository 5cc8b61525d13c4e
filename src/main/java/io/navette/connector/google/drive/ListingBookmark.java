package io.navette.connector.google.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a listing was read.
 *
 * @param token of the changes; empty for the files
 * @param time of the last change of the last file; empty for the changes
 * @param ids of the files with exactly that time, which were delivered
 */
record ListingBookmark(Optional<String> token, Optional<Instant> time, Set<String> ids) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  ListingBookmark {
    ids = Set.copyOf(ids);
  }

  static final ListingBookmark NONE =
      new ListingBookmark(Optional.empty(), Optional.empty(), Set.of());

  static ListingBookmark token(String token) {
    return new ListingBookmark(Optional.of(token), Optional.empty(), Set.of());
  }

  /** With one more file. */
  ListingBookmark seen(String id, Instant at) {
    Set<String> all = new HashSet<>(time.filter(at::equals).isPresent() ? ids : Set.of());
    all.add(id);
    return new ListingBookmark(Optional.empty(), Optional.of(at), all);
  }

  Bookmark write() {
    ObjectNode json = JSON.createObjectNode();
    token.ifPresent(text -> json.put("token", text));
    time.ifPresent(at -> json.put("time", at.toString()));
    if (!ids.isEmpty()) {
      new TreeSet<>(ids).forEach(json.putArray("ids")::add);
    }
    return new Bookmark(json.toString());
  }

  static ListingBookmark read(Bookmark bookmark) {
    try {
      JsonNode json = JSON.readTree(bookmark.json());
      Set<String> ids = new HashSet<>();
      json.path("ids").forEach(id -> ids.add(id.asText()));
      return new ListingBookmark(
          Optional.ofNullable(json.get("token")).map(JsonNode::asText),
          Optional.ofNullable(json.get("time")).map(JsonNode::asText).map(Instant::parse),
          ids);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new Failure.Data(
          "the bookmark of a google-drive stream can't be read", "navette history state reset", e);
    }
  }
}
