package io.navette.connector.mongodb;

import com.mongodb.client.MongoCollection;
import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** Finds out what documents would do to a collection. Changes nothing; used by one thread. */
final class Comparison {
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

  private final MongoCollection<BsonDocument> target;
  private final Shape shape;
  private final WriteMode mode;
  private final Keys keys;
  private final List<BsonDocument> some = new ArrayList<>();
  private long created;
  private long updated;
  private long unchanged;
  private long matched;

  Comparison(MongoCollection<BsonDocument> target, Shape shape, WriteMode mode) {
    this.target = target;
    this.shape = shape;
    this.mode = mode;
    this.keys = new Keys(shape);
  }

  /** Takes a document; blocks now and then. */
  void add(RawBsonDocument document) {
    if (mode == WriteMode.APPEND || shape.key().isEmpty()) {
      created++;
      return;
    }
    some.add(document.decode(CODEC));
    if (some.size() >= Keys.TOGETHER) {
      compare();
    }
  }

  /** What all of them would do; blocks. */
  Changes changes() {
    compare();
    long deleted = mode.wholeStream() ? target.countDocuments() - matched : 0;
    return new Changes(created, updated, unchanged, Math.max(0, deleted));
  }

  private void compare() {
    if (some.isEmpty()) {
      return;
    }
    Map<List<Object>, BsonDocument> found = new HashMap<>();
    target
        .find(keys.anyOf(some))
        .forEach(document -> found.putIfAbsent(keys.name(document), document));
    Map<List<Object>, BsonDocument> last = new HashMap<>();
    some.forEach(document -> last.put(keys.name(document), document));
    last.forEach((key, document) -> compare(document, found.get(key)));
    some.clear();
  }

  private void compare(BsonDocument document, @Nullable BsonDocument held) {
    if (held == null) {
      created += mode == WriteMode.UPDATE ? 0 : 1;
      return;
    }
    matched++;
    if (mode == WriteMode.INSERT || isSame(document, held)) {
      unchanged++;
    } else {
      updated++;
    }
  }

  private boolean isSame(BsonDocument document, BsonDocument held) {
    return shape.paths().stream()
        .filter(path -> !shape.key().contains(path) && !path.name().equals(FieldPath.ID))
        .allMatch(path -> Shape.valueOf(path, document).equals(path.in(held)));
  }
}
