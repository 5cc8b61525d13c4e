package io.navette.connector.mongodb;

import com.google.errorprone.annotations.MustBeClosed;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCursor;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;

/** Delivers the documents of one pass in batches. */
final class MongoReader implements RowReader {
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

  private final Server server;
  private final ReadRequest request;
  private final Pass pass;
  private final DocumentRows rows;
  private final UnaryOperator<BsonDocument> marking;
  private final Unseen unseen;
  private final long limit;
  private MongoCursor<RawBsonDocument> cursor;
  private RowBatch filled;
  private List<BsonValue> last = List.of();
  private long delivered;
  private long sinceOpened;
  private boolean ended;

  /**
   * Asks for the first documents; blocks.
   *
   * @param marking adds what the documents themselves don't hold
   */
  @MustBeClosed
  MongoReader(
      Server server,
      ReadRequest request,
      UnaryOperator<BsonDocument> marking,
      Consumer<String> notes) {
    this.server = server;
    this.marking = marking;
    this.request = request;
    this.pass = Pass.begin(server, request);
    this.rows =
        new DocumentRows(
            request.schema(), JsonForm.of(request.options().text(MongoSettings.JSON).orElse("")));
    this.unseen = new Unseen(server.place(request.stream()), request, notes);
    this.limit = limit(request);
    this.filled = new RowBatch(request.schema());
    this.cursor = server.ask(request.stream(), () -> open(pass.filter()));
  }

  private static long limit(ReadRequest request) {
    Settings options = request.options();
    long most = options.integer(MongoSettings.MAX_ROWS).orElse(0L);
    return most == 0 || (request.limit() > 0 && request.limit() < most) ? request.limit() : most;
  }

  private MongoCursor<RawBsonDocument> open(BsonDocument filter) {
    sinceOpened = 0;
    return server
        .raw(request.stream())
        .find(filter)
        .sort(pass.sort())
        .projection(projection())
        .batchSize(RowBatch.ROWS)
        .cursor();
  }

  /** Empty, which means all, where a field could stand that nobody has seen yet. */
  private BsonDocument projection() {
    BsonDocument projection = new BsonDocument();
    boolean declared = !request.options().map(MongoSettings.FIELDS).isEmpty();
    if (!declared || request.schema().find(FieldPath.DOCUMENT).isPresent()) {
      return projection;
    }
    request.schema().names().forEach(name -> include(projection, name));
    request.cursor().forEach(name -> include(projection, name));
    return projection;
  }

  private static void include(BsonDocument projection, String name) {
    projection.put(FieldPath.of(name).root(), new BsonInt32(1));
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    RowBatch batch = filled.another();
    filled = batch;
    server.ask(
        request.stream(),
        () -> {
          fill(batch);
          return batch;
        });
    if (ended) {
      unseen.tell();
      pass.end(last).ifPresent(batch::bookmark);
    } else if (!last.isEmpty()) {
      batch.bookmark(pass.within(last));
    }
    return Optional.of(batch);
  }

  private void fill(RowBatch batch) {
    while (!ended && !batch.isFull() && batch.rejections().size() < RowBatch.ROWS) {
      if ((limit > 0 && delivered >= limit) || !more()) {
        ended = true;
        return;
      }
      BsonDocument document =
          CODEC.decode(cursor.next().asBsonReader(), DecoderContext.builder().build());
      int before = batch.size();
      rows.append(batch, marking.apply(document));
      unseen.see(document);
      delivered += batch.size() - before;
      sinceOpened++;
      last = pass.position(document);
    }
  }

  /** A server forgets a cursor that rests for ten minutes, e.g. while a slow target writes. */
  private boolean more() {
    try {
      return cursor.hasNext();
    } catch (MongoCursorNotFoundException e) {
      if (sinceOpened == 0) {
        throw e;
      }
      cursor.close();
      cursor = open(pass.filter(last));
      return cursor.hasNext();
    }
  }

  /** The cursor's number in the server. */
  Optional<Long> cursorId() {
    return Optional.ofNullable(cursor.getServerCursor()).map(known -> known.getId());
  }

  @Override
  public void close() {
    try {
      cursor.close();
    } catch (MongoException e) {
      throw server.failure(request.stream(), e);
    }
  }
}
