package io.navette.connector.mongodb;

import com.google.errorprone.annotations.MustBeClosed;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one stream. They wait until the commit, as bytes in memory, or in a collection
 * of Navette's own when they are many or replace the whole target. Used by one thread.
 */
final class MongoWriter implements RowWriter, Staged {
  private static final long HELD_BYTES = 64L << 20;

  private final Server server;
  private final WriteRequest request;
  private final Shape shape;
  private final List<RawBsonDocument> held = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final boolean whole;
  private final Ledger ledger;
  private long heldBytes;
  private long documents;
  private @Nullable Staging staging;

  /** Looks at the target's indexes; blocks. */
  @MustBeClosed
  MongoWriter(Server server, WriteRequest request) {
    this.server = server;
    this.request = request;
    this.shape = new Shape(server.place(request.stream()), request);
    this.whole = request.mode().wholeStream();
    this.ledger = new Ledger(server, request);
    if (!request.preview()) {
      run(
          () -> {
            new KeyIndex(server, request, shape).require();
            if (request.mode() != WriteMode.APPEND) {
              // Its bookmark would be older than what this mode is about to write.
              ledger.forget();
            }
          });
    }
  }

  private void run(Runnable work) {
    server.ask(
        request.stream(),
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    run(
        () -> {
          for (int row = 0; row < batch.size(); row++) {
            RawBsonDocument document = shape.document(batch, row, rejections);
            if (document != null) {
              hold(document);
            }
          }
        });
    return taken();
  }

  private void hold(RawBsonDocument document) {
    documents++;
    Staging open = staging;
    if (open != null) {
      open.add(document);
      return;
    }
    held.add(document);
    heldBytes += Shape.size(document);
    if (heldBytes > HELD_BYTES) {
      stage();
    }
  }

  /** Moves what is held into a collection, where the rest follows. */
  private Staging stage() {
    Staging open = staging;
    if (open == null) {
      open = new Staging(server, request, shape, this::refuse);
      staging = open;
    }
    held.forEach(open::add);
    held.clear();
    heldBytes = 0;
    return open;
  }

  private void refuse(BsonDocument document, String reason) {
    RowBatch row = new RowBatch(request.schema());
    new DocumentRows(request.schema(), JsonForm.EXTENDED).append(row, document);
    rejections.add(
        Shape.rejection(
            row.size() == 1 ? RowJson.write(row, 0) : JsonForm.EXTENDED.write(document),
            Optional.empty(),
            reason));
  }

  private List<Rejection> taken() {
    List<Rejection> taken = List.copyOf(rejections);
    rejections.clear();
    return taken;
  }

  private MongoCollection<BsonDocument> target() {
    return server.collection(request.target());
  }

  private void forEach(Consumer<RawBsonDocument> each) {
    Staging open = staging;
    if (open != null) {
      open.flush();
      open.forEach(each);
    } else {
      held.forEach(each);
    }
  }

  @Override
  public Committed commit(Chunk chunk) {
    Changes changes =
        server.ask(
            request.stream(),
            () -> {
              if (!whole) {
                Changes done =
                    request.mode() == WriteMode.APPEND ? append(chunk) : send(request.mode());
                clear();
                return done;
              }
              if (!chunk.last()) {
                stage().flush();
                return Changes.NONE;
              }
              Changes done = request.mode() == WriteMode.MIRROR ? mirror() : replace();
              clear();
              return done;
            });
    return new Committed(changes, taken());
  }

  private Changes send(WriteMode mode) {
    BulkWrite bulk = bulk(mode);
    forEach(bulk::add);
    return bulk.flush();
  }

  private BulkWrite bulk(WriteMode mode) {
    return new BulkWrite(
        server.place(request.stream()), target(), new Operations(shape, mode), this::refuse);
  }

  /** With ids of which the ledger knows, so that a chunk is either in once or not at all. */
  private Changes append(Chunk chunk) {
    Optional<IdRange> ids =
        shape.givesIds() ? Optional.empty() : Optional.of(IdRange.of(documents));
    ledger.announce(chunk, ids);
    BulkWrite bulk = bulk(WriteMode.APPEND);
    Iterator<ObjectId> next = ids.map(IdRange::iterator).orElseGet(Collections::emptyIterator);
    forEach(
        bytes ->
            bulk.add(
                bytes,
                document -> {
                  if (next.hasNext()) {
                    document.put(FieldPath.ID, new BsonObjectId(next.next()));
                  }
                }));
    Changes done = bulk.flush();
    ledger.settle(chunk, ids);
    return done;
  }

  /** The server swaps the new documents in at once, and keeps the target's indexes. */
  private Changes replace() {
    Staging staged = stage();
    staged.flush();
    Changes changes = pending();
    if (changes.created() + changes.updated() + changes.unchanged() == 0) {
      target().deleteMany(new BsonDocument());
    } else {
      staged.collection().aggregate(List.of(Aggregates.out(request.target()))).toCollection();
    }
    return changes;
  }

  private Changes mirror() {
    Staging staged = stage();
    staged.flush();
    Changes sent = send(WriteMode.MIRROR);
    long deleted = new Vanished(target(), staged.collection(), shape).delete();
    return sent.plus(new Changes(0, 0, 0, deleted));
  }

  @Override
  public Changes pending() {
    return server.ask(
        request.stream(),
        () -> {
          Comparison comparison = new Comparison(target(), shape, request.mode());
          forEach(comparison::add);
          return comparison.changes();
        });
  }

  @Override
  public long targetRows() {
    return server.ask(request.stream(), () -> target().countDocuments());
  }

  @Override
  public void discard() {
    run(
        () -> {
          clear();
          if (request.mode() == WriteMode.APPEND && !request.preview()) {
            ledger.abandonPass();
          }
        });
  }

  private void clear() {
    held.clear();
    heldBytes = 0;
    documents = 0;
    Staging open = staging;
    staging = null;
    if (open != null) {
      open.drop();
    }
  }

  @Override
  public void close() {
    try {
      clear();
    } catch (MongoException e) {
      // What was committed is safe, and the next run drops the rest.
      staging = null;
    }
  }
}
