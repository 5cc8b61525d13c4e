package io.navette.connector.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands: what earlier passes delivered, and how far the current one has come.
 *
 * @param after the (cursor, key) values up to which rows are known, as canonical text; empty when
 *     none are
 * @param ties how many rows with exactly these values are known; -1 for all there may be
 * @param position records of the file that the current pass has dealt with; 0 between passes
 * @param file the file of the current pass; empty between passes
 */
record FileBookmark(
    List<@Nullable String> after, long ties, long position, Optional<Fingerprint> file) {
  static final FileBookmark NONE = new FileBookmark(List.of(), -1, 0, Optional.empty());
  private static final ObjectMapper JSON = new ObjectMapper();

  FileBookmark {
    after = Collections.unmodifiableList(new ArrayList<>(after));
  }

  /** The same knowledge, in the middle of a pass over this file. */
  FileBookmark at(long records, Fingerprint fingerprint) {
    return new FileBookmark(after, ties, records, Optional.of(fingerprint));
  }

  Bookmark bookmark() {
    ObjectNode node = JSON.createObjectNode();
    if (!after.isEmpty()) {
      ArrayNode values = node.putArray("cursor");
      after.forEach(values::add);
      if (ties >= 0) {
        node.put("ties", ties);
      }
    }
    if (file.isPresent()) {
      node.put("position", position);
      node.put("size", file.get().size());
      node.put("hash", file.get().hash());
    }
    return new Bookmark(node.toString());
  }

  /**
   * Reads a bookmark back.
   *
   * @throws Failure.Configuration when it was made by something else, e.g. set by hand
   */
  static FileBookmark parse(Bookmark bookmark, FileStream stream) {
    try {
      JsonNode node = JSON.readTree(bookmark.json());
      List<@Nullable String> after = new ArrayList<>();
      node.path("cursor").forEach(value -> after.add(value.isNull() ? null : value.asText()));
      if (after.isEmpty() && !node.has("position")) {
        throw unreadable(bookmark, stream);
      }
      return new FileBookmark(
          after, node.path("ties").asLong(-1), node.path("position").asLong(), file(node));
    } catch (JsonProcessingException e) {
      throw unreadable(bookmark, stream);
    }
  }

  private static Optional<Fingerprint> file(JsonNode node) {
    return node.has("hash")
        ? Optional.of(new Fingerprint(node.path("size").asLong(), node.path("hash").asText()))
        : Optional.empty();
  }

  private static Failure unreadable(Bookmark bookmark, FileStream stream) {
    return new Failure.Configuration(
        stream.where() + ": the bookmark " + bookmark.json() + " is not one of a file",
        "it looks like {\"cursor\":[\"2026-01-31T00:00:00Z\"]}; see navette history state get");
  }
}
