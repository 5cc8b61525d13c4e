package io.navette.connector.mongodb;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.navette.connector.WriteMode;
import org.bson.BsonDocument;

/** What is asked of the server for a document, by mode (mongodb/specifications, crud). */
record Operations(Shape shape, WriteMode mode) {
  private static final UpdateOptions CREATES = new UpdateOptions().upsert(true);
  private static final UpdateOptions CHANGES = new UpdateOptions();

  WriteModel<BsonDocument> of(BsonDocument document) {
    return switch (mode) {
      case APPEND, REPLACE -> new InsertOneModel<>(document);
      case INSERT -> new UpdateOneModel<>(shape.match(document), insert(document), CREATES);
      case UPDATE -> new UpdateOneModel<>(shape.match(document), update(document, false), CHANGES);
      case UPSERT, MIRROR ->
          new UpdateOneModel<>(shape.match(document), update(document, true), CREATES);
    };
  }

  /** An existing document is left as it is. */
  private BsonDocument insert(BsonDocument document) {
    return new BsonDocument("$setOnInsert", all(document, true));
  }

  /** Other fields of an existing document stay; its {@code _id} can't change. */
  private BsonDocument update(BsonDocument document, boolean creates) {
    BsonDocument update = new BsonDocument();
    BsonDocument changed = all(document, false);
    if (!changed.isEmpty()) {
      update.put("$set", changed);
    }
    FieldPath id = FieldPath.of(FieldPath.ID);
    boolean carriesId = shape.paths().contains(id) && !shape.key().contains(id);
    if (creates && carriesId) {
      update.put("$setOnInsert", new BsonDocument(id.name(), Shape.valueOf(id, document)));
    } else if (changed.isEmpty()) {
      FieldPath first = shape.key().get(0);
      update.put("$setOnInsert", new BsonDocument(first.name(), Shape.valueOf(first, document)));
    }
    return update;
  }

  /** The columns that are not the key: those the server takes from the query. */
  private BsonDocument all(BsonDocument document, boolean withId) {
    BsonDocument fields = new BsonDocument();
    for (FieldPath path : shape.paths()) {
      boolean wanted = withId || !path.name().equals(FieldPath.ID);
      if (wanted && !shape.key().contains(path)) {
        fields.put(path.name(), Shape.valueOf(path, document));
      }
    }
    if (fields.isEmpty() && withId) {
      FieldPath first = shape.key().get(0);
      fields.put(first.name(), Shape.valueOf(first, document));
    }
    return fields;
  }
}
