package io.navette.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.testing.TestMongo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Changes are followed on a replica set; the test server is none, and says so. */
final class ChangeStreamTest extends MongoFixture {
  private ReadRequest request(Source source, Map<String, Object> more) {
    Map<String, Object> options = new LinkedHashMap<>(more);
    options.put(MongoSettings.CHANGE_STREAM, true);
    options.put(MongoSettings.FIELDS, Map.of("name", "text"));
    var set = settings(options);
    return ReadRequest.all("t", source.describe("t", set).schema())
        .options(set)
        .withCursor(List.of(Columns.CHANGED_AT), List.of("_id"));
  }

  private boolean isReplicaSet() {
    return mongo.database().runCommand(new Document("ping", 1)).containsKey("operationTime");
  }

  @Test
  void aServerThatIsAloneHasNoChanges() {
    Assumptions.assumeFalse(isReplicaSet(), "the server is a member of a replica set");
    mongo.insert("t", "{\"_id\": 1}");
    try (Source source = openSource()) {
      assertThatThrownBy(() -> pass(source, request(source, Map.of())))
          .isInstanceOfSatisfying(
              Failure.Configuration.class,
              failure -> {
                assertThat(failure).hasMessageContaining("no member of a replica set");
                assertThat(failure.remedy()).contains("cursor field");
              });
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
              request.withCursor(List.of(Columns.CHANGED_AT, "name"), List.of("_id")))) {
        assertThatThrownBy(() -> pass(source, wrong)).isInstanceOf(Failure.Configuration.class);
      }
    }
  }

  @Test
  void changesFollowTheCopy() {
    Assumptions.assumeTrue(
        TestMongo.isReal() && isReplicaSet(),
        "needs a replica set: set NAVETTE_TEST_MONGODB_URL to one");
    mongo.insert("t", "{\"_id\": 1, \"name\": \"a\"}", "{\"_id\": 2, \"name\": \"b\"}");
    try (Source source = openSource()) {
      ReadRequest request = request(source, Map.of());
      Passed copy = pass(source, request);
      assertThat(copy.rows()).hasSize(2).allMatch(row -> row.endsWith("\"_deleted\":false}"));
      var collection = mongo.database().getCollection("t");
      collection.updateOne(new Document("_id", 1), Document.parse("{\"$set\": {\"name\": \"A\"}}"));
      collection.deleteOne(new Document("_id", 2));
      collection.insertOne(Document.parse("{\"_id\": 3, \"name\": \"c\"}"));
      Passed changes = pass(source, request.since(copy.bookmark().orElseThrow()));
      assertThat(
              changes.rows().stream().map(row -> row.replaceAll("\"_changed_at\":\"[^\"]+\"", "")))
          .endsWith(
              "{\"_id\":\"1\",\"name\":\"A\",,\"_deleted\":false}",
              "{\"_id\":\"2\",\"name\":null,,\"_deleted\":true}",
              "{\"_id\":\"3\",\"name\":\"c\",,\"_deleted\":false}");
      Bookmark end = changes.bookmark().orElseThrow();
      assertThat(pass(source, request.since(end)).rows()).isEmpty();
      collection.deleteOne(new Document("_id", 3));
      assertThat(
              pass(source, request(source, Map.of(MongoSettings.DELETED, "skip")).since(end))
                  .rows())
          .isEmpty();
      collection.drop();
      assertThatThrownBy(() -> pass(source, request.since(end)))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("dropped or renamed");
    }
  }
}
