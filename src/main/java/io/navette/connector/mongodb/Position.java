package io.navette.connector.mongodb;

import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/**
 * Where a pass over a collection stands. Kept as extended JSON, so that every value comes back with
 * its type.
 *
 * @param after the (cursor, _id) values of the last document read; after a complete pass with a lag
 *     only the cursor's, from which the next pass starts inclusively
 * @param upTo the frozen upper bound of the pass; empty when the pass is complete or has none
 * @param complete whether the next read starts a new pass
 */
record Position(List<BsonValue> after, Optional<BsonValue> upTo, boolean complete) {
  private static final JsonWriterSettings EXACT =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  Position {
    after = List.copyOf(after);
  }

  Bookmark bookmark() {
    BsonDocument document = new BsonDocument(complete ? "cursor" : "after", new BsonArray(after));
    upTo.ifPresent(bound -> document.put("upto", bound));
    return written(document);
  }

  static Bookmark written(BsonDocument document) {
    return new Bookmark(document.toJson(EXACT));
  }

  /**
   * Reads a bookmark back.
   *
   * @throws Failure.Configuration when it was made by something else, e.g. set by hand
   */
  static Position parse(Bookmark bookmark, String place) {
    BsonDocument document = document(bookmark, place);
    boolean complete = document.containsKey("cursor");
    try {
      return new Position(
          document.getArray(complete ? "cursor" : "after"),
          Optional.ofNullable(document.get("upto")),
          complete);
    } catch (BsonInvalidOperationException e) {
      throw unreadable(bookmark, place);
    }
  }

  static BsonDocument document(Bookmark bookmark, String place) {
    try {
      return BsonDocument.parse(bookmark.json());
    } catch (JsonParseException e) {
      throw unreadable(bookmark, place);
    }
  }

  static Failure unreadable(Bookmark bookmark, String place) {
    return new Failure.Configuration(
        place + ": the bookmark " + bookmark.json() + " is not one of a collection",
        "it looks like {\"cursor\": [{\"$date\": \"2026-01-31T00:00:00Z\"}]}; see navette history"
            + " state get");
  }
}
