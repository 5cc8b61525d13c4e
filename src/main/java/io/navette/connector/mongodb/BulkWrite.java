package io.navette.connector.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadPreference;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import io.navette.connector.Changes;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Sends documents in bulk, in no order, so that one the server refuses stops no other. Used by one
 * thread.
 */
final class BulkWrite {
  private static final int DOCUMENTS = 1000;
  private static final long BYTES = 16L << 20;
  private static final int DUPLICATE = 11000;
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

  private final String place;
  private final MongoCollection<BsonDocument> collection;
  private final Operations operations;
  private final BiConsumer<BsonDocument, String> refused;
  private final Map<Object, BsonDocument> waiting = new LinkedHashMap<>();
  private long weight;
  private Changes changes = Changes.NONE;

  /**
   * @param refused takes a document and the server's reason
   */
  BulkWrite(
      String place,
      MongoCollection<BsonDocument> collection,
      Operations operations,
      BiConsumer<BsonDocument, String> refused) {
    this.place = place;
    this.collection = collection;
    this.operations = operations;
    this.refused = refused;
  }

  /** Sends it with others; of two with one key only the later one is sent. */
  void add(RawBsonDocument bytes) {
    add(bytes, document -> {});
  }

  /**
   * Sends it with others.
   *
   * @param last what is still to be done to the document
   */
  void add(RawBsonDocument bytes, Consumer<BsonDocument> last) {
    BsonDocument document = bytes.decode(CODEC);
    last.accept(document);
    weight += Shape.size(bytes);
    boolean keyed = operations.mode().needsKey();
    Object name = keyed ? operations.shape().match(document) : waiting.size();
    // The later row goes behind those between.
    waiting.remove(name);
    waiting.put(name, document);
    if (waiting.size() >= DOCUMENTS || weight >= BYTES) {
      flush();
    }
  }

  /** Sends what waits; blocks. What it did so far. */
  Changes flush() {
    if (!waiting.isEmpty()) {
      List<BsonDocument> documents = List.copyOf(waiting.values());
      waiting.clear();
      weight = 0;
      send(documents);
    }
    return changes;
  }

  private void send(List<BsonDocument> documents) {
    List<WriteModel<BsonDocument>> models = new ArrayList<>();
    documents.forEach(document -> models.add(operations.of(document)));
    try {
      count(collection.bulkWrite(models, UNORDERED), documents.size());
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null) {
        throw new Failure.Remote(
            place
                + ": what was written is not on enough members: "
                + e.getWriteConcernError().getMessage(),
            "look at the replica set, or set write_concern",
            e);
      }
      count(e.getWriteResult(), documents.size() - e.getWriteErrors().size());
      Set<BsonDocument> there = there(documents, e.getWriteErrors());
      for (BulkWriteError error : e.getWriteErrors()) {
        BsonDocument document = documents.get(error.getIndex());
        if (there.contains(document)) {
          changes = changes.plus(new Changes(0, 0, 1, 0));
        } else {
          refused.accept(document, why(error));
        }
      }
    }
  }

  /** What a run before that was killed has added already, with the ids of the rows themselves. */
  private Set<BsonDocument> there(List<BsonDocument> documents, List<BulkWriteError> errors) {
    BsonArray ids = new BsonArray();
    for (BulkWriteError error : errors) {
      BsonValue id = documents.get(error.getIndex()).get(FieldPath.ID);
      if (operations.mode() == WriteMode.APPEND && error.getCode() == DUPLICATE && id != null) {
        ids.add(id);
      }
    }
    return ids.isEmpty()
        ? Set.of()
        : collection
            .withReadPreference(ReadPreference.primary())
            .find(new BsonDocument(FieldPath.ID, new BsonDocument("$in", ids)))
            .into(new HashSet<>());
  }

  private static String why(BulkWriteError error) {
    String details = error.getDetails().isEmpty() ? "" : " " + error.getDetails().toJson();
    return error.getMessage() + " (code " + error.getCode() + ")" + details;
  }

  private void count(BulkWriteResult result, int accepted) {
    if (operations.mode().needsKey()) {
      long updated = result.getModifiedCount();
      changes =
          changes.plus(
              new Changes(
                  result.getUpserts().size(), updated, result.getMatchedCount() - updated, 0));
    } else {
      changes = changes.plus(Changes.created(accepted));
    }
  }
}
