package io.navette.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Appended rows are in the target once, wherever a run was killed. */
final class MongoAppendTest extends MongoFixture {
  private WriteRequest append;
  private Server server;

  @BeforeEach
  void connect() {
    append = request(WriteMode.APPEND, false);
    server = Server.open(settings(Map.of()), Map.of());
  }

  @AfterEach
  void disconnect() {
    server.close();
  }

  private static Chunk chunk(String run, long fence, long sequence, boolean last) {
    Bookmark bookmark = new Bookmark("{\"after\":" + sequence + "}");
    return new Chunk(run, fence, sequence, sequence * 2, Optional.of(bookmark), last);
  }

  private Committed write(WriteRequest request, Chunk chunk, RowBatch batch) {
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request)) {
      assertThat(writer.write(batch)).isEmpty();
      return writer.commit(chunk);
    }
  }

  private Optional<Chunk> lastCommitted(WriteRequest request) {
    try (Sink sink = openSink()) {
      return ((LedgerKeeping) sink).lastCommitted(request);
    }
  }

  private static RowBatch rows(long from, long to) {
    RowBatch batch = new RowBatch(SCHEMA);
    LongStream.rangeClosed(from, to)
        .forEach(
            code -> {
              batch.cells(0).appendLong(code);
              batch.cells(1).appendNull();
              batch.cells(2).appendNull();
              batch.endRow();
            });
    return batch;
  }

  private List<Object> codes() {
    return mongo
        .database()
        .getCollection("target")
        .find()
        .sort(new Document("code", 1))
        .map(document -> document.get("code"))
        .into(new ArrayList<>());
  }

  /** What a process leaves that is killed when it has inserted some of a chunk's documents. */
  private IdRange cutOff(Chunk chunk, int announced, int inserted) {
    IdRange ids = IdRange.of(announced);
    new Ledger(server, append).announce(chunk, Optional.of(ids));
    insert(ids, inserted);
    return ids;
  }

  private void insert(IdRange ids, int count) {
    var next = ids.iterator();
    for (long code = 1; code <= count; code++) {
      mongo
          .database()
          .getCollection("target")
          .insertOne(new Document("_id", next.next()).append("code", 100 + code));
    }
  }

  @Test
  void aChunkThatWasCutOffIsWrittenOnce() {
    write(append, chunk("r1", 1, 1, false), rows(1, 2));
    cutOff(chunk("r1", 1, 2, false), 3, 2);
    assertThat(codes()).hasSize(4);
    assertThat(lastCommitted(append)).contains(chunk("r1", 1, 1, false));
    assertThat(write(append, chunk("r2", 2, 2, true), rows(3, 5)).changes())
        .isEqualTo(Changes.created(3));
    assertThat(codes()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(lastCommitted(append)).contains(chunk("r2", 2, 2, true));
  }

  @Test
  void aChunkWhoseBookmarkWasNotSavedIsKnownToTheTarget() {
    write(append, chunk("r1", 1, 1, false), rows(1, 2));
    assertThat(lastCommitted(append))
        .contains(chunk("r1", 1, 1, false))
        .get()
        .extracting(Chunk::bookmark)
        .isEqualTo(Optional.of(new Bookmark("{\"after\":1}")));
  }

  @Test
  void idsAreThoseOfDriversAndGrow() {
    write(append, chunk("r1", 1, 1, true), rows(1, 2100));
    List<ObjectId> ids =
        mongo
            .database()
            .getCollection("target")
            .find()
            .sort(new Document("code", 1))
            .map(document -> document.getObjectId("_id"))
            .into(new ArrayList<>());
    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(2100);
    assertThat((long) ids.get(0).getTimestamp())
        .isCloseTo(Instant.now().getEpochSecond(), within(60L));
  }

  @Test
  void rowsWithIdsOfTheirOwnMeetThemselves() {
    Schema schema =
        Schema.of(Column.of("_id", ColumnType.TEXT).required(), Column.of("name", ColumnType.TEXT));
    WriteRequest request = request(schema, WriteMode.APPEND, List.of(), false, Map.of());
    new Ledger(server, request).announce(chunk("r1", 1, 1, false), Optional.empty());
    mongo.insert("target", "{_id: 'a', name: 'A'}", "{_id: 'b', name: 'other'}");
    Committed committed =
        write(
            request,
            chunk("r2", 2, 1, true),
            batch(schema, row("a", "A"), row("b", "B"), row("c", null)));
    assertThat(committed.changes()).isEqualTo(new Changes(1, 0, 1, 0));
    assertThat(committed.rejections())
        .extracting(Rejection::row)
        .containsExactly("{\"_id\":\"b\",\"name\":\"B\"}");
  }

  @Test
  void aRunThatWasOvertakenLeavesNothing() {
    Chunk late = chunk("late", 1, 1, false);
    IdRange ids = cutOff(late, 2, 1);
    write(append, chunk("next", 2, 1, false), rows(1, 2));
    mongo
        .database()
        .getCollection("target")
        .insertOne(new Document("_id", ids.first()).append("code", 101L));
    assertThatThrownBy(() -> new Ledger(server, append).settle(late, Optional.of(ids)))
        .isInstanceOf(Failure.Locked.class)
        .hasMessageContaining("a later run has taken over; run late writes no more");
    assertThat(codes()).containsExactly(1L, 2L);
    assertThatThrownBy(() -> write(append, chunk("late", 1, 2, false), rows(8, 9)))
        .isInstanceOf(Failure.Locked.class);
    assertThat(codes()).containsExactly(1L, 2L);
    assertThat(lastCommitted(append)).contains(chunk("next", 2, 1, false));
  }

  @Test
  void aPassThatIsGivenUpIsForgottenAndOneThatEndedIsNot() {
    write(append, chunk("r1", 1, 1, true), rows(1, 2));
    cutOff(chunk("r2", 2, 1, false), 2, 1);
    discard();
    assertThat(codes()).containsExactly(1L, 2L);
    assertThat(lastCommitted(append)).contains(chunk("r1", 1, 1, true));
    write(append, chunk("r3", 3, 1, false), rows(3, 4));
    discard();
    assertThat(lastCommitted(append)).isEmpty();
    assertThat(codes()).containsExactly(1L, 2L, 3L, 4L);
  }

  private void discard() {
    try (Sink sink = openSink();
        RowWriter writer = sink.write(append)) {
      ((Staged) writer).discard();
    }
  }

  @Test
  void anotherModeForgetsWhatWasAppended() {
    write(append, chunk("r1", 1, 1, true), rows(1, 2));
    assertThat(lastCommitted(request(WriteMode.UPSERT, false))).isEmpty();
    WriteRequest upsert =
        request(
            SCHEMA,
            WriteMode.UPSERT,
            List.of("code"),
            false,
            Map.of(MongoSettings.MISSING_INDEX, "create"));
    cutOff(chunk("r2", 2, 1, false), 2, 1);
    write(upsert, chunk("r3", 3, 1, true), rows(2, 3));
    assertThat(lastCommitted(append)).isEmpty();
    assertThat(codes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whetherATargetIsEmptyIsSaid() {
    try (Sink sink = openSink()) {
      assertThat(((LedgerKeeping) sink).isEmpty(append)).isTrue();
      write(append, chunk("r1", 1, 1, true), rows(1, 1));
      assertThat(((LedgerKeeping) sink).isEmpty(append)).isFalse();
    }
  }
}
