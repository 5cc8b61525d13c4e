package io.navette.connector.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.DigestRequest;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowDigesting.HashedRow;
import io.navette.connector.RowReader;
import io.navette.connector.RowSums;
import io.navette.connector.Settings;
import io.navette.row.RowBatch;
import io.navette.row.RowHash;
import io.navette.row.Schema;
import io.navette.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's hashes are those the program computes, and tell values apart. */
final class RowDigestTest {
  private static final Settings NONE = new Settings("pg", Map.of());

  private String url = "unset";
  private Server server = new Server(NONE);

  @BeforeEach
  void place() {
    url = TestPostgres.newDatabase();
    server = new Server(TestPostgres.settings(url, Map.of()));
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = TestPostgres.connect(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private DigestRequest request(PostgresSource source, List<String> key, Set<String> normal) {
    Schema schema = source.describe("t", NONE).schema();
    return new DigestRequest("t", schema, key, normal, Optional.empty());
  }

  private RowSums read(PostgresSource source, DigestRequest request, int buckets) {
    RowHash hash = new RowHash(request.columns(), request.key(), request.normalJson());
    RowSums sums = new RowSums(buckets);
    try (RowReader reader = source.read(ReadRequest.all("t", request.columns()))) {
      for (Optional<RowBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        RowBatch batch = next.get();
        assertThat(batch.rejections()).isEmpty();
        for (int row = 0; row < batch.size(); row++) {
          sums.add(hash.key(batch, row), hash.row(batch, row));
        }
      }
    }
    return sums;
  }

  private static Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("boolean", List.of("true", "false"));
    values.put("smallint", List.of("0", "1", "-1", "32767", "-32768"));
    values.put("integer", List.of("0", "1", "-1", "2147483647", "-2147483648"));
    values.put(
        "bigint",
        List.of("0", "1", "-1", "4294967295", "4294967296", "9223372036854775807", "-1 - 2 ^ 62"));
    values.put(
        "numeric",
        List.of(
            "0",
            "1",
            "-1",
            "0.1",
            "0.00001",
            "10000",
            "9999",
            "100000000",
            "12345.67890",
            "-12345.6789e300",
            "1e-30",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "0.0001",
            "1e131000"));
    values.put("numeric(12,2)", List.of("0.00", "1.50", "-0.01", "9999999999.99", "10000", "7.8"));
    values.put("real", List.of("0", "'-0'", "0.1", "'-1.5e30'", "'NaN'", "'Infinity'"));
    values.put(
        "double precision",
        List.of(
            "0",
            "'-0'",
            "0.1",
            "4.9e-324",
            "1.7976931348623157e308",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'"));
    values.put(
        "text",
        List.of(
            "''",
            "' '",
            "'a'",
            "'elf bytes..'",
            "'zwölf bytes'",
            "'NULL'",
            "E'a\tb'",
            "'emoji 🚢 日本語'",
            "repeat('lang', 10000)"));
    values.put("character(5)", List.of("'a'", "'abcde'", "''"));
    values.put("character varying(9)", List.of("'a'", "'a '", "''"));
    values.put("label", List.of("'x'", "'X'"));
    values.put("mood", List.of("'sad'", "'happy'"));
    values.put("bytea", List.of("''", "'\\x00'", "'\\x0000'", "decode(repeat('ab', 5000), 'hex')"));
    values.put(
        "date",
        List.of(
            "'1970-01-01'", "'2000-01-01'", "'0044-03-15 BC'", "'9999-12-31'", "'5874897-12-31'"));
    values.put("time", List.of("'00:00'", "'23:59:59.999999'", "'12:34:56.7'"));
    values.put(
        "timestamp",
        List.of(
            "'1970-01-01'",
            "'2000-01-01'",
            "'1999-12-31 23:59:59.999998'",
            "'4713-01-01 BC'",
            "'294276-12-31 23:59:59.999999'"));
    values.put(
        "timestamptz",
        List.of(
            "'1970-01-01'",
            "'2026-06-30 22:00:00.000001+02'",
            "'4713-01-02 BC'",
            "'294276-12-31 23:59:59.999999+00'"));
    values.put(
        "uuid",
        List.of(
            "'00000000-0000-0000-0000-000000000000'",
            "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
            "'00112233-4455-6677-8899-aabbccddeeff'"));
    List<String> json =
        List.of(
            "'{\"b\": 1.50,\"a\":[]}'",
            "'null'",
            "'\"\"'",
            "'{ }'",
            "'[1, 2e3, -1e-3, true]'",
            "'{\"é\": \"\\u001f\\n\\\"\", \"zz\": {\"k\": null}, \"a\": 1, \"a\": 2}'");
    values.put("json", json);
    values.put("jsonb", json);
    values.put("interval", List.of("'1 day'", "'24 hours'", "'-1 mon 3 days'"));
    values.put("integer[]", List.of("'{}'", "'{1,NULL}'", "'{{1},{2}}'"));
    values.put("inet", List.of("'10.0.0.1'", "'::1/64'"));
    return values;
  }

  private static Stream<Arguments> types() {
    return values().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeIsHashedAlike(String type, List<String> values) throws SQLException {
    execute("CREATE DOMAIN label AS text", "CREATE TYPE mood AS ENUM ('happy', 'sad')");
    execute("CREATE TABLE t (a int, v " + type + ")", "INSERT INTO t VALUES (1, NULL)");
    for (String value : values) {
      execute("INSERT INTO t VALUES (1, " + value + ")");
    }
    int rows = values.size() + 1;
    try (PostgresSource source = new PostgresSource(server)) {
      Set<String> normal = type.startsWith("json") ? Set.of("v") : Set.of();
      DigestRequest request = request(source, List.of("v"), normal);
      RowSums here = new TableDigest(server).sums(request, 1 << 12).orElseThrow();
      assertThat(here.rows()).isEqualTo(rows);
      assertThat(here.differing(read(source, request, 1 << 12)).cardinality()).isZero();
      assertThat(hashes(request)).as("all differ").hasSize(rows).doesNotHaveDuplicates();
    }
  }

  private List<Long> hashes(DigestRequest request) {
    BitSet all = new BitSet();
    all.set(0);
    List<Long> hashes = new ArrayList<>();
    new TableDigest(server).rows(request, 1, all, (HashedRow row) -> hashes.add(row.row()));
    return hashes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"numeric", "date", "timestamp", "timestamptz", "double precision"})
  void infinitiesDiffer(String type) throws SQLException {
    execute("CREATE TABLE t (v " + type + ")", "INSERT INTO t VALUES ('infinity'), ('-infinity')");
    if (type.equals("numeric")) {
      execute("INSERT INTO t VALUES ('NaN')");
    }
    try (PostgresSource source = new PostgresSource(server)) {
      assertThat(hashes(request(source, List.of(), Set.of()))).doesNotHaveDuplicates();
    }
  }

  @Test
  void jsonIsComparableWithItsNormalForm() throws SQLException {
    String json = "'{\"bb\": 1.50 ,\"a\":[1e2, \"\\u00e9\"], \"a\":{}}'";
    execute("CREATE TABLE t (v json)", "INSERT INTO t VALUES (" + json + ")");
    RowSums text;
    try (PostgresSource source = new PostgresSource(server)) {
      DigestRequest request = request(source, List.of(), Set.of("v"));
      text = new TableDigest(server).sums(request, 1).orElseThrow();
      assertThat(text.differing(read(source, request, 1)).isEmpty()).isTrue();
      assertThat(new TableDigest(server).normalJson("t", List.of("v"))).isEmpty();
    }
    execute("ALTER TABLE t ALTER v TYPE jsonb");
    try (PostgresSource source = new PostgresSource(server)) {
      DigestRequest request = request(source, List.of(), Set.of("v"));
      RowSums normal = new TableDigest(server).sums(request, 1).orElseThrow();
      assertThat(normal.differing(text).isEmpty()).isTrue();
      assertThat(new TableDigest(server).normalJson("t", List.of("v"))).containsExactly("v");
    }
  }

  @Test
  void widthsAndScalesDoNotMatterButPlacesDo() throws SQLException {
    execute(
        "CREATE TABLE t (a int, b numeric(9,2), c varchar(9))",
        "INSERT INTO t VALUES (-7, 1.5, 'x'), (7, NULL, '')");
    RowSums narrow = sums();
    execute(
        "ALTER TABLE t ALTER a TYPE bigint, ALTER b TYPE numeric, ALTER c TYPE text",
        "UPDATE t SET b = 1.500 WHERE a = -7");
    assertThat(sums().differing(narrow).isEmpty()).isTrue();
    execute("UPDATE t SET c = CASE c WHEN 'x' THEN '' ELSE 'x' END");
    assertThat(sums().differing(narrow).isEmpty()).as("swapped").isFalse();
  }

  private RowSums sums() {
    try (PostgresSource source = new PostgresSource(server)) {
      return new TableDigest(server).sums(request(source, List.of(), Set.of()), 1).orElseThrow();
    }
  }

  @Test
  void emptyTablesSumUpToNothing() throws SQLException {
    execute("CREATE TABLE t (a int)");
    assertThat(sums().rows()).isZero();
    assertThat(sums().differing(new RowSums(1)).isEmpty()).isTrue();
  }
}
