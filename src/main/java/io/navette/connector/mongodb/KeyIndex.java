package io.navette.connector.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import java.util.EnumSet;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/**
 * The unique index that an upsert needs: without one each row reads the whole collection, and two
 * writers at once create a document twice (MongoDB manual, "Upsert with unique index").
 */
record KeyIndex(Server server, WriteRequest request, Shape shape) {
  private static final Set<WriteMode> CREATING =
      EnumSet.of(WriteMode.INSERT, WriteMode.UPSERT, WriteMode.MIRROR);
  private static final int DUPLICATE = 11000;

  /**
   * Creates it where the collection is empty, or on demand; blocks.
   *
   * @throws Failure.Configuration where it is missing, with the command that creates it
   */
  void require() {
    if (!CREATING.contains(request.mode()) || Staging.isId(shape) || isThere()) {
      return;
    }
    String policy = request.options().text(MongoSettings.MISSING_INDEX).orElse("refuse");
    if (policy.equals("create") || collection().find().first() == null) {
      create();
    } else if (!policy.equals("ignore")) {
      throw new Failure.Configuration(
          server.place(request.stream())
              + ": the collection "
              + request.target()
              + " has no unique index on its key "
              + request.key(),
          "create it: db.getCollection('"
              + request.target()
              + "').createIndex("
              + Staging.keys(shape).toJson()
              + ", {unique: true}), or set target_options: {missing_index: create}");
    }
  }

  private MongoCollection<BsonDocument> collection() {
    return server.collection(request.target());
  }

  private boolean isThere() {
    Set<String> names = Staging.keys(shape).keySet();
    for (BsonDocument index : collection().listIndexes(BsonDocument.class)) {
      boolean whole = !index.containsKey("partialFilterExpression");
      if (whole
          && index.getBoolean("unique", BsonBoolean.FALSE).getValue()
          && index.getDocument("key").keySet().equals(names)) {
        return true;
      }
    }
    return false;
  }

  private void create() {
    try {
      collection().createIndex(Staging.keys(shape), new IndexOptions().unique(true));
    } catch (MongoException e) {
      if (e.getCode() != DUPLICATE) {
        throw e;
      }
      throw new Failure.Data(
          server.place(request.stream())
              + ": documents of "
              + request.target()
              + " share the key "
              + request.key()
              + ": "
              + e.getMessage(),
          "merge them, or choose another key",
          e);
    }
  }
}
