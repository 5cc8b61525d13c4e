package io.navette.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.testing.TestMongo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Changes are followed on a replica set; a server that is none says so. */
final class ChangeStreamTest extends MongoFixture {
  @Override
  TestMongo newDatabase() {
    return TestMongo.openReplicaSet();
  }

  private ReadRequest request(Source source, Map<String, Object> more) {
    Map<String, Object> options = new LinkedHashMap<>(more);
    options.put(MongoSettings.CHANGE_STREAM, true);
    options.put(MongoSettings.FIELDS, Map.of("name", "text"));
    var set = settings(options);
    return ReadRequest.all("t", source.describe("t", set).schema())
        .options(set)
        .withCursor(List.of(Columns.CHANGED_AT), List.of("_id"));
  }

  private MongoCollection<Document> documents(String collection) {
    return mongo.database().getCollection(collection);
  }

  private void needsReplicaSet() {
    Assumptions.assumeTrue(mongo.isReplicaSet(), "the real server is no replica set");
  }

  /** Without the time, which is the server's. */
  private static List<String> rows(Passed passed) {
    return passed.rows().stream()
        .map(row -> row.replaceAll("\"_changed_at\":\"[-0-9T:.]+Z\"", "at"))
        .toList();
  }

  private static String row(int id, String name, boolean deleted) {
    return "{\"_id\":\"%d\",\"name\":%s,at,\"_deleted\":%s}"
        .formatted(id, name.isEmpty() ? "null" : "\"" + name + "\"", deleted);
  }

  @Test
  void aServerThatIsAloneHasNoChanges() {
    try (TestMongo alone = TestMongo.open()) {
      Assumptions.assumeFalse(alone.isReplicaSet(), "the real server is a replica set");
      alone.insert("t", "{\"_id\": 1}");
      Settings settings = new Settings("mg", Map.of("uri", alone.uri(), "database", alone.name()));
      try (Source source = connector.openSource(settings)) {
        assertThatThrownBy(() -> pass(source, request(source, Map.of())))
            .isInstanceOfSatisfying(
                Failure.Configuration.class,
                failure -> {
                  assertThat(failure)
                      .hasMessageStartingWith("connection mg, stream t: ")
                      .hasMessageContaining("no member of a replica set");
                  assertThat(failure.remedy()).contains("cursor field");
                });
      }
    }
  }

