package io.navette.connector.supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which files of a stream were read, by path: a file that comes again as it was is passed over. */
final class Seen {
  /** Files that are gone from their folder are remembered, so that they may come back. */
  private static final int GONE = 1_000;

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Known> files = new LinkedHashMap<>();

  /**
   * A file as it was read.
   *
   * @param hash of its whole content
   */
  private record Known(long size, Instant modified, String hash) {}

  private Seen() {}

  static Seen nothing() {
    return new Seen();
  }

  /**
   * Reads a bookmark back.
   *
   * @param where the beginning of the message when it is none of an exchange
   */
  static Seen parse(Bookmark bookmark, String where) {
    Seen seen = new Seen();
    try {
      for (JsonNode file : JSON.readTree(bookmark.json()).required("files")) {
        seen.files.put(
            file.required("path").asText(),
            new Known(
                file.required("size").asLong(),
                Instant.parse(file.required("modified").asText()),
                file.required("hash").asText()));
      }
      return seen;
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new Failure.Configuration(
          where + ": the bookmark " + bookmark.json() + " is none of files that were read",
          "read all files again: navette history state reset",
          e);
    }
  }

  /** Whether nothing about the file has changed, as far as its folder tells. */
  boolean isListedAlike(RemoteFile file) {
    Known known = files.get(file.path());
    return known != null && known.size() == file.size() && known.modified().equals(file.modified());
  }

  /** Whether the file had this content when it was read. */
  boolean has(RemoteFile file, String hash) {
    Known known = files.get(file.path());
    return known != null && known.hash().equals(hash);
  }

  void add(RemoteFile file, String hash) {
    files.remove(file.path());
    files.put(file.path(), new Known(file.size(), file.modified(), hash));
  }

  /** Forgets the oldest of those that are no longer there. */
  void keep(Set<String> there) {
    long surplus = files.keySet().stream().filter(path -> !there.contains(path)).count() - GONE;
    Iterator<String> paths = files.keySet().iterator();
    while (surplus > 0 && paths.hasNext()) {
      if (!there.contains(paths.next())) {
        paths.remove();
        surplus--;
      }
    }
  }

  Bookmark bookmark() {
    ObjectNode node = JSON.createObjectNode();
    var list = node.putArray("files");
    files.forEach(
        (path, known) ->
            list.addObject()
                .put("path", path)
                .put("size", known.size())
                .put("modified", known.modified().toString())
                .put("hash", known.hash()));
    return new Bookmark(node.toString());
  }
}
