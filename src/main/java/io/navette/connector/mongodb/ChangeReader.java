package io.navette.connector.mongodb;

import com.google.errorprone.annotations.MustBeClosed;
import com.mongodb.MongoException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.failure.Failure;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Reads a collection by its changes: the first pass notes the operation time and copies all
 * documents, each further one follows the change stream from there to its end (MongoDB manual,
 * "Change streams").
 */
final class ChangeReader implements RowReader {
  private static final String SINCE = "since";
  private static final String RESUME = "resume";
  private static final String COPY = "copy";
  private static final long MILLIS = 1000;

  private final Server server;
  private final ReadRequest request;
  private final DocumentRows rows;
  private final boolean skipDeleted;
  private final BsonTimestamp now;
  private final @Nullable Copy copy;
  private final @Nullable MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor;
  private @Nullable BsonDocument quiet;
  private boolean ended;

  /** The first pass, which copies what is there. */
  private record Copy(MongoReader documents, BsonTimestamp since) {}

  /**
   * Whether a request follows changes: its cursor is the column that only a change stream fills.
   *
   * @throws Failure.Configuration when it mixes that with what a change stream can't do
   */
  static boolean isAskedFor(Server server, ReadRequest request) {
    if (!request.cursor().contains(Columns.CHANGED_AT)) {
      return false;
    }
    String wrong =
        request.cursor().size() > 1
            ? "a change stream has no cursor beside _changed_at"
            : request.where().isPresent()
                ? "where: can't be applied to changes"
                : request.from().isPresent() || request.upTo().isPresent()
                    ? "a change stream can't be read from one time to another"
                    : request.options().integer(MongoSettings.MAX_ROWS).orElse(0L) > 0
                        ? "max_rows would leave out for good what the first run does not copy"
                        : "";
    if (!wrong.isEmpty()) {
      throw new Failure.Configuration(
          server.place(request.stream()) + ": " + wrong,
          "leave it out, or read by a cursor field of the documents");
    }
    return true;
  }

  /** Opens the stream, or the copy; blocks. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with this reader
  ChangeReader(Server server, ReadRequest request, Consumer<String> notes) {
    this.server = server;
    this.request = request;
    this.rows =
        new DocumentRows(
            request.schema(), JsonForm.of(request.options().text(MongoSettings.JSON).orElse("")));
    this.skipDeleted =
        request.options().text(MongoSettings.DELETED).filter("skip"::equals).isPresent();
    this.now = server.ask(request.stream(), this::operationTime);
    BsonDocument since =
        request
            .since()
            .map(bookmark -> Position.document(bookmark, server.place(request.stream())))
            .orElseGet(() -> new BsonDocument(COPY, new BsonDocument()).append(SINCE, now));
    if (since.containsKey(COPY)) {
      this.copy = new Copy(copying(since.getDocument(COPY), notes), since.getTimestamp(SINCE));
      this.cursor = null;
    } else {
      this.copy = null;
      this.cursor = server.ask(request.stream(), () -> open(since));
    }
  }

  private BsonTimestamp operationTime() {
    BsonDocument answer = server.ping();
    if (!answer.isTimestamp("operationTime")) {
      throw new Failure.Configuration(
          server.place(request.stream())
              + ": the server is no member of a replica set, and has no change streams",
          "read by a cursor field of the documents, without change_stream");
    }
    return answer.getTimestamp("operationTime");
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with this reader
  private MongoReader copying(BsonDocument reached, Consumer<String> notes) {
    ReadRequest all = request.withCursor(List.of(), List.of(FieldPath.ID));
    // A secondary may be behind the operation time: what it lacks would never be read.
    return new MongoReader(
        server.ofPrimary(),
        reached.isEmpty() ? all : all.since(Position.written(reached)),
        document -> document.append(Columns.DELETED, BsonBoolean.FALSE),
        notes);
  }

  private MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> open(BsonDocument since) {
    ChangeStreamIterable<BsonDocument> stream =
        server
            .collection(request.stream())
            .watch(BsonDocument.class)
            .fullDocument(FullDocument.UPDATE_LOOKUP)
            .maxAwaitTime(1, TimeUnit.SECONDS);
    if (since.isDocument(RESUME)) {
      return stream.resumeAfter(since.getDocument(RESUME)).cursor();
    }
    if (since.isTimestamp(SINCE)) {
      return stream.startAtOperationTime(since.getTimestamp(SINCE)).cursor();
    }
    throw Position.unreadable(Position.written(since), server.place(request.stream()));
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    return copy != null
        ? nextCopied(copy)
        : cursor != null ? nextChanges(cursor) : Optional.empty();
  }

  /** The copy's own bookmarks are wrapped, so that the stream begins where the copy began. */
  private Optional<RowBatch> nextCopied(Copy from) {
    Optional<RowBatch> batch = from.documents().next();
    batch.ifPresent(
        rows ->
            rows.bookmark(
                rows.bookmark()
                    .map(
                        reached ->
                            new BsonDocument(COPY, Position.document(reached, server.place("")))
                                .append(SINCE, from.since()))
                    .map(Position::written)
                    .orElseGet(() -> Position.written(new BsonDocument(SINCE, from.since())))));
    return batch;
  }

