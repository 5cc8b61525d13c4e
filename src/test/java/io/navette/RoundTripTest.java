package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pass through databases come back byte by byte. */
final class RoundTripTest {
  private static final String CANONICAL =
      """
      id,flag,big,price,exact,num,name,blob,day,time,at,moment,key,doc
      1,true,-9223372036854775808,12.50,0.000000000000000000001,0.1,Zoé,00ff,2026-01-31,23:59:59.999999,2026-01-31T12:00:00.000001,1969-12-31T23:59:59.5Z,00112233-4455-6677-8899-aabbccddeeff,"{""b"":1.50,""a"":[]}"
      2,false,9223372036854775807,-0.01,1234567890123456789012345678.90,4.9E-324,"quoted ""x"", and
      two lines","",0001-01-01,00:00:00,9999-12-31T23:59:59.999999,2026-06-30T22:00:00Z,ffffffff-ffff-ffff-ffff-ffffffffffff,null
      3,,,,,,,,,,,,,
      4,true,0,0.00,0,NaN,"",00,2024-02-29,12:34:56.7,2024-02-29T00:00:00,2024-02-29T00:00:00Z,00000000-0000-0000-0000-000000000000,\"\"\"text\"\"\"
      """;

  private static final String TYPES =
      "{id: integer, flag: boolean, big: integer, price: \"decimal(12,2)\", exact: decimal,"
          + " num: double, blob: bytes, day: date, time: time, at: datetime, moment: instant,"
          + " key: uuid, doc: json}";

  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "sqlite"})
  void aCanonicalCsvComesBackByteByByte(String database) throws Exception {
    boolean sqlite = database.equals("sqlite");
    // SQLite has no NaN.
    String canonical = sqlite ? CANONICAL.replace("NaN", "1.5") : CANONICAL;
    Files.writeString(folder.resolve("in.csv"), canonical);
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          files: {type: csv, path: .}
          db: %s
        jobs:
          a: {from: files, to: db, streams: {in.csv: {into: t, mode: replace, key: [id], types: %s}}}
          b: {from: db, to: files, streams: {t: {into: out.csv, mode: replace}}}
        """
            .formatted(sqlite ? "{type: sqlite, path: t.db}" : postgres(), TYPES));
    Program program =
        new Program(folder, Map.of("NAVETTE_HOME", folder.resolve("home").toString()));
    for (String job : List.of("a", "b", "a", "b")) {
      Program.Result result = program.run("sync", job, "--verify", "counts");
      assertThat(result.exit()).as(result.err()).isZero();
    }
    assertThat(Files.readString(folder.resolve("out.csv"))).isEqualTo(canonical);
  }

  private static String postgres() {
    return "{type: postgres, host: localhost, port: "
        + TestPostgres.port()
        + ", database: "
        + TestPostgres.newDatabase().replaceAll(".*/|\\?.*", "")
        + ", user: "
        + TestPostgres.USER
        + "}";
  }
}
