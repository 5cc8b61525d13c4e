package io.navette.testing;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The only member of a replica set, in memory. The library keeps an oplog and answers change
 * streams from it; added is what a member tells besides: its set's name, the operation time, tokens
 * that begin with a cluster time, one behind each batch, replacements as such, and an oplog that
 * has forgotten its beginning.
 */
final class ReplicaSetBackend extends MemoryBackend {
  static final String NAME = "rs0";

  private static final String MARK = "82";
  private static final String TERM = "04";
  private static final int HISTORY_LOST = 286;

  private final Set<Object> streams = ConcurrentHashMap.newKeySet();
  private volatile String address = "";
  private volatile BsonTimestamp forgotten = new BsonTimestamp(0);

  /** Called when the server listens. */
  void listensAt(InetSocketAddress bound) {
    address = bound.getAddress().getHostAddress() + ":" + bound.getPort();
  }

  /** Whoever has not read on until here can't go on. */
  void forgetHistory() {
    forgotten = latest();
  }

  /** The oplog's last entry. */
  private BsonTimestamp latest() {
    var oplog = resolveDatabase("local").resolveCollection("oplog.rs", false);
    return oplog == null
        ? new BsonTimestamp(0)
        : oplog
            .queryAllAsStream()
            .map(entry -> (BsonTimestamp) entry.get("ts"))
            .max(BsonTimestamp::compareTo)
            .orElseGet(() -> new BsonTimestamp(getClock().instant().getEpochSecond() << 32));
  }

  @Override
  public Document handleCommand(
      Channel channel, String databaseName, String command, Document query) {
    BsonTimestamp before = latest();
    Optional<Document> stream = stream(query);
    stream.ifPresent(this::open);
    Document answer = super.handleCommand(channel, databaseName, command, query);
    if (command.equalsIgnoreCase("ismaster")) {
      answer.put("setName", NAME);
      answer.put("hosts", List.of(address));
      answer.put("me", address);
      answer.put("primary", address);
    }
    if (answer.get("cursor") instanceof Document cursor) {
      if (stream.isPresent()) {
        streams.add(cursor.get("id"));
      }
      if (stream.isPresent() || streams.contains(cursor.get("id"))) {
        told(cursor, before);
      }
    }
    answer.put("operationTime", latest());
    return answer;
  }

  private static Optional<Document> stream(@Nullable Document query) {
    return query != null
            && query.get("pipeline") instanceof List<?> stages
            && !stages.isEmpty()
            && stages.get(0) instanceof Document first
            && first.get("$changeStream") instanceof Document stream
        ? Optional.of(stream)
        : Optional.empty();
  }

  /** Reads the tokens given out, and looks whether the oplog still begins before them. */
  private void open(Document stream) {
    Optional<BsonTimestamp> from =
        Optional.ofNullable((BsonTimestamp) stream.get("startAtOperationTime"));
    for (String place : List.of("resumeAfter", "startAfter")) {
      if (stream.get(place) instanceof Document token) {
        String data = String.valueOf(token.get("_data"));
        String time = data.substring(MARK.length(), data.length() - TERM.length());
        stream.put(place, new Document("_data", time));
        from = Optional.of(new BsonTimestamp(Long.parseLong(time, 16)));
      }
    }
    if (from.isPresent() && from.get().compareTo(forgotten) < 0) {
      throw new MongoServerError(
          HISTORY_LOST,
          "ChangeStreamHistoryLost",
          "Resume of change stream was not possible, as the resume point may no longer be in the"
              + " oplog.");
    }
  }

  /**
   * @param before the oplog's end before the events were looked for
   */
  private static void told(Document cursor, BsonTimestamp before) {
    Object behind = token(Long.toHexString(before.getValue()));
    for (String part : List.of("firstBatch", "nextBatch")) {
      if (cursor.get(part) instanceof List<?> events && !events.isEmpty()) {
        events.forEach(event -> told((Document) event));
        behind = ((Document) events.get(events.size() - 1)).get("_id");
      }
    }
    cursor.put("postBatchResumeToken", behind);
  }

  private static void told(Document event) {
    if (event.get("_id") instanceof Document token) {
      event.put("_id", token(String.valueOf(token.get("_data"))));
    }
    if ("update".equals(event.get("operationType"))) {
      correct(event);
    }
  }

  private static Document token(String time) {
    return new Document("_data", MARK + time + TERM);
  }

  /** The library gives the statement for the key, and what it sets for a document that is gone. */
  private static void correct(Document event) {
    boolean replaces =
        event.get("documentKey") instanceof Document statement
            && statement.keySet().stream().noneMatch(name -> name.startsWith("$"));
    event.put("operationType", replaces ? "replace" : "update");
    event.remove("documentKey");
    if (event.get("fullDocument") instanceof Document document && document.containsKey("_id")) {
      event.put("documentKey", new Document("_id", document.get("_id")));
    } else {
      event.put("fullDocument", null);
    }
  }
}
