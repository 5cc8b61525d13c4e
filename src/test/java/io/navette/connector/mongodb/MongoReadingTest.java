package io.navette.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.secret.Secret;
import io.navette.testing.TestMongo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every source of rows must do, and what only MongoDB does. */
final class MongoReadingTest extends MongoFixture {
  private static final Map<String, Object> DECLARED =
      Map.of(MongoSettings.FIELDS, ordered("_id", "integer", "at", "instant"));

  private void moments(int first, int count) {
    List<Document> documents = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      documents.add(
          Document.parse(
              "{\"_id\": %d, \"at\": {\"$date\": \"2026-01-31T00:00:0%dZ\"}}".formatted(i, i % 7)));
    }
    if (!documents.isEmpty()) {
      mongo.database().getCollection("t").insertMany(documents);
    }
  }

  private ReadRequest declared(Source source, String... cursor) {
    Settings options = settings(DECLARED);
    return ReadRequest.all("t", source.describe("t", options).schema())
        .options(options)
        .withCursor(List.of(cursor), List.of("_id"));
  }

  @Test
  void theServerSaysWhoItIs() {
    mongo.insert("t", "{}");
    assertThat(connector.check(settings(Map.of())))
        .startsWith("MongoDB ")
        .endsWith(", 1 collections");
    assertThatThrownBy(
            () ->
                connector.check(
                    new Settings(
                        "mg",
                        Map.of(
                            "host",
                            "127.0.0.1:1",
                            "database",
                            "x",
                            "server_selection_timeout",
                            Duration.ofMillis(300)))))
        .isInstanceOfSatisfying(
            Failure.Remote.class,
            failure -> {
              assertThat(failure)
                  .hasMessageStartingWith("connection mg: ")
                  .hasMessageContaining("127.0.0.1:1");
              assertThat(failure.remedy()).contains("access list");
            });
  }

  @Test
  void itIsSaidWhereToConnect() {
    Settings nowhere = new Settings("mg", Map.of("database", "x"));
    assertThatThrownBy(() -> connector.check(nowhere))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure -> assertThat(failure.remedy()).contains("MONGODB_URI"));
    String host = mongo.uri().reveal().replaceFirst("mongodb://(?:[^@/]*@)?([^/?]+).*", "$1");
    assertThat(
            new MongoConnector(Map.of("MONGODB_URI", mongo.uri().reveal()), notes::add)
                .check(nowhere))
        .startsWith("MongoDB");
    if (!TestMongo.isReal()) {
      assertThat(connector.check(new Settings("mg", Map.of("database", "x", "host", host))))
          .startsWith("MongoDB");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://user:p@ss:w0rd@host",
        "mongodb://user:hunter2%zz@host/db",
        "mongodb+srv://user:hunter2@host:27017/db",
        "mongodb+srv://user:hunter2@a.example.net,b.example.net",
        "postgres://user:hunter2@host",
      })
  void aWrongUriIsRefusedWithoutShowingIt(String uri) {
    assertThatThrownBy(
            () ->
                connector.check(
                    new Settings("mg", Map.of("uri", new Secret(uri), "database", "x"))))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure -> {
              assertThat(failure).hasMessage("connection mg: uri is no address of MongoDB");
              assertThat(failure).hasNoCause();
              assertThat(failure.remedy()).doesNotContain("hunter2").contains("%40");
            });
  }

  @Test
  void columnsAreLearntFromASampleWhichIsSaid() {
    mongo.insert(
        "t",
        """
        {"_id": {"$oid": "65f000000000000000000001"}, "n": 1, "m": 1, "s": "a", "b": true, "x": 1,
         "at": {"$date": "2026-01-31T00:00:00Z"}, "d": {"$numberDecimal": "1.50"}, "nothing": null,
         "owner": {"$oid": "65f000000000000000000009"}, "address": {"city": "Lyon"}, "tags": [1],
         "u": {"$binary": {"base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "04"}}}
        """,
        """
        {"_id": {"$oid": "65f000000000000000000002"}, "n": {"$numberLong": "2"}, "m": 2.5,
         "s": null, "x": "one", "late": 1, "address": {"zip": "69001"}}
        """);
    try (Source source = openSource()) {
      StreamInfo info = source.describe("t", settings(Map.of()));
      assertThat(
              info.schema().columns().stream().map(column -> column.name() + " " + column.type()))
          .containsExactly(
              "_id text",
              "n integer",
              "m double",
              "s text",
              "b boolean",
              "x text",
              "at instant",
              "d decimal",
              "nothing text",
              "owner text",
              "address json",
              "tags json",
              "u uuid",
              "late integer");
      assertThat(info.key()).containsExactly("_id");
      assertThat(info.cursorCandidates()).containsExactly("at", "_id");
      assertThat(info.sampled()).isEqualTo(2);
      assertThatThrownBy(() -> source.describe("missing", settings(Map.of())))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("there is no collection missing");
    }
    assertThat(read("t", Map.of()))
        .containsExactly(
            "{\"_id\":\"65f000000000000000000001\",\"n\":1,\"m\":1.0,\"s\":\"a\",\"b\":true,\"x\":\"1\","
                + "\"at\":\"2026-01-31T00:00:00Z\",\"d\":1.50,\"nothing\":null,\"owner\":\"65f000000000000000000009\",\"address\":{\"city\":"
                + " \"Lyon\"},\"tags\":[1],"
                + "\"u\":\"00112233-4455-6677-8899-aabbccddeeff\",\"late\":null}",
            "{\"_id\":\"65f000000000000000000002\",\"n\":2,\"m\":2.5,\"s\":null,\"b\":null,\"x\":\"one\","
                + "\"at\":null,\"d\":null,\"nothing\":null,\"owner\":null,\"address\":{\"zip\":"
                + " \"69001\"},\"tags\":null,\"u\":null,\"late\":1}");
    assertThat(notes)
        .containsExactly(
            "connection mg, stream t: columns were learnt from 2 documents; declare them in fields:"
                + " to be sure of them");
  }

  @Test
  void nestedDocumentsAreReadAsJsonOrFlattened() {
    mongo.insert(
        "t",
        """
        {"_id": 1, "address": {"city": "Lyon", "since": {"$date": "2026-01-31T00:00:00Z"}},
         "lines": [{"price": {"$numberDecimal": "2.50"}, "item": {"$oid": "65f000000000000000000001"}}]}
        """,
        "{\"_id\": 2, \"address\": null}");
    Map<String, Object> flat =
        Map.of(
            MongoSettings.FIELDS,
            ordered(
                "address.city", "text", "address.since", "date", "lines.0.price", "decimal(8,2)"));
    assertThat(read("t", flat))
        .containsExactly(
            "{\"_id\":\"1\",\"address.city\":\"Lyon\",\"address.since\":\"2026-01-31\",\"lines.0.price\":2.50}",
            "{\"_id\":\"2\",\"address.city\":null,\"address.since\":null,\"lines.0.price\":null}");
    Map<String, Object> lines = Map.of(MongoSettings.FIELDS, Map.of("lines", "json"));
    assertThat(read("t", lines).get(0))
        .contains(
            "[{\"price\": {\"$numberDecimal\": \"2.50\"}, \"item\": {\"$oid\":"
                + " \"65f000000000000000000001\"}}]");
    Map<String, Object> plain =
        Map.of(MongoSettings.FIELDS, Map.of("_document", "json"), MongoSettings.JSON, "plain");
    assertThat(read("t", plain).get(0))
        .isEqualTo(
            "{\"_id\":\"1\",\"_document\":{\"_id\": 1, \"address\": {\"city\": \"Lyon\", \"since\":"
                + " \"2026-01-31T00:00:00Z\"}, \"lines\": [{\"price\": 2.50, \"item\":"
                + " \"65f000000000000000000001\"}]}}");
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void aTypeThatChangesIsARejectionWithItsPlace() {
    mongo.insert(
        "t",
        "{\"_id\": 1, \"price\": 5}",
        "{\"_id\": 2, \"price\": \"6\"}",
        "{\"_id\": 3, \"price\": \"six\"}",
        "{\"_id\": 4, \"price\": {\"amount\": 6}}",
        "{\"_id\": 5, \"price\": {\"$numberDecimal\": \"NaN\"}}",
        "{\"_id\": 6}");
    List<Rejection> rejections = new ArrayList<>();
    Map<String, Object> options = Map.of(MongoSettings.FIELDS, Map.of("price", "integer"));
    assertThat(read("t", options, rejections))
        .containsExactly(
            "{\"_id\":\"1\",\"price\":5}",
            "{\"_id\":\"2\",\"price\":6}",
            "{\"_id\":\"6\",\"price\":null}");
    assertThat(rejections)
        .extracting(Rejection::position)
        .containsExactly("_id 3", "_id 4", "_id 5");
    assertThat(rejections).allMatch(rejection -> rejection.column().equals(Optional.of("price")));
    assertThat(rejections.get(0).row()).isEqualTo("{\"_id\": 3, \"price\": \"six\"}");
    assertThat(rejections.get(1).reason()).contains("DOCUMENT");
  }

  @Test
  void aFieldTheSampleDidNotHaveIsSaid() {
    for (int i = 0; i < 5; i++) {
      mongo.insert("t", "{\"_id\": %d, \"a\": 1%s}".formatted(i, i == 2 ? ", \"rare\": 1" : ""));
    }
    assertThat(read("t", Map.of(MongoSettings.SAMPLE, 4L))).hasSize(5);
    assertThat(notes)
        .filteredOn(note -> note.contains("rare"))
        .singleElement()
        .asString()
        .contains("the field rare of document 2 was in no document of the sample");
  }

  @Test
  void aWholeDocumentOfSixteenMegabytesIsRead() {
    mongo
        .database()
        .getCollection("t")
        .insertOne(new Document("_id", 1).append("text", "x".repeat((16 << 20) - 100)));
    List<String> rows = read("t", Map.of());
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).length()).isGreaterThan((16 << 20) - 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 2048, 2049, 5000})
  void aPassIsResumedFromEveryBookmark(int count) {
    mongo.database().createCollection("t");
    moments(0, count);
    try (Source source = openSource()) {
      ReadRequest request = declared(source, "at");
      List<Long> read = new ArrayList<>();
      Optional<Bookmark> bookmark = Optional.empty();
      boolean more = true;
      while (more) {
        ReadRequest from = bookmark.map(request::since).orElse(request);
        try (RowReader reader = source.read(from)) {
          RowBatch batch = reader.next().orElseThrow();
          for (int row = 0; row < batch.size(); row++) {
            read.add(batch.cells(0).longAt(row));
          }
          more = batch.size() > 0;
          bookmark = batch.bookmark().or(from::since);
        }
      }
      assertThat(read).hasSize(count).doesNotHaveDuplicates();
    }
  }

  @Test
  void theNextPassReadsWhatChanged() {
    moments(0, 10);
    try (Source source = openSource()) {
      ReadRequest request = declared(source, "at");
      Passed first = pass(source, request);
      assertThat(first.rows())
          .hasSize(10)
          .isSortedAccordingTo(Comparator.comparing(row -> row.substring(row.indexOf("at"))));
      mongo.insert("t", "{\"_id\": 99, \"at\": {\"$date\": \"2026-01-31T00:00:06Z\"}}");
      mongo
          .database()
          .getCollection("t")
          .updateOne(
              new Document("_id", 3),
              Document.parse("{\"$set\": {\"at\": {\"$date\": \"2026-02-01T00:00:00Z\"}}}"));
      Passed second = pass(source, request.since(first.bookmark().orElseThrow()));
      assertThat(second.rows())
          .containsExactly(
              "{\"_id\":99,\"at\":\"2026-01-31T00:00:06Z\"}",
              "{\"_id\":3,\"at\":\"2026-02-01T00:00:00Z\"}");
      Passed third = pass(source, request.since(second.bookmark().orElseThrow()));
      assertThat(third.rows()).isEmpty();
      assertThat(third.bookmark()).isEqualTo(second.bookmark());
    }
  }

  @Test
  void aLagReadsTheEndAgainAndABookmarkMayBeSetByHand() {
    moments(0, 7);
    try (Source source = openSource()) {
      ReadRequest plain = declared(source, "at");
      ReadRequest lagging =
          new ReadRequest(
              plain.stream(),
              plain.schema(),
              plain.where(),
              plain.cursor(),
              plain.key(),
              plain.since(),
              plain.from(),
              plain.upTo(),
              Duration.ofSeconds(2),
              0,
              plain.options());
      Passed first = pass(source, lagging);
      assertThat(pass(source, lagging.since(first.bookmark().orElseThrow())).rows()).hasSize(3);
      assertThat(
              pass(source, plain.since(new Bookmark("{\"cursor\": [\"2026-01-31T00:00:05Z\"]}")))
                  .rows())
          .hasSize(2);
      for (String wrong : List.of("{\"cursor\": 5}", "none", "{\"cursor\": [\"soon\"]}")) {
        assertThatThrownBy(() -> pass(source, plain.since(new Bookmark(wrong))))
            .isInstanceOf(Failure.Configuration.class)
            .hasMessageContaining("stream t");
      }
    }
  }

  @Test
  void idsOfSeveralTypesAreAllReadFromEveryBookmark() {
    mongo.insert(
        "t",
        "{\"_id\": \"text\"}",
        "{\"_id\": 7}",
        "{\"_id\": 7.5}",
        "{\"_id\": {\"$oid\": \"65f000000000000000000001\"}}",
        "{\"_id\": {\"$date\": \"2026-01-31T00:00:00Z\"}}",
        "{\"_id\": true}",
        "{\"_id\": {\"a\": 1}}");
    List<String> all = read("t", Map.of());
    assertThat(all).hasSize(7);
    List<String> resumed = new ArrayList<>();
    try (Source source = openSource()) {
      ReadRequest request =
          ReadRequest.all("t", source.describe("t", settings(Map.of())).schema())
              .options(settings(Map.of()))
              .limit(1);
      Optional<Bookmark> bookmark = Optional.empty();
      for (int i = 0; i < 8; i++) {
        // A read that ends has no bookmark of its own; one row further it is still in its pass.
        ReadRequest from = bookmark.map(request::since).orElse(request);
        List<String> rows = rows(source, from, new ArrayList<>());
        resumed.addAll(rows);
        bookmark = rows.isEmpty() ? bookmark : Optional.of(behind(resumed.size()));
      }
    }
    assertThat(resumed).isEqualTo(all);
  }

  /** Where a pass stands behind so many documents. */
  private Bookmark behind(int documents) {
    BsonDocument last =
        mongo
            .database()
            .getCollection("t", BsonDocument.class)
            .find()
            .sort(new Document("_id", 1))
            .skip(documents - 1)
            .first();
    return new Position(List.of(Objects.requireNonNull(last).get("_id")), Optional.empty(), false)
        .bookmark();
  }

  @Test
  void aCursorOfAnotherTypeIsRefusedRatherThanLost() {
    moments(0, 3);
    mongo.insert("t", "{\"_id\": 50, \"at\": \"yesterday\"}");
    try (Source source = openSource()) {
      ReadRequest request = declared(source, "at");
      assertThatThrownBy(() -> pass(source, request))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("stream t")
          .hasMessageContaining("would never see it");
      mongo.database().getCollection("t").deleteOne(new Document("_id", 50));
      mongo.insert("t", "{\"_id\": 51}");
      assertThatThrownBy(() -> pass(source, request))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("the document 51 has no at where others have a date");
      assertThat(pass(source, request.where("{\"at\": {\"$ne\": null}}")).rows()).hasSize(3);
    }
  }

  @Test
  void conditionsAreAnsweredByTheServer() {
    moments(0, 10);
    try (Source source = openSource()) {
      ReadRequest request = declared(source);
      assertThat(pass(source, request.where("{\"_id\": {\"$lt\": 3}}")).rows()).hasSize(3);
      assertThat(pass(source, request.limit(4)).rows()).hasSize(4);
      assertThat(
              pass(
                      source,
                      request.options(
                          settings(Map.of("fields", DECLARED.get("fields"), "max_rows", 2L))))
                  .rows())
          .hasSize(2);
      for (String wrong : List.of("status = 'paid'", "{\"a\": ", "{\"_id\": {\"$nope\": 1}}")) {
        assertThatThrownBy(() -> pass(source, request.where(wrong)))
            .isInstanceOfSatisfying(
                Failure.Configuration.class,
                failure -> assertThat(failure.remedy()).contains("where"));
      }
    }
  }

  @Test
  void aRangeOfTheCursorIsRead() {
    moments(0, 7);
    try (Source source = openSource()) {
      ReadRequest all = declared(source, "at");
      ReadRequest range =
          new ReadRequest(
              all.stream(),
              all.schema(),
              all.where(),
              all.cursor(),
              all.key(),
              all.since(),
              Optional.of("2026-01-31T00:00:02Z"),
              Optional.of("2026-01-31T00:00:04Z"),
              Duration.ZERO,
              0,
              all.options());
      assertThat(pass(source, range).rows()).hasSize(2);
    }
  }

  @Test
  void aDateThatIsReadAsALocalTimeIsStillComparedAsADate() {
    moments(0, 7);
    Settings options = settings(Map.of(MongoSettings.FIELDS, Map.of("at", "datetime")));
    try (Source source = openSource()) {
      ReadRequest all =
          ReadRequest.all("t", source.describe("t", options).schema())
              .options(options)
              .withCursor(List.of("at"), List.of("_id"));
      assertThat(
              pass(source, all.since(new Bookmark("{\"cursor\": [\"2026-01-31T00:00:05\"]}")))
                  .rows())
          .hasSize(2);
    }
  }

  @Test
  void aForgottenCursorIsOpenedAgain() {
    moments(0, 6000);
    try (Source source = openSource();
        RowReader reader = source.read(declared(source))) {
      long rows = reader.next().orElseThrow().size();
      long id = ((MongoReader) reader).cursorId().orElseThrow();
      mongo
          .database()
          .runCommand(
              new BsonDocument("killCursors", new BsonString("t"))
                  .append("cursors", new BsonArray(List.of(new BsonInt64(id)))));
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        rows += next.get().size();
      }
      assertThat(rows).isEqualTo(6000);
    }
  }

  @ParameterizedTest
  @CsvSource({"integr,is not a type", "'decimal(1,2)',is not a type"})
  void aDeclaredTypeMustBeOne(String type, String says) {
    mongo.insert("t", "{}");
    try (Source source = openSource()) {
      assertThatThrownBy(
              () -> source.describe("t", settings(Map.of(MongoSettings.FIELDS, Map.of("a", type)))))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("fields.a")
          .hasMessageContaining(says);
    }
  }

  @Test
  void whatWasReadInOneMongoIsTheSameInAnother() {
    mongo.insert(
        "t",
        "{\"_id\": {\"$oid\": \"65f000000000000000000001\"}, \"owner\": {\"$oid\":"
            + " \"65f000000000000000000002\"}, \"nested\": {\"at\": {\"$date\":"
            + " \"2026-01-31T00:00:00Z\"}}}");
    try (Source source = openSource()) {
      Schema schema = source.describe("t", settings(Map.of())).schema();
      try (RowReader reader =
          source.read(ReadRequest.all("t", schema).options(settings(Map.of())))) {
        write(
            request(schema, WriteMode.UPSERT, List.of("_id"), false, Map.of()),
            reader.next().orElseThrow());
      }
    }
    assertThat(mongo.database().getCollection("target").find().first())
        .isEqualTo(mongo.database().getCollection("t").find().first());
  }
}
