package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.TestMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends to MongoDB that are killed at random moments and run again hold every row once. */
final class MongoCrashTest {
  private static final int ROWS = 60_000;
  private static final int KILLS = 4;

  @TempDir Path folder = Path.of("unset");

  @Test
  void aKilledAppendGoesOnWhereItWas() throws Exception {
    try (TestMongo mongo = TestMongo.open()) {
      Program program = program(mongo);
      RandomGenerator random = RandomGenerator.getDefault();
      var target = mongo.database().getCollection("t");
      int landed = 0;
      for (int kill = 0; kill < 20 && landed < KILLS; kill++) {
        long before = target.countDocuments();
        Process process = program.start("sync", "--chunk-rows", "2048", "--if-locked", "wait=60s");
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (process.isAlive()
            && target.countDocuments() == before
            && System.nanoTime() < limit) {
          Thread.sleep(5);
        }
        boolean ended = process.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        landed += ended ? 0 : 1;
      }
      assertThat(landed).as("kills that met a running load").isPositive();
      Program.Result last = program.run("sync", "--chunk-rows", "2048", "--if-locked", "wait=60s");
      assertThat(last.exit()).as(last.err()).isZero();
      List<Integer> numbers = new ArrayList<>();
      target
          .find()
          .projection(Document.parse("{n: 1}"))
          .map(row -> row.get("n", Number.class).intValue())
          .into(numbers);
      assertThat(numbers.stream().sorted())
          .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
    }
  }

  private Program program(TestMongo mongo) throws Exception {
    try (Connection source =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("source.db"));
        Statement statement = source.createStatement()) {
      statement.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY, name TEXT)");
      statement.execute(
          "WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < "
              + (ROWS - 1)
              + ") INSERT INTO numbers SELECT n, 'name ' || n FROM i");
    }
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          here: {type: sqlite, path: source.db}
          there: {type: mongodb, uri: "${env:TARGET_URI}", database: %s}
        jobs:
          load:
            from: here
            to: there
            streams:
              numbers: {into: t, mode: append, cursor: [n]}
        """
            .formatted(mongo.name()));
    return new Program(
        folder,
        Map.of(
            "NAVETTE_HOME", folder.resolve("home").toString(), "TARGET_URI", mongo.uri().reveal()));
  }
}
