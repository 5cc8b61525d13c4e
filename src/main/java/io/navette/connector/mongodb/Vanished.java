package io.navette.connector.mongodb;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/** Documents of a collection whose key no row had. */
final class Vanished {
  private final MongoCollection<BsonDocument> target;
  private final MongoCollection<BsonDocument> rows;
  private final Keys keys;
  private long deleted;

  /**
   * @param rows all rows of the stream
   */
  Vanished(MongoCollection<BsonDocument> target, MongoCollection<BsonDocument> rows, Shape shape) {
    this.target = target;
    this.rows = rows;
    this.keys = new Keys(shape);
  }

  /** Deletes them, and says how many there were; blocks. */
  long delete() {
    List<BsonDocument> some = new ArrayList<>();
    target
        .find()
        .projection(keys.projection())
        .forEach(
            document -> {
              some.add(document);
              if (some.size() >= Keys.TOGETHER) {
                delete(some);
                some.clear();
              }
            });
    if (!some.isEmpty()) {
      delete(some);
    }
    return deleted;
  }

  private void delete(List<BsonDocument> some) {
    Set<List<Object>> there = new HashSet<>();
    rows.find(keys.anyOf(some))
        .projection(keys.projection())
        .forEach(document -> there.add(keys.name(document)));
    BsonArray ids = new BsonArray();
    for (BsonDocument document : some) {
      if (!there.contains(keys.name(document))) {
        ids.add(document.get(FieldPath.ID));
      }
    }
    if (!ids.isEmpty()) {
      BsonDocument gone = new BsonDocument(FieldPath.ID, new BsonDocument("$in", ids));
      deleted += target.deleteMany(gone).getDeletedCount();
    }
  }
}
