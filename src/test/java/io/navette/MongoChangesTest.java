package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.TestMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table follows a collection of a replica set run by run, by the program itself. */
final class MongoChangesTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void runsFollowTheChangesUntilTheOplogHasLostThem() throws Exception {
    Assumptions.assumeFalse(TestMongo.isReal(), "a real oplog can't be made to forget");
    try (TestMongo mongo = TestMongo.openReplicaSet()) {
      mongo.insert("orders", "{_id: 1, status: 'open'}", "{_id: 2, status: 'open'}");
      Program program = program(mongo);
      assertThat(Example.run(program, "sync").err()).contains("2 created");
      assertThat(rows(program)).containsExactly("1,open,false", "2,open,false");
      var orders = mongo.database().getCollection("orders");
      orders.updateOne(new Document("_id", 1), Document.parse("{$set: {status: 'paid'}}"));
      orders.replaceOne(new Document("_id", 2), Document.parse("{status: 'sent'}"));
      orders.insertOne(Document.parse("{_id: 3, status: 'open'}"));
      orders.deleteOne(new Document("_id", 2));
      Example.run(program, "sync");
      assertThat(rows(program)).containsExactly("1,paid,false", "2,,true", "3,open,false");
      assertThat(Example.run(program, "sync").err()).contains("nothing new");
      orders.deleteOne(new Document("_id", 3));
      mongo.forgetHistory();
      Program.Result lost = program.run("sync");
      assertThat(lost.exit()).as(lost.err()).isEqualTo(8);
      assertThat(lost.err())
          .contains("connection shop, stream orders")
          .contains("the oplog no longer holds the changes since the last run")
          .contains("navette sync --full-refresh");
      Example.run(program, "sync", "--full-refresh");
      orders.updateOne(new Document("_id", 1), Document.parse("{$set: {status: 'back'}}"));
      Example.run(program, "sync");
      assertThat(rows(program)).contains("1,back,false");
    }
  }

  private Program program(TestMongo mongo) throws Exception {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          shop: {type: mongodb, uri: "${env:SHOP_URI}", database: %s}
          lake: {type: sqlite, path: lake.db}
        jobs:
          follow:
            from: shop
            to: lake
            streams:
              orders:
                mode: upsert
                key: [_id]
                cursor: [_changed_at]
                options: {change_stream: true, fields: {status: text}}
        """
            .formatted(mongo.name()));
    return new Program(
        folder,
        Map.of(
            "NAVETTE_HOME", folder.resolve("home").toString(), "SHOP_URI", mongo.uri().reveal()));
  }

  private static List<String> rows(Program program) throws Exception {
    String out =
        Example.run(
                program,
                "transfer",
                "lake:orders",
                "-",
                "--columns",
                "_id,status,_deleted",
                "--output",
                "csv")
            .out();
    return out.lines().skip(1).sorted().toList();
  }
}
