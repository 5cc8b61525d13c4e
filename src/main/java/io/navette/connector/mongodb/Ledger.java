package io.navette.connector.mongodb;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import io.navette.connector.Chunk;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.WriteRequest;
import io.navette.row.Bookmark;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * What was appended to a collection, an entry per job and stream. A chunk's documents and its entry
 * are no transaction, which servers that are alone don't have: a chunk is announced with the ids
 * its documents will get, and settled when they are in. Documents of one that was announced and
 * never settled are taken away again, whoever finds it.
 */
final class Ledger {
  private static final String NAME = Server.OWN + "ledger";
  private static final String FENCE = "fence";
  private static final String COMMITTED = "committed";
  private static final String ANNOUNCED = "announced";
  private static final String RUN = "run";
  private static final String SEQUENCE = "sequence";
  private static final String ROWS = "rows";
  private static final String BOOKMARK = "bookmark";
  private static final String LAST = "last";
  private static final String TARGET = "target";
  private static final String FIRST_ID = "first_id";
  private static final String DOCUMENTS = "documents";
  private static final int DUPLICATE = 11000;

  private final Server server;
  private final MongoCollection<BsonDocument> entries;
  private final WriteRequest request;
  private final BsonDocument mine;

  /** Asks nothing yet. */
  Ledger(Server server, WriteRequest request) {
    // What a secondary does not know yet would be written twice.
    this.entries = server.collection(NAME).withReadPreference(ReadPreference.primary());
    this.server = server;
    this.request = request;
    this.mine =
        new BsonDocument(
            FieldPath.ID,
            new BsonDocument("job", new BsonString(request.job()))
                .append("stream", new BsonString(request.stream())));
  }

  /** The last chunk whose documents are all in; blocks. */
  Optional<Chunk> lastCommitted() {
    return Optional.ofNullable(entries.find(mine).first())
        .filter(entry -> entry.isDocument(COMMITTED))
        .map(entry -> chunk(entry.getDocument(COMMITTED)));
  }

  private static Chunk chunk(BsonDocument kept) {
    return new Chunk(
        kept.getString(RUN).getValue(),
        kept.getInt64(FENCE).getValue(),
        kept.getInt64(SEQUENCE).getValue(),
        kept.getInt64(ROWS).getValue(),
        Optional.ofNullable(kept.get(BOOKMARK))
            .map(json -> new Bookmark(json.asString().getValue())),
        kept.getBoolean(LAST).getValue());
  }

  private static BsonDocument kept(Chunk chunk) {
    BsonDocument kept =
        new BsonDocument(RUN, new BsonString(chunk.run()))
            .append(FENCE, new BsonInt64(chunk.fence()))
            .append(SEQUENCE, new BsonInt64(chunk.sequence()))
            .append(ROWS, new BsonInt64(chunk.rows()))
            .append(LAST, BsonBoolean.valueOf(chunk.last()));
    chunk.bookmark().ifPresent(at -> kept.append(BOOKMARK, new BsonString(at.json())));
    return kept;
  }

  /**
   * Says that a chunk's documents are about to be added; blocks.
   *
   * @param ids empty where the rows themselves have ids
   * @throws io.navette.failure.Failure.Locked when a later run holds the stream
   */
  void announce(Chunk chunk, Optional<IdRange> ids) {
    BsonDocument announced = kept(chunk).append(TARGET, new BsonString(request.target()));
    ids.ifPresent(
        range ->
            announced
                .append(FIRST_ID, new BsonObjectId(range.first()))
                .append(DOCUMENTS, new BsonInt64(range.documents())));
    BsonInt64 fence = new BsonInt64(chunk.fence());
    try {
      undo(
          entries.findOneAndUpdate(
              mine.clone().append(FENCE, new BsonDocument("$lte", fence)),
              new BsonDocument("$set", new BsonDocument(FENCE, fence).append(ANNOUNCED, announced)),
              new FindOneAndUpdateOptions().upsert(true)));
    } catch (MongoException e) {
      // There is an entry, and its fence is higher.
      throw e.getCode() == DUPLICATE ? LedgerKeeping.overtaken(request, chunk) : e;
    }
  }

  /**
   * Says that they are in; blocks.
   *
   * @throws io.navette.failure.Failure.Locked when a later run has taken over, after they were
   *     taken away again
   */
  void settle(Chunk chunk, Optional<IdRange> ids) {
    BsonDocument announced =
        mine.clone()
            .append(ANNOUNCED + "." + RUN, new BsonString(chunk.run()))
            .append(ANNOUNCED + "." + SEQUENCE, new BsonInt64(chunk.sequence()));
    BsonDocument settled =
        new BsonDocument("$set", new BsonDocument(COMMITTED, kept(chunk)))
            .append("$unset", new BsonDocument(ANNOUNCED, new BsonString("")));
    if (entries.updateOne(announced, settled).getMatchedCount() == 0) {
      ids.ifPresent(range -> remove(request.target(), range));
      throw LedgerKeeping.overtaken(request, chunk);
    }
  }

  /** Takes documents away that were announced and never settled. */
  private void undo(@Nullable BsonDocument entry) {
    if (entry != null && entry.isDocument(ANNOUNCED)) {
      BsonDocument announced = entry.getDocument(ANNOUNCED);
      if (announced.isObjectId(FIRST_ID)) {
        remove(
            announced.getString(TARGET).getValue(),
            new IdRange(
                announced.getObjectId(FIRST_ID).getValue(),
                announced.getInt64(DOCUMENTS).getValue()));
      }
    }
  }

  private void remove(String target, IdRange ids) {
    server.collection(target).deleteMany(ids.filter());
  }

  /** Gives up a pass that did not end; what ended stays known. Blocks. */
  void abandonPass() {
    BsonDocument entry = entries.find(mine).first();
    undo(entry);
    if (entry == null || lastCommitted().filter(Chunk::last).isEmpty()) {
      entries.deleteOne(mine);
    } else {
      entries.updateOne(
          mine, new BsonDocument("$unset", new BsonDocument(ANNOUNCED, new BsonString(""))));
    }
  }

  /** Knows nothing of the stream any more; blocks. */
  void forget() {
    BsonDocument entry = entries.find(mine).first();
    if (entry != null) {
      undo(entry);
      entries.deleteOne(mine);
    }
  }
}
