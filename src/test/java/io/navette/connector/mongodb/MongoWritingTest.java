package io.navette.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.IndexOptions;
import io.navette.connector.Changes;
import io.navette.connector.Committed;
import io.navette.connector.Digesting;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every target of rows must do, and what only MongoDB does. */
final class MongoWritingTest extends MongoFixture {
  @Test
  void everyModeMeetsTheTargetAsItsNameSays() {
    assertThat(
            write(WriteMode.APPEND, row(1L, "a", "1.00"), row(2L, "b", "2.50"), row(3L, null, null))
                .changes())
        .isEqualTo(Changes.created(3));
    createKeyIndex();
    assertThat(
            write(WriteMode.INSERT, row(2L, "x", "2.5"), row(3L, "c", null), row(4L, "d", "4"))
                .changes())
        .isEqualTo(new Changes(1, 0, 2, 0));
    assertThat(documents()).containsExactly("1,a,1.00", "2,b,2.50", "3,null,null", "4,d,4.00");
    assertThat(
            write(WriteMode.UPDATE, row(3L, "c", null), row(4L, "d", "4"), row(5L, "e", "5"))
                .changes())
        .isEqualTo(new Changes(0, 1, 1, 0));
    assertThat(
            write(WriteMode.UPSERT, row(3L, "c", null), row(4L, "d", "4"), row(5L, "e", "5"))
                .changes())
        .isEqualTo(new Changes(1, 0, 2, 0));
    assertThat(
            write(WriteMode.UPSERT, row(1L, "x", null), row(1L, "y", null), row(6L, "f", "6"))
                .changes())
        .isEqualTo(new Changes(1, 1, 0, 0));
    assertThat(documents()).hasSize(6).contains("1,y,null");
    assertThat(
            write(WriteMode.MIRROR, row(1L, "y", null), row(2L, "bb", "2.5"), row(7L, "g", "7"))
                .changes())
        .isEqualTo(new Changes(1, 1, 1, 4));
    assertThat(documents()).containsExactly("1,y,null", "2,bb,2.50", "7,g,7.00");
    assertThat(write(WriteMode.REPLACE, row(9L, "z", "0.10")).changes())
        .isEqualTo(new Changes(1, 0, 0, 3));
    assertThat(documents()).containsExactly("9,z,0.10");
    assertThat(write(WriteMode.REPLACE).changes()).isEqualTo(new Changes(0, 0, 0, 1));
    assertThat(documents()).isEmpty();
  }

