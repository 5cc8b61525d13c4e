package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.Program;
import io.navette.testing.TestPostgres;
import io.navette.testing.TestSqlServer;
import io.navette.testing.tds.TdsServer;
import io.navette.testing.tds.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program between SQL Server and PostgreSQL. */
final class SqlServerTest {
  private static final int ROWS = 40_000;
  private static final int KILLS = 3;

  @TempDir Path folder = Path.of("unset");
  private TestSqlServer database = new TestSqlServer("unset", 0, "", "", "");
  private String postgres = "unset";

  @BeforeEach
  void place() {
    database = TestSqlServer.newDatabase();
    postgres = TestPostgres.newDatabase();
  }

  private Program program(String jobs) throws IOException {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          erp: %s
          buffer: {type: postgres, host: localhost, port: %d, database: %s, user: %s}
        jobs:
        %s"""
            .formatted(
                database.yaml(),
                TestPostgres.port(),
                postgres.replaceAll(".*/|\\?.*", ""),
                TestPostgres.USER,
                jobs.indent(2)));
    return new Program(
        folder,
        Map.of(
            "NAVETTE_HOME",
            folder.resolve("home").toString(),
            "SQLSERVER_PASSWORD",
            database.password()));
  }

  private void postgres(String... statements) throws SQLException {
    try (Connection connection = TestPostgres.connect(postgres);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String answer(Connection connection, String sql) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      StringBuilder answer = new StringBuilder();
      while (row.next()) {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          answer.append(row.getString(i)).append('|');
        }
      }
      return answer.toString();
    }
  }

  @Test
  void tablesTravelBothWaysAndComeBackTheSame() throws Exception {
    postgres(
        "CREATE TABLE t (id bigint PRIMARY KEY, ok boolean, small smallint, price numeric(12,2),"
            + " real double precision, name varchar(40), note text, blob bytea, day date,"
            + " tod time, at timestamp, moment timestamptz, uuid uuid)",
        "INSERT INTO t SELECT i, i % 2 = 0, i % 100, i * 1.25, i / 7.0::double precision,"
            + " 'nom ' || i, repeat('é🍮', i % 40), decode(lpad(to_hex(i), 8, '0'), 'hex'),"
            + " date '2026-01-01' + i % 365, time '00:00:00.000001' + i * interval '1 second',"
            + " timestamp '1999-12-31 23:59:59.999999' + i * interval '1 hour',"
            + " timestamptz '2026-03-29 00:30:00+00' + i * interval '1 minute', gen_random_uuid()"
            + " FROM generate_series(1, 5000) i",
        "INSERT INTO t (id) VALUES (0)");
    Program program =
        program(
            """
            there: {from: buffer, to: erp, streams: {t: {into: dbo.t, mode: upsert, key: [id]}}}
            back: {from: erp, to: buffer, streams: {dbo.t: {into: u, mode: mirror, key: [id]}}}
            """);
    for (String job : List.of("there", "back", "there", "back")) {
      Program.Result result = program.run("sync", job, "--verify", "digest");
      assertThat(result.exit()).as(result.err()).isZero();
    }
    String different =
        "SELECT count(*) FROM (SELECT * FROM t EXCEPT SELECT * FROM u) d"
            + " UNION ALL SELECT count(*) FROM (SELECT * FROM u EXCEPT SELECT * FROM t) d";
    assertThat(answer(TestPostgres.connect(postgres), different)).isEqualTo("0|0|");
    assertThat(answer(TestPostgres.connect(postgres), "SELECT count(*) FROM u")).isEqualTo("5001|");
    Program.Result test = program.run("test");
    assertThat(test.exit()).as(test.out() + test.err()).isZero();
    assertThat(test.out()).contains("SQL Server");
    Program.Result discovered = program.run("connect", "discover", "erp", "--output", "json");
    assertThat(discovered.exit()).as(discovered.err()).isZero();
    assertThat(discovered.out()).contains("\"dbo.t\"").doesNotContain("navette_ledger");
    assertThat(discovered.out() + test.out() + test.err()).doesNotContain(database.password());
  }

  @Test
  void aConnectionIsAddedWithItsPasswordInTheKeystore() throws IOException {
    Map<String, String> environment =
        Map.of("NAVETTE_KEY_FILE", folder.resolve("keys/of/key").toString());
    Typed keystore =
        Typed.in(
            folder, environment, "", "connect keystore init --key-file keys/of/key".split(" "));
    assertThat(keystore.exit()).isZero();
    String command =
        "connect add erp --type sqlserver --set server=%s --set port=%d --set database=%s --set user=%s --secret password%s"
            .formatted(
                database.server(),
                database.port(),
                database.database(),
                database.user(),
                TestSqlServer.isReal() ? " --set trust_server_certificate=true" : "");
    Typed added = Typed.in(folder, environment, database.password() + "\n", command.split(" "));
    assertThat(added.exit()).as(added.err()).isZero();
    assertThat(added.err()).contains("erp: SQL Server ").doesNotContain(database.password());
    assertThat(folder.resolve("navette.yaml"))
        .content()
        .contains("password: \"${secret:erp_password}\"")
        .doesNotContain(database.password());
  }

  /** How far the load's ledger is; 0 as long as there is none. */
  private long chunks() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(sequence) FROM dbo.navette_ledger")) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      return 0;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "upsert", "replace"})
  void aKilledLoadGoesOnWhereItWas(String mode) throws Exception {
    postgres(
        "CREATE TABLE t (id bigint PRIMARY KEY, name varchar(40), n bigint)",
        "INSERT INTO t SELECT i, 'name ' || i, i * 7919 % 1000003 FROM generate_series(1, "
            + ROWS
            + ") i");
    Program program =
        program(
            "load: {from: buffer, to: erp, streams: {t: {into: dbo.t, mode: "
                + mode
                + ", cursor: [id]}}}\n");
    RandomGenerator random = RandomGenerator.getDefault();
    int landed = 0;
    for (int kill = 0; kill < 12 && landed < KILLS; kill++) {
      long before = chunks();
      Process process = program.start("sync", "--chunk-rows", "2048", "--if-locked", "wait=60s");
      while (process.isAlive() && chunks() == before) {
        Thread.sleep(10);
      }
      boolean ended = process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      landed += ended ? 0 : 1;
    }
    Program.Result last = program.run("sync", "--chunk-rows", "2048", "--if-locked", "wait=60s");
    assertThat(last.exit()).as(last.err()).isZero();
    assertThat(sums(database.connect())).isEqualTo(sums(TestPostgres.connect(postgres)));
    assertThat(landed).as("kills that met a running load").isPositive();
  }

  @Test
  void theExampleRunsAsItStands() throws Exception {
    TestCertificate certificate = TestCertificate.create(folder, "erp");
    try (TdsServer server = TdsServer.start(certificate.tls(), false);
        Connection buffer =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("buffer.db"))) {
      TestSqlServer erp = TestSqlServer.in(server);
      String yaml =
          Files.readString(Path.of("config-examples", "sqlserver", "navette.yaml"))
              .replace("server: sql.example.com", "server: localhost\n    port: " + erp.port())
              .replace("BATIGEST", erp.database())
              .replace("user: navette", "user: " + erp.user())
              .replace("${secret:erp.password}", "${env:SQLSERVER_PASSWORD}");
      Program program = program("");
      Files.writeString(folder.resolve("navette.yaml"), yaml);
      prepare(erp, buffer);
      for (String changes : List.of("1 created", "1 unchanged")) {
        Program.Result result = program.run("sync");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains(changes);
      }
      assertThat(server.statements()).noneMatch(sql -> sql.contains(erp.password()));
    }
    assertThat(
            answer(
                DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("buffer.db")),
                "SELECT code, client, debut FROM chantiers"))
        .isEqualTo("00000012|Dupont|2026-03-01T00:00:00|");
  }

  /** Tables as Sage Batigest has them, and an hour to send there. */
  private static void prepare(TestSqlServer erp, Connection buffer) throws SQLException {
    try (Connection connection = erp.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE [dbo].[ChantierDef] ([Code] varchar(8) NOT NULL PRIMARY KEY, [NomClient]"
              + " varchar(30), [Libelle] varchar(60), [DateDebut] datetime, [DateFin] datetime,"
              + " [Etat] char(1))");
      statement.execute(
          "INSERT INTO [dbo].[ChantierDef] VALUES ('00000012', 'Dupont ', 'Extension',"
              + " '2026-03-01T00:00:00', NULL, 'E'), ('00000013', 'x', 'x', NULL, NULL, 'X')");
      statement.execute(
          "CREATE TABLE [dbo].[SuiviMO] ([CodeChantier] varchar(8) NOT NULL, [CodeSalarie]"
              + " varchar(8) NOT NULL, [Date] datetime NOT NULL, [NbH0] float, PRIMARY KEY"
              + " ([CodeChantier], [CodeSalarie], [Date]))");
    }
    try (Statement statement = buffer.createStatement()) {
      statement.execute(
          "CREATE TABLE heures (CodeChantier VARCHAR(8), CodeSalarie VARCHAR(8), Date DATETIME,"
              + " NbH0 DOUBLE)");
      statement.execute("INSERT INTO heures VALUES ('00000012', 'S1', '2026-03-29 08:00:00', 7.5)");
    }
  }

  /** Number of rows and sums that no lost, doubled or changed row leaves alone. */
  private static String sums(Connection connection) throws SQLException {
    try (connection;
        PreparedStatement statement = connection.prepareStatement("SELECT id, name, n FROM t");
        ResultSet row = statement.executeQuery()) {
      long rows = 0;
      long sum = 0;
      while (row.next()) {
        rows++;
        sum += row.getLong(1) * 31 + row.getLong(3) * row.getString(2).hashCode();
      }
      return rows + " " + sum;
    }
  }
}
