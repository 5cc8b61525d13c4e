package io.navette.connector.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.TableKeeping;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.secret.Secret;
import io.navette.testing.TableContract;
import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresConnectorTest extends TableContract {
  private final PostgresConnector connector = new PostgresConnector();
  private String url = "unset";

  @BeforeEach
  void place() {
    url = TestPostgres.newDatabase();
  }

  private Settings settings(Map<String, Object> more) {
    return TestPostgres.settings(url, more);
  }

  @Override
  @MustBeClosed
  protected Source openSource() {
    return connector.openSource(settings(Map.of()));
  }

  @Override
  @MustBeClosed
  protected Sink openSink() {
    return connector.openSink(settings(Map.of()));
  }

  @Override
  protected void execute(String... statements) throws SQLException {
    try (Connection connection = TestPostgres.connect(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  protected Map<ColumnType, String> types() {
    return Map.ofEntries(
        Map.entry(ColumnType.BOOLEAN, "true"),
        Map.entry(ColumnType.INTEGER, "-9223372036854775808"),
        Map.entry(ColumnType.integer(16), "-32768"),
        Map.entry(ColumnType.integer(32), "2147483647"),
        Map.entry(ColumnType.decimal(15, 2), "9999999999999.99"),
        Map.entry(ColumnType.decimal(38, 10), "1234567890123456789012345678.0123456789"),
        Map.entry(ColumnType.DECIMAL, "0.10"),
        Map.entry(ColumnType.DOUBLE, "4.9E-324"),
        Map.entry(ColumnType.TEXT, "é 🍮 ''"),
        Map.entry(ColumnType.text(3), "abc"),
        Map.entry(ColumnType.BYTES, "00ff"),
        Map.entry(ColumnType.DATE, "0001-01-01"),
        Map.entry(ColumnType.TIME, "23:59:59.999999"),
        Map.entry(ColumnType.DATETIME, "9999-12-31T23:59:59.999999"),
        Map.entry(ColumnType.INSTANT, "1969-12-31T23:59:59.5Z"),
        Map.entry(ColumnType.UUID, "00112233-4455-6677-8899-aabbccddeeff"),
        Map.entry(ColumnType.JSON, "{\"b\": 1.50, \"a\":1}"));
  }

  private List<String> read(String table, List<Rejection> rejections) {
    List<String> rows = new ArrayList<>();
    try (Source source = openSource()) {
      Schema schema = source.describe(table, settings(Map.of())).schema();
      try (RowReader reader = source.read(ReadRequest.all(table, schema))) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          for (int row = 0; row < next.get().size(); row++) {
            rows.add(RowJson.write(next.get(), row));
          }
          rejections.addAll(next.get().rejections());
        }
      }
    }
    return rows;
  }

  /** Copies a table into another that the connector creates, or finds. */
  private Committed copy(String from, String to, WriteMode mode, List<String> key) {
    try (Source source = openSource();
        Sink sink = openSink()) {
      Schema schema = source.describe(from, settings(Map.of())).schema();
      TableKeeping tables = (TableKeeping) sink;
      if (tables.schema(to).isEmpty()) {
        tables.create(to, schema, key);
      }
      WriteRequest request =
          new WriteRequest("j", from, to, schema, mode, key, false, settings(Map.of()));
      try (RowReader reader = source.read(ReadRequest.all(from, schema));
          RowWriter writer = sink.write(request)) {
        List<Rejection> rejections = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          rejections.addAll(writer.write(next.get()));
        }
        Committed committed = writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
        rejections.addAll(committed.rejections());
        return new Committed(committed.changes(), rejections);
      }
    }
  }

  @Test
  void typesOfItsOwnAreCopiedAsTheyAre() throws SQLException {
    execute(
        "CREATE TYPE mood AS ENUM ('sad', 'so so')",
        "CREATE DOMAIN price AS numeric(8,3) CHECK (VALUE >= 0)",
        "CREATE TABLE own (id int PRIMARY KEY, tags text[], grid int4[], mood mood, doc jsonb,"
            + " addr inet, span interval, price price, code character(4), real real, r int4range,"
            + " x xml, m money, tz timetz, v varchar(5), n numeric(5,-2), o oid)",
        "INSERT INTO own VALUES (1, '{a,\"b c\",NULL}', '{{1,2},{3,4}}', 'so so',"
            + " '{\"b\":1,\"a\":[1.50]}', '10.0.0.1/8', '1 mon 2 days', 1.250, 'ab', 0.1, '[1,5)',"
            + " '<a/>', 12.5, '12:00:00+02', 'abc', 12300, 42)",
        "INSERT INTO own VALUES (2)");
    assertThat(copy("own", "copied", WriteMode.APPEND, List.of("id")).rejections()).isEmpty();
    assertThat(copy("own", "merged", WriteMode.UPSERT, List.of("id")).changes().created())
        .isEqualTo(2);
    assertThat(copy("own", "merged", WriteMode.UPSERT, List.of("id")).changes().unchanged())
        .isEqualTo(2);
    try (Source source = openSource()) {
      assertThat(source.describe("copied", settings(Map.of())).schema())
          .isEqualTo(source.describe("own", settings(Map.of())).schema());
    }
    List<Rejection> none = new ArrayList<>();
    assertThat(read("copied", none)).isEqualTo(read("own", none)).isEqualTo(read("merged", none));
    assertThat(none).isEmpty();
    assertThat(read("own", none).get(0))
        .contains("\"real\":0.1,", "\"price\":1.250,", "\"n\":12300,", "\"mood\":\"so so\"");
  }

  @Test
  void numbersComeBackDigitByDigit() throws SQLException {
    execute(
        "CREATE TABLE numbers (id serial PRIMARY KEY, n numeric)",
        "INSERT INTO numbers (n) SELECT (s || d)::numeric FROM (VALUES ('0'), ('0.0'), ('0.0000'),"
            + " ('0.00001'), ('1'), ('1.0'), ('10'), ('10000'), ('10000.0000'), ('99999999'),"
            + " ('123456.789'), ('1234567890123456.78'), ('999999999999999999.9'),"
            + " ('922337203685477580.7'), ('9223372036854775807'), ('9223372036854775808'),"
            + " ('0.9223372036854775807'), ('12345678901234567890123456789.0123456789'),"
            + " ('100000000000000000000'), ('0.000000000000000000001'), ('0.1000000'))"
            + " AS v(d), (VALUES (''), ('-')) AS w(s)");
    copy("numbers", "copied", WriteMode.APPEND, List.of("id"));
    try (Connection connection = TestPostgres.connect(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FILTER (WHERE a.n::text = b.n::text), count(*) FROM numbers a"
                    + " FULL JOIN copied b USING (id)")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(row.getLong(2)).isEqualTo(42);
    }
  }

  @Test
  void valuesWithoutCounterpartAreRejectedOnReading() throws SQLException {
    execute(
        "CREATE TABLE odd (id int PRIMARY KEY, at timestamptz, day date, n numeric, t time)",
        "INSERT INTO odd VALUES (1, 'infinity', null, null, null), (2, null, '-infinity', null,"
            + " null), (3, null, null, 'NaN', null), (4, null, null, null, '24:00'),"
            + " (5, 'epoch', 'epoch', 0, '0:00')");
    List<Rejection> rejections = new ArrayList<>();
    assertThat(read("odd", rejections)).hasSize(1);
    assertThat(rejections)
        .extracting(Rejection::reason)
        .containsExactly(
            "infinity is not a point in time",
            "-infinity is not a date",
            "NaN is not a decimal",
            "24:00:00 is not a time of day");
    assertThat(rejections.get(0).row())
        .isEqualTo("{\"id\":\"1\",\"at\":\"infinity\",\"day\":null,\"n\":null,\"t\":null}");
  }

  @Test
  void nullCharactersAreRejectedAndTheOtherRowsPass() {
    try (Sink sink = openSink()) {
      create(sink);
      RowBatch batch = batch(row(1L, "a", null), row(2L, "b\0c", null), row(3L, "d", null));
      Committed committed = write(sink, WriteMode.APPEND, batch);
      assertThat(committed.changes().created()).isEqualTo(2);
      assertThat(committed.rejections())
          .extracting(Rejection::reason)
          .containsExactly("invalid byte sequence for encoding \"UTF8\": 0x00");
    }
    assertThat(rows()).containsExactly("1,a,null", "3,d,null");
  }

  @Test
  void rowsThatExistAreRejectedByAppend() {
    try (Sink sink = openSink()) {
      create(sink);
      write(sink, WriteMode.APPEND, batch(row(1L, "a", null)));
      Committed committed =
          write(sink, WriteMode.APPEND, batch(row(1L, "again", null), row(2L, "b", null)));
      assertThat(committed.rejections())
          .extracting(Rejection::reason)
          .singleElement()
          .asString()
          .contains("duplicate key value", "Key (id)=(1) already exists");
    }
    assertThat(rows()).containsExactly("1,a,null", "2,b,null");
  }

  @Test
  void replacingATableThatOthersReferToKeepsTheReference() throws SQLException {
    execute(
        "CREATE TABLE parent (id int PRIMARY KEY, name text)",
        "CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE fresh (id int PRIMARY KEY, name text)",
        "INSERT INTO parent VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO child VALUES (1)",
        "INSERT INTO fresh VALUES (1, 'A')");
    Committed committed = copy("fresh", "parent", WriteMode.REPLACE, List.of("id"));
    assertThat(committed.changes()).isEqualTo(new Changes(0, 1, 0, 1));
    assertThat(read("parent", new ArrayList<>())).containsExactly("{\"id\":1,\"name\":\"A\"}");
    execute("DELETE FROM fresh", "INSERT INTO fresh VALUES (7, 'x')");
    assertThatThrownBy(() -> copy("fresh", "parent", WriteMode.REPLACE, List.of("id")))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("violates foreign key constraint");
    assertThat(read("parent", new ArrayList<>())).containsExactly("{\"id\":1,\"name\":\"A\"}");
  }

  @Test
  void keysWithoutAnIndexAndIdentitiesAreMergedToo() throws SQLException {
    execute(
        "CREATE TABLE bare (id int, name text)",
        "INSERT INTO bare VALUES (1, 'old')",
        "CREATE TABLE fresh (id int, name text)",
        "INSERT INTO fresh VALUES (1, 'older'), (1, 'new'), (2, 'b')",
        "CREATE TABLE counted (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)");
    assertThat(copy("fresh", "bare", WriteMode.UPSERT, List.of("id")).changes())
        .isEqualTo(new Changes(1, 1, 0, 0));
    assertThat(read("bare", new ArrayList<>()))
        .containsExactlyInAnyOrder("{\"id\":1,\"name\":\"new\"}", "{\"id\":2,\"name\":\"b\"}");
    assertThat(copy("fresh", "counted", WriteMode.UPSERT, List.of("id")).changes().created())
        .isEqualTo(2);
  }

  @Test
  void aServerThatGoesAwayLosesNothing() throws SQLException {
    try (Sink sink = openSink()) {
      create(sink);
      try (RowWriter writer = sink.write(request(WriteMode.APPEND, false))) {
        writer.write(batch(row(1L, "a", null)));
        writer.commit(chunk(1, 1, 1, false));
        writer.write(batch(row(2L, "b", null)));
        execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        assertThatThrownBy(() -> writer.commit(chunk(1, 2, 2, true)))
            .isInstanceOf(Failure.Remote.class)
            .hasMessageStartingWith("connection pg, stream s: ");
      }
    }
    assertThat(rows()).containsExactly("1,a,null");
    try (Sink sink = openSink()) {
      assertThat(((LedgerKeeping) sink).lastCommitted(request(WriteMode.APPEND, false)))
          .map(Chunk::sequence)
          .contains(1L);
    }
  }

  private void askForPasswordsOf(String role) throws SQLException, IOException {
    try (Connection connection = TestPostgres.connect(url);
        Statement statement = connection.createStatement()) {
      Path file;
      try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
        row.next();
        file = Path.of(row.getString(1));
      }
      String rule = "host all " + role + " all scram-sha-256\n";
      Files.writeString(file, rule + Files.readString(file));
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void passwordsMayHoldAnyCharacter() throws SQLException, IOException {
    String password = "p@ss:w/o%20#r d?'\"\\&=";
    execute("CREATE ROLE odd LOGIN PASSWORD '" + password.replace("'", "''") + "'");
    askForPasswordsOf("odd");
    String shown =
        connector.check(settings(Map.of("user", "odd", "password", new Secret(password))));
    assertThat(shown).startsWith("PostgreSQL ");
    assertThatThrownBy(
            () -> connector.check(settings(Map.of("user", "odd", "password", new Secret("p")))))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("password authentication failed for user \"odd\"");
    assertThatThrownBy(() -> connector.check(settings(Map.of("user", "nobody's"))))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("connection pg: role \"nobody's\" does not exist");
    assertThatThrownBy(() -> connector.check(settings(Map.of("database", "missing"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("database \"missing\" does not exist");
    assertThatThrownBy(() -> connector.check(settings(Map.of("port", 1L))))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("connection pg: ");
  }

  @Test
  void missingTablesAreNamed() {
    try (Source source = openSource()) {
      assertThatThrownBy(() -> source.describe("nowhere.nothing", settings(Map.of())))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("connection pg: there is no table or view nowhere.nothing");
    }
  }
}