  @Test
  void whatAChangeStreamCantDoIsRefused() {
    mongo.insert("t", "{\"_id\": 1}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      for (ReadRequest wrong :
          List.of(
              request.where("{}"),
              request(source, Map.of(MongoSettings.MAX_ROWS, 10L)),
              request.withCursor(List.of(Columns.CHANGED_AT, "name"), List.of("_id")))) {
        assertThatThrownBy(() -> pass(source, wrong)).isInstanceOf(Failure.Configuration.class);
      }
    }
  }

  @Test
  void changesFollowTheCopy() {
    needsReplicaSet();
    mongo.insert("t", "{\"_id\": 1, \"name\": \"a\"}", "{\"_id\": 2, \"name\": \"b\"}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Passed copy = pass(source, request);
      assertThat(copy.rows())
          .containsExactly(
              "{\"_id\":\"1\",\"name\":\"a\",\"_changed_at\":null,\"_deleted\":false}",
              "{\"_id\":\"2\",\"name\":\"b\",\"_changed_at\":null,\"_deleted\":false}");
      documents("t").updateOne(new Document("_id", 1), Document.parse("{$set: {name: 'A'}}"));
      documents("t").deleteOne(new Document("_id", 2));
      documents("t").insertOne(Document.parse("{_id: 3, name: 'c'}"));
      documents("t").replaceOne(new Document("_id", 3), Document.parse("{name: 'C'}"));
      documents("other").insertOne(Document.parse("{_id: 4, name: 'elsewhere'}"));
      Passed changes = pass(source, request.since(copy.bookmark().orElseThrow()));
      assertThat(rows(changes))
          .endsWith(row(1, "A", false), row(2, "", true), row(3, "c", false), row(3, "C", false));
      Bookmark end = changes.bookmark().orElseThrow();
      assertThat(pass(source, request.since(end)).rows()).isEmpty();
      documents("t").deleteOne(new Document("_id", 3));
      assertThat(rows(pass(source, request.since(end)))).containsExactly(row(3, "", true));
      ReadRequest skipping = request(source, Map.of(MongoSettings.DELETED, "skip"));
      assertThat(pass(source, skipping.since(end)).rows()).isEmpty();
    }
  }

  @Test
  void aCollectionThatWasDroppedEndsItsChanges() {
    needsReplicaSet();
    mongo.insert("t", "{\"_id\": 1, \"name\": \"a\"}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Bookmark end = pass(source, request).bookmark().orElseThrow();
      documents("t").drop();
      assertThatThrownBy(() -> pass(source, request.since(end)))
          .isInstanceOfSatisfying(
              Failure.Data.class,
              failure -> {
                assertThat(failure).hasMessageContaining("dropped or renamed (drop)");
                assertThat(failure.remedy()).contains("--full-refresh");
              });
    }
  }

  @Test
  void aChangeOfADocumentThatIsGoneLeavesItToItsDeletion() {
    needsReplicaSet();
    mongo.insert("t", "{\"_id\": 1, \"name\": \"a\"}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Bookmark copied = pass(source, request).bookmark().orElseThrow();
      documents("t").updateOne(new Document("_id", 1), Document.parse("{$set: {name: 'A'}}"));
      documents("t").deleteOne(new Document("_id", 1));
      assertThat(rows(pass(source, request.since(copied))))
          .doesNotContain(row(1, "A", false))
          .endsWith(row(1, "", true));
    }
  }

  @Test
  void aCopyThatWasCutOffGoesOnAndMissesNoChange() {
    needsReplicaSet();
    int count = RowBatch.ROWS + 500;
    documents("t")
        .insertMany(
            IntStream.range(0, count)
                .mapToObj(i -> new Document("_id", i).append("name", "before"))
                .toList());
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Bookmark cut;
      try (RowReader reader = source.read(request)) {
        cut = reader.next().flatMap(RowBatch::bookmark).orElseThrow();
      }
      documents("t").updateOne(new Document("_id", 7), Document.parse("{$set: {name: 'after'}}"));
      Passed rest = pass(source, request.since(cut));
      assertThat(rest.rows())
          .hasSize(count - RowBatch.ROWS)
          .allMatch(row -> row.contains("before"));
      Passed changes = pass(source, request.since(rest.bookmark().orElseThrow()));
      assertThat(rows(changes)).endsWith(row(7, "after", false));
    }
  }

  @Test
  void manyChangesComeInBatchesThatEachCanBeResumed() {
    needsReplicaSet();
    mongo.insert("t", "{\"_id\": -1, \"name\": \"a\"}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Bookmark copied = pass(source, request).bookmark().orElseThrow();
      int count = RowBatch.ROWS + 100;
      documents("t")
          .insertMany(
              IntStream.range(0, count)
                  .mapToObj(i -> new Document("_id", i).append("name", "n"))
                  .toList());
      List<String> ids = new ArrayList<>();
      Bookmark half;
      try (RowReader reader = source.read(request.since(copied))) {
        RowBatch first = reader.next().orElseThrow();
        IntStream.range(0, first.size()).forEach(row -> ids.add(RowJson.write(first, row)));
        half = first.bookmark().orElseThrow();
      }
      ids.addAll(pass(source, request.since(half)).rows());
      assertThat(ids.stream().filter(row -> !row.contains("\"-1\"")))
          .hasSize(count)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aStreamWithoutChangesDoesNotFallOutOfTheOplog() {
    needsReplicaSet();
    Assumptions.assumeFalse(TestMongo.isReal(), "a real oplog can't be made to forget");
    mongo.insert("t", "{\"_id\": 1, \"name\": \"a\"}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Bookmark copied = pass(source, request).bookmark().orElseThrow();
      mongo.insert("other", "{\"_id\": 1}");
      Bookmark quiet = pass(source, request.since(copied)).bookmark().orElseThrow();
      mongo.forgetHistory();
      assertThat(pass(source, request.since(quiet)).rows()).isEmpty();
      assertThatThrownBy(() -> pass(source, request.since(copied)))
          .isInstanceOfSatisfying(
              Failure.Data.class,
              failure -> {
                assertThat(failure)
                    .hasMessageStartingWith("connection mg, stream t: ")
                    .hasMessageContaining("ChangeStreamHistoryLost")
                    .hasMessageContaining("oplog no longer holds the changes since the last run");
                assertThat(failure.remedy()).contains("--full-refresh").contains("run more often");
              });
    }
  }

  @Test
  void aTokenBeginsWithItsTime() {
    assertThat(
            TokenTime.of(
                BsonDocument.parse(
                    "{\"_data\": \"82612E8513000000012B022C0100296E5A1004A5093ABB38FE4B9E\"}")))
        .contains(new BsonTimestamp(1630438675, 1));
    for (String other : List.of("{}", "{\"_data\": 5}", "{\"_data\": \"01a2\"}")) {
      assertThat(TokenTime.of(BsonDocument.parse(other))).isEmpty();
    }
    assertThat(TokenTime.of(new BsonDocument("_data", new BsonString("82" + "x".repeat(20)))))
        .isEqualTo(Optional.empty());
  }
}