  private Optional<RowBatch> nextChanges(
      MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> from) {
    if (ended) {
      return Optional.empty();
    }
    RowBatch batch = new RowBatch(request.schema());
    server.ask(
        request.stream(),
        () -> {
          while (!ended && !batch.isFull()) {
            ChangeStreamDocument<BsonDocument> change = from.tryNext();
            ended = change == null ? caughtUp(from.getResumeToken()) : !add(batch, change);
          }
          Optional.ofNullable(from.getResumeToken())
              .map(token -> new BsonDocument(RESUME, token))
              .map(Position::written)
              .or(request::since)
              .ifPresent(batch::bookmark);
          return batch;
        });
    return Optional.of(batch);
  }

  /**
   * Whether an empty answer is the end: a sharded cluster also gives one while it is still on its
   * way, which its token tells.
   */
  private boolean caughtUp(@Nullable BsonDocument token) {
    boolean moved = token != null && !token.equals(quiet);
    quiet = token;
    return !moved || TokenTime.of(token).filter(at -> at.compareTo(now) < 0).isEmpty();
  }

  /** False when the rest happened after the pass began. */
  private boolean add(RowBatch batch, ChangeStreamDocument<BsonDocument> change) {
    BsonTimestamp at = change.getClusterTime();
    BsonDocument document = change.getFullDocument();
    BsonDocument key = change.getDocumentKey();
    OperationType type = Objects.requireNonNullElse(change.getOperationType(), OperationType.OTHER);
    switch (type) {
      case INSERT, UPDATE, REPLACE -> {
        // Without it the document is gone, and its deletion follows.
        if (document != null) {
          rows.append(batch, marked(document, at, false));
        }
      }
      case DELETE -> {
        if (!skipDeleted && key != null) {
          rows.append(batch, marked(key, at, true));
        }
      }
      case DROP, DROP_DATABASE, RENAME, INVALIDATE ->
          throw new Failure.Data(
              server.place(request.stream())
                  + ": the collection was dropped or renamed ("
                  + type.getValue()
                  + "), which ends its change stream",
              "navette sync --full-refresh");
      case OTHER -> {}
    }
    return at == null || at.compareTo(now) <= 0;
  }

  private static BsonDocument marked(
      BsonDocument document, @Nullable BsonTimestamp at, boolean deleted) {
    BsonDocument marked = document.clone();
    if (at != null) {
      marked.put(Columns.CHANGED_AT, new BsonDateTime(at.getTime() * MILLIS));
    }
    marked.put(Columns.DELETED, BsonBoolean.valueOf(deleted));
    return marked;
  }

  @Override
  public void close() {
    try {
      if (copy != null) {
        copy.documents().close();
      }
      if (cursor != null) {
        cursor.close();
      }
    } catch (MongoException e) {
      throw server.failure(request.stream(), e);
    }
  }
}
