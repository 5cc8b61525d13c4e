package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Example;
import io.navette.testing.Program;
import io.navette.testing.TestMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of MongoDB runs as it stands, against a server of its own. */
final class MongoExampleTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void ordersComeInAndPricesGoOut() throws Exception {
    try (TestMongo mongo = TestMongo.open()) {
      mongo.insert(
          "orders",
          """
          {"_id": {"$oid": "65f000000000000000000001"}, "status": "paid", "customer": {"name": "Ada"},
           "lines": [{"item": "CAF"}], "total": {"$numberDecimal": "12.50"},
           "paid_at": {"$date": "2026-01-31T10:00:00Z"}}
          """,
          "{\"status\": \"open\", \"total\": 5}");
      Program program =
          Example.copy(
              "mongodb",
              folder,
              text ->
                  text.replace("uri: ${secret:shop_uri}", "uri: ${env:SHOP_URI}")
                      .replace("database: shop", "database: " + mongo.name()),
              Map.of("SHOP_URI", mongo.uri().reveal()));
      assertThat(Example.run(program, "test", "shop").out()).contains("MongoDB");
      Program.Result first = Example.run(program, "sync");
      assertThat(first.err()).doesNotContain("org.mongodb");
      assertThat(Example.rows(program, "lake:orders"))
          .containsExactly(
              "65f000000000000000000001,Ada,\"[{\"\"item\"\":"
                  + " \"\"CAF\"\"}]\",12.50,2026-01-31T10:00:00Z");
      assertThat(mongo.database().getCollection("prices").find(new Document("code", "CAF")).first())
          .containsEntry("label", new Document("fr", "Café"))
          .containsEntry("price", Decimal128.parse("2.50"));
      mongo.insert(
          "orders",
          """
          {"_id": {"$oid": "65f000000000000000000002"}, "status": "paid", "total": 3,
           "paid_at": {"$date": "2026-02-01T10:00:00Z"}}
          """);
      Files.writeString(
          folder.resolve("prices.csv"), "code,label,price\nCAF,Café,2.60\nTHE,Thé,3.20\n");
      String second = Example.run(program, "sync").err();
      assertThat(second).contains("1 created").contains("1 updated, 1 unchanged");
      assertThat(Example.rows(program, "lake:orders")).hasSize(2);
    }
  }

  @Test
  void aConnectionIsAddedWithWhatIsNeeded() throws Exception {
    try (TestMongo mongo = TestMongo.open()) {
      Program program =
          new Program(
              folder,
              Map.of(
                  "NAVETTE_HOME",
                  folder.resolve("home").toString(),
                  "NAVETTE_PASSPHRASE",
                  "a passphrase for tests"));
      program.run("connect", "keystore", "init");
      mongo.insert("orders", "{\"total\": 1}", "{\"total\": 2}");
      Program.Result added =
          program.runWith(
              mongo.uri().reveal(),
              "connect",
              "add",
              "shop",
              "--type",
              "mongodb",
              "--set",
              "database=" + mongo.name(),
              "--secret",
              "uri");
      assertThat(added.exit()).as(added.err()).isZero();
      assertThat(Files.readString(folder.resolve("navette.yaml")))
          .contains("${secret:shop_uri}")
          .doesNotContain(mongo.uri().reveal());
      assertThat(Example.run(program, "connect", "discover", "shop").out()).contains("orders");
      assertThat(Example.run(program, "connect", "discover", "shop", "orders").err())
          .contains("2 sampled records");
      assertThat(
              Example.run(
                      program,
                      "transfer",
                      "shop:orders",
                      "-",
                      "--where",
                      "{\"total\": 2}",
                      "--output",
                      "csv")
                  .out())
          .hasLineCount(2);
    }
  }
}
