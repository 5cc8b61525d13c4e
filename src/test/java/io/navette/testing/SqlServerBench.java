package io.navette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Copies a table from PostgreSQL to the test server that speaks SQL Server's protocol and back,
 * with Navette and with {@link PlainCopy} in turn, each a process of its own. The test server
 * executes on H2, so both are measured with the same slow other side.
 */
public final class SqlServerBench {
  private static final String COLUMNS =
      "id bigint %s, qty int, amount %s(12,2), ratio float, active %s, born date, created %s,"
          + " code varchar(40), note varchar(200)";

  private final Path folder;
  private final String program;
  private final TestSqlServer server = TestSqlServer.newDatabase();
  private final String postgres = TestPostgres.newDatabase();

  private SqlServerBench(Path folder, String program) {
    this.folder = folder;
    this.program = program;
  }

  /**
   * Blocks until all rounds are done.
   *
   * @param arguments a folder to work in, the program, the number of rows and of rounds
   */
  public static void main(String[] arguments) throws Exception {
    SqlServerBench bench = new SqlServerBench(Path.of(arguments[0]), arguments[1]);
    bench.run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    System.exit(0);
  }

  private void run(int rows, int rounds) throws Exception {
    TestTables buffer = new TestTables(postgres);
    buffer.run(
        "CREATE TABLE t ("
            + COLUMNS.formatted("PRIMARY KEY", "numeric", "boolean", "timestamp")
            + ")",
        "INSERT INTO t SELECT i, i % 1000, i / 100.0, i / 7.0::float, i % 2 = 0, date '2020-01-01' + i % 2000,"
            + " timestamp '2020-01-01 00:00:00.000001' + i * interval '1 second', 'code ' || i,"
            + " CASE WHEN i % 5 = 0 THEN NULL ELSE repeat('note ' || i || ' ', 6) END FROM generate_series(1, "
            + rows
            + ") i",
        "VACUUM ANALYZE t");
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          erp: %s
          buffer: {type: postgres, host: localhost, port: %d, database: %s, user: %s, sslmode: disable}
        jobs:
          out: {from: buffer, to: erp, streams: {t: {into: dbo.t, mode: append}}}
          in: {from: erp, to: buffer, streams: {dbo.t: {into: u, mode: append}}}
        """
            .formatted(
                server.yaml(),
                TestPostgres.port(),
                postgres.replaceAll(".*/|\\?.*", ""),
                TestPostgres.USER));
    for (String direction : List.of("out", "in")) {
      List<Double> plain = new ArrayList<>();
      List<Double> ours = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        plain.add(plain(direction));
        check(direction, rows);
        ours.add(navette(direction));
        check(direction, rows);
      }
      System.out.printf(
          Locale.ROOT,
          "%-3s %,d rows: plain %.1f s, navette %.1f s, ratio %.2f (medians of %d)%n",
          direction,
          rows,
          median(plain),
          median(ours),
          median(plain) / median(ours),
          rounds);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private void empty(String direction) throws SQLException {
    if (direction.equals("out")) {
      server.execute(
          "DROP TABLE IF EXISTS dbo.t",
          "CREATE TABLE dbo.t ("
              + COLUMNS.formatted("PRIMARY KEY", "decimal", "bit", "datetime2(6)")
              + ")");
    } else {
      new TestTables(postgres)
          .run(
              "DROP TABLE IF EXISTS u",
              "CREATE TABLE u ("
                  + COLUMNS.formatted("PRIMARY KEY", "numeric", "boolean", "timestamp")
                  + ")",
              "CHECKPOINT");
    }
  }

  private void check(String direction, int rows) throws SQLException {
    String count = "SELECT count(*), sum(amount), count(note) FROM ";
    List<String> wanted = new TestTables(postgres).rows(count + "t");
    List<String> found =
        direction.equals("out")
            ? new TestTables(server.url()).rows(count + "dbo.t")
            : new TestTables(postgres).rows(count + "u");
    if (!found.equals(wanted)) {
      throw new IllegalStateException(
          direction + " of " + rows + " rows gave " + found + ", not " + wanted);
    }
  }

  private double plain(String direction) throws Exception {
    return timed(
        direction,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx128m",
        "-cp",
        System.getProperty("java.class.path"),
        PlainCopy.class.getName(),
        direction,
        postgres,
        server.url(),
        direction.equals("out") ? "t" : "u",
        "dbo.t");
  }

  private double navette(String direction) throws Exception {
    return timed(
        direction,
        program,
        "sync",
        direction,
        "--config",
        folder.resolve("navette.yaml").toString());
  }

  private double timed(String direction, String... command) throws Exception {
    empty(direction);
    List<String> all = new ArrayList<>(List.of("/usr/bin/time", "-f", "%e s, %M KB"));
    all.addAll(Arrays.asList(command));
    ProcessBuilder process = new ProcessBuilder(all).inheritIO();
    process.environment().put("SQLSERVER_PASSWORD", server.password());
    process.environment().put("NAVETTE_HOME", folder.resolve("home").toString());
    long began = System.nanoTime();
    int exit = process.start().waitFor();
    if (exit != 0) {
      throw new IOException(command[0] + " ended with " + exit);
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