  private void createKeyIndex() {
    mongo
        .database()
        .getCollection("target")
        .createIndex(new Document("code", 1), new IndexOptions().unique(true));
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLACE", "MIRROR"})
  void aWholeStreamWaitsForItsEnd(WriteMode mode) {
    write(WriteMode.UPSERT, row(100L, "old", null));
    try (Sink sink = openSink()) {
      try (RowWriter writer = sink.write(request(mode, false))) {
        writer.write(batch(SCHEMA, row(1L, "lost with the process", null)));
        writer.commit(chunk(1, 1, false));
      }
      assertThat(documents()).containsExactly("100,old,null");
      try (RowWriter writer = sink.write(request(mode, false))) {
        writer.write(batch(SCHEMA, row(2L, "b", null)));
        writer.commit(chunk(1, 1, false));
        writer.write(batch(SCHEMA, row(3L, "c", null)));
        Staged staged = (Staged) writer;
        assertThat(staged.pending()).isEqualTo(new Changes(2, 0, 0, 1));
        assertThat(staged.targetRows()).isEqualTo(1);
        writer.commit(chunk(2, 2, true));
      }
    }
    assertThat(documents()).containsExactly("2,b,null", "3,c,null");
    assertThat(mongo.database().listCollectionNames()).noneMatch(name -> name.contains("stage"));
  }

  @ParameterizedTest
  @EnumSource(WriteMode.class)
  void nothingChangesBeforeTheCommit(WriteMode mode) {
    write(WriteMode.UPSERT, row(1L, "a", null));
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request(mode, false))) {
      writer.write(batch(SCHEMA, row(1L, "A", null), row(2L, "b", null)));
      ((Staged) writer).discard();
      assertThat(((Staged) writer).pending().created()).isZero();
    }
    assertThat(documents()).containsExactly("1,a,null");
  }

  @Test
  void aPreviewTellsWhatWouldHappen() {
    write(WriteMode.UPSERT, row(1L, "a", null), row(2L, "b", null));
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request(WriteMode.MIRROR, true))) {
      writer.write(batch(SCHEMA, row(1L, "A", null), row(3L, "c", null)));
      assertThat(((Staged) writer).pending()).isEqualTo(new Changes(1, 1, 0, 1));
    }
    assertThat(documents()).containsExactly("1,a,null", "2,b,null");
    assertThat(mongo.database().listCollectionNames()).containsExactly("target");
  }

  @Test
  void aGuardedStreamThatIsLargeWaitsInACollectionOfItsOwn() {
    Schema schema =
        Schema.of(Column.of("code", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT));
    WriteRequest request = request(schema, WriteMode.APPEND, List.of(), false, Map.of());
    String large = "x".repeat(300_000);
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request)) {
      for (long i = 0; i < 230; i++) {
        writer.write(batch(schema, row(i, large)));
      }
      assertThat(mongo.database().listCollectionNames())
          .hasSize(1)
          .allMatch(name -> name.startsWith("navette_stage_"));
      assertThat(writer.commit(chunk(1, 230, true)).changes()).isEqualTo(Changes.created(230));
    }
    assertThat(mongo.database().getCollection("target").countDocuments()).isEqualTo(230);
    assertThat(mongo.database().listCollectionNames())
        .containsExactlyInAnyOrder("target", "navette_ledger");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2047, 2048, 2049})
  void documentsTheServerRefusesAreNamedAndTheOthersPass(int count) {
    mongo
        .database()
        .getCollection("target")
        .createIndex(new Document("name", 1), new IndexOptions().unique(true));
    mongo.insert("target", "{\"code\": -1, \"name\": \"taken\"}");
    @Nullable Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row((long) i, i % 1000 == 0 ? "taken" : "name " + i, null);
    }
    int bad = (count + 999) / 1000;
    Committed committed = write(WriteMode.APPEND, rows);
    assertThat(committed.changes()).isEqualTo(Changes.created(count - bad));
    assertThat(committed.rejections()).hasSize(bad);
    Rejection first = committed.rejections().get(0);
    assertThat(first.stage()).isEqualTo(Rejection.Stage.WRITE);
    assertThat(first.row()).isEqualTo("{\"code\":0,\"name\":\"taken\",\"price\":null}");
    assertThat(first.reason()).contains("E11000", "code 11000");
    assertThat(documents()).hasSize(count - bad + 1);
  }

  @Test
  void anUpsertNeedsAUniqueIndex() {
    mongo.insert("target", "{\"code\": 1}");
    assertThatThrownBy(() -> write(WriteMode.UPSERT, row(1L, "a", null)))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure -> {
              assertThat(failure).hasMessageContaining("no unique index on its key [code]");
              assertThat(failure.remedy())
                  .contains(
                      "db.getCollection('target').createIndex({\"code\": 1}, {unique: true})");
            });
    WriteRequest creating =
        request(
            SCHEMA,
            WriteMode.UPSERT,
            List.of("code"),
            false,
            Map.of(MongoSettings.MISSING_INDEX, "create"));
    write(creating, batch(SCHEMA, row(1L, "a", null)));
    assertThat(documents()).containsExactly("1,a,null");
    assertThat(mongo.database().getCollection("target").listIndexes()).hasSize(2);
    mongo.database().getCollection("target").drop();
    mongo.insert("target", "{\"code\": 1}", "{\"code\": 1}");
    assertThatThrownBy(() -> write(creating, batch(SCHEMA, row(1L, "a", null))))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("share the key [code]");
  }

  @Test
  void otherFieldsOfADocumentStay() {
    write(WriteMode.UPSERT, row(1L, "a", "2"));
    mongo
        .database()
        .getCollection("target")
        .updateOne(new Document("code", 1L), new Document("$set", new Document("stock", 5)));
    write(WriteMode.UPSERT, row(1L, "b", "2"));
    assertThat(mongo.database().getCollection("target").find().first())
        .containsEntry("stock", 5)
        .containsEntry("name", "b")
        .containsEntry("price", Decimal128.parse("2.00"));
  }

  @Test
  void columnsWithDotsBecomeNestedDocuments() {
    Schema schema =
        Schema.of(
            Column.of("_id", ColumnType.TEXT).required(),
            Column.of("address.city", ColumnType.TEXT),
            Column.of("address.zip", ColumnType.TEXT),
            Column.of("tags", ColumnType.JSON));
    WriteRequest upsert = request(schema, WriteMode.UPSERT, List.of("_id"), false, Map.of());
    WriteRequest append = request(schema, WriteMode.APPEND, List.of(), false, Map.of());
    write(upsert, batch(schema, row("a", "Lyon", "69001", "[1, {\"b\": null}]")));
    write(
        append,
        batch(
            schema, row("b", "Paris", null, "{\"at\": {\"$oid\": \"65f000000000000000000001\"}}")));
    List<Document> documents =
        mongo
            .database()
            .getCollection("target")
            .find()
            .sort(new Document("_id", 1))
            .into(new ArrayList<>());
    assertThat(documents.get(0).get("address"))
        .isEqualTo(new Document("city", "Lyon").append("zip", "69001"));
    assertThat(documents.get(0).get("tags")).isEqualTo(List.of(1, new Document("b", null)));
    assertThat(documents.get(1).get("tags", Document.class).get("at"))
        .isEqualTo(new ObjectId("65f000000000000000000001"));
  }

  @Test
  void namesThatCanBeNoFieldsAreRefused() {
    for (String name : List.of("$set", "a..b", "code.inner")) {
      Schema schema =
          Schema.of(Column.of("code", ColumnType.TEXT), Column.of(name, ColumnType.TEXT));
      assertThatThrownBy(
              () ->
                  write(
                      request(schema, WriteMode.APPEND, List.of(), false, Map.of()), batch(schema)))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void aKeyOfJsonWouldBeAnOperator() {
    Schema schema = Schema.of(Column.of("code", ColumnType.JSON));
    assertThatThrownBy(
            () ->
                write(
                    request(schema, WriteMode.UPSERT, List.of("code"), false, Map.of()),
                    batch(schema, row("{\"$gt\": \"\"}"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("the key code is JSON");
  }

  @Test
  void aRowWithoutKeyWouldMatchAnyDocument() {
    Schema schema =
        Schema.of(Column.of("code", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT));
    WriteRequest request = request(schema, WriteMode.UPSERT, List.of("code"), false, Map.of());
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request)) {
      assertThat(writer.write(batch(schema, row(null, "x"), row(1L, "y"))))
          .extracting(Rejection::reason)
          .containsExactly("the key code is empty");
      assertThat(writer.commit(chunk(1, 1, true)).changes()).isEqualTo(Changes.created(1));
    }
  }

  @Test
  void aDocumentOfMoreThanSixteenMegabytesIsRefusedAlone() {
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request(WriteMode.APPEND, false))) {
      List<Rejection> refused =
          writer.write(
              batch(
                  SCHEMA,
                  row(1L, "x".repeat(16 << 20), null),
                  row(2L, "y".repeat(15 << 20), null)));
      assertThat(refused)
          .extracting(Rejection::reason)
          .hasSize(1)
          .first()
          .asString()
          .matches("the document would have 16,777,\\d{3} bytes; MongoDB takes 16,777,216");
      assertThat(writer.commit(chunk(1, 1, true)).changes()).isEqualTo(Changes.created(1));
    }
    assertThat(read("target", Map.of())).hasSize(1);
  }

  @Test
  void valuesMongoCantKeepAreRefusedNotCut() {
    Schema schema =
        Schema.of(
            Column.of("code", ColumnType.INTEGER),
            Column.of("at", ColumnType.INSTANT),
            Column.of("amount", ColumnType.DECIMAL),
            Column.of("owner", ColumnType.TEXT));
    WriteRequest request =
        request(
            schema,
            WriteMode.APPEND,
            List.of(),
            false,
            Map.of(MongoSettings.OBJECT_IDS, List.of("owner")));
    try (Sink sink = openSink();
        RowWriter writer = sink.write(request)) {
      List<Rejection> refused =
          writer.write(
              batch(
                  schema,
                  row(1L, "2026-01-31T00:00:00.123456Z", null, null),
                  row(2L, null, "12345678901234567890123456789012345", null),
                  row(3L, null, null, "nobody"),
                  row(4L, "2026-01-31T00:00:00.123Z", "1.50", "65f000000000000000000001")));
      assertThat(refused)
          .extracting(Rejection::column)
          .containsExactly(Optional.of("at"), Optional.of("amount"), Optional.of("owner"));
      assertThat(refused.get(0).reason()).contains("instants: milliseconds");
      assertThat(refused.get(1).reason()).contains("34");
      writer.commit(chunk(1, 1, true));
    }
    assertThat(mongo.database().getCollection("target").find().first())
        .containsEntry("owner", new ObjectId("65f000000000000000000001"));
    WriteRequest cutting =
        request(
            schema,
            WriteMode.APPEND,
            List.of(),
            false,
            Map.of(MongoSettings.INSTANTS, "milliseconds"));
    write(cutting, batch(schema, row(5L, "1969-12-31T23:59:59.999999Z", null, null)));
    BsonDocument cut =
        mongo
            .database()
            .getCollection("target", BsonDocument.class)
            .find(new Document("code", 5L))
            .first();
    assertThat(Objects.requireNonNull(cut).getDateTime("at").getValue()).isEqualTo(-1);
  }

  @Test
  void everyTypeComesBackExactly() {
    Map<ColumnType, String> values =
        Map.ofEntries(
            Map.entry(ColumnType.BOOLEAN, "true"),
            Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
            Map.entry(ColumnType.integer(32), "2147483647"),
            Map.entry(ColumnType.decimal(34, 10), "123456789012345678901234.0123456789"),
            Map.entry(ColumnType.DOUBLE, "2.2250738585072014E-308"),
            Map.entry(ColumnType.TEXT, "é 🍮 ''"),
            Map.entry(ColumnType.BYTES, "00ff"),
            Map.entry(ColumnType.DATE, "0001-01-01"),
            Map.entry(ColumnType.TIME, "23:59:59.999999"),
            Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
            Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
            Map.entry(ColumnType.UUID, "00112233-4455-6677-8899-aabbccddeeff"),
            Map.entry(ColumnType.JSON, "{\"a\": [1, \"x\", null]}"));
    List<ColumnType> types = List.copyOf(values.keySet());
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(Column.of("c" + i, types.get(i)));
    }
    Schema schema = new Schema(columns);
    RowBatch batch = new RowBatch(schema);
    for (int i = 0; i < types.size(); i++) {
      CellText.parse(batch.cells(i), values.getOrDefault(types.get(i), ""));
    }
    batch.endRow();
    for (int i = 0; i < types.size(); i++) {
      batch.cells(i).appendNull();
    }
    batch.endRow();
    write(request(schema, WriteMode.APPEND, List.of(), false, Map.of()), batch);
    try (var source = openSource();
        var reader = source.read(io.navette.connector.ReadRequest.all("target", schema))) {
      RowBatch read = reader.next().orElseThrow();
      assertThat(read.rejections()).isEmpty();
      for (int i = 0; i < types.size(); i++) {
        assertThat(CellText.format(read.cells(i), 0)).isEqualTo(values.get(types.get(i)));
        assertThat(read.cells(i).isNull(1)).isTrue();
      }
    }
  }

  @Test
  void rowsAreCounted() {
    write(WriteMode.APPEND, row(1L, "a", null), row(2L, "b", null));
    try (Sink sink = openSink()) {
      Digesting digesting = (Digesting) sink;
      assertThat(digesting.count("target", Optional.of("{\"code\": 2}"), settings(Map.of())))
          .isEqualTo(1);
      assertThat(
              digesting.bounds(
                  "target", List.of("code", "price"), Optional.empty(), settings(Map.of())))
          .containsExactly(
              new Digesting.Bounds("code", Optional.of("1"), Optional.of("2")),
              new Digesting.Bounds("price", Optional.empty(), Optional.empty()));
    }
  }
}
