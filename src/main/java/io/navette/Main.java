package io.navette;

import io.navette.cli.LocalWorkspace;
import io.navette.cli.Program;
import io.navette.cli.Surroundings;
import io.navette.cli.Workspace;
import io.navette.connector.ApiContext;
import io.navette.connector.Catalog;
import io.navette.connector.SharedState;
import io.navette.connector.SourceConnector;
import io.navette.connector.databricks.DatabricksConnector;
import io.navette.connector.file.csv.CsvConnector;
import io.navette.connector.file.excel.ExcelConnector;
import io.navette.connector.file.jsonl.JsonlConnector;
import io.navette.connector.google.bigquery.BigQueryConnector;
import io.navette.connector.google.drive.DriveConnector;
import io.navette.connector.google.drive.TableFormat;
import io.navette.connector.google.sheets.SheetsConnector;
import io.navette.connector.jdbc.postgres.PostgresConnector;
import io.navette.connector.jdbc.sqlite.SqliteConnector;
import io.navette.connector.jdbc.sqlserver.SqlServerConnector;
import io.navette.connector.mongodb.MongoConnector;
import io.navette.connector.rest.ApiConnector;
import io.navette.connector.rest.ManifestConnector;
import io.navette.connector.rest.RestConnector;
import io.navette.connector.rest.RestRuntime;
import io.navette.connector.supplier.ExchangeRuntime;
import io.navette.connector.supplier.SupplierConnector;
import io.navette.failure.Failure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Wires everything, top to bottom; the one place for exit codes. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // POI's logging interface complains on stderr that it has no implementation.
    System.setProperty("log4j2.StatusLogger.level", "OFF");
    Lookups.spare();
    if (arguments.length == 1 && List.of("-V", "--version").contains(arguments[0])) {
      stream(FileDescriptor.out).println(version());
      return;
    }
    end(new Program(surroundings(), Main::exit).run(arguments));
  }

  /**
   * Success ends by itself where no other thread could keep the process; {@link System#exit} looks
   * for a logger in every library, and lasts as long as that takes.
   */
  private static void end(int exit) {
    if (exit != 0 || otherThreads()) {
      System.exit(exit);
    }
  }

  private static boolean otherThreads() {
    Thread[] threads = new Thread[Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i] != Thread.currentThread() && !threads[i].isDaemon()) {
        return true;
      }
    }
    return count == threads.length;
  }

  /**
   * All connectors there are.
   *
   * @param shared what connections share beyond their settings
   */
  static Catalog catalog(SharedState shared) {
    ApiContext context = new ApiContext(Clock.systemUTC(), Thread::sleep, shared);
    RestRuntime web = new RestRuntime(context, System.err::println);
    CsvConnector csv = new CsvConnector(System.in, System.out);
    ExcelConnector excel = new ExcelConnector(System.in, System.out);
    JsonlConnector jsonl = new JsonlConnector(System.in, System.out);
    return new Catalog(
        List.of(
            new BigQueryConnector(context, System.getenv()),
            csv,
            new DatabricksConnector(context, System.getenv()),
            excel,
            jsonl,
            new DriveConnector(context, System.getenv(), TableFormat.all(csv, excel, jsonl)),
            new SheetsConnector(context, System.getenv()),
            new ManifestConnector(web),
            new MongoConnector(System.getenv(), shared.notes()),
            new PostgresConnector(),
            new RestConnector(web),
            new SqlServerConnector(),
            new SqliteConnector()),
        () -> described(web, csv, jsonl));
  }

  /** Those that are files of YAML; suppliers can be reached by files, too. */
  private static List<SourceConnector> described(
      RestRuntime web, CsvConnector csv, JsonlConnector jsonl) {
    ExchangeRuntime files =
        new ExchangeRuntime(csv, csv, jsonl, web.context().sleeper(), web.lines());
    return ApiConnector.all(web).stream().map(api -> SupplierConnector.of(api, files)).toList();
  }

  /** The exit code of what a command threw: 1 for whatever is no {@link Failure}. */
  static int exit(Throwable thrown) {
    return thrown instanceof Failure failure ? exit(failure) : 1;
  }

  private static int exit(Failure failure) {
    return switch (failure) {
      case Failure.Usage usage -> 2;
      case Failure.Configuration configuration -> 4;
      case Failure.Access access -> 5;
      case Failure.Remote remote -> 6;
      case Failure.Quota quota -> 7;
      case Failure.Data data -> 8;
      case Failure.Locked locked -> 10;
      case Failure.Deadline deadline -> 11;
      case Failure.Mismatch mismatch -> 12;
      case Failure.Guarded guarded -> 13;
      case Failure.Interrupted interrupted -> 130;
    };
  }

  /** Configuration and history as they stand in files or a database. */
  static Workspace.Opener workspaces() {
    return (request, surroundings) -> LocalWorkspace.open(request, surroundings, Thread::sleep);
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        version(),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        columns("navette.columns.out"),
        columns("navette.columns.err"),
        Boolean.getBoolean("navette.asks"),
        Clock.systemUTC(),
        Main::catalog,
        Optional.of(workspaces()));
  }

  /** UTF-8 whatever the locale: cron has none. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** What the launcher found out about a terminal; the JDK can't tell the three streams apart. */
  private static OptionalInt columns(String property) {
    Integer columns = Integer.getInteger(property);
    return columns == null || columns < 1 ? OptionalInt.empty() : OptionalInt.of(columns);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "navette "
        + Optional.ofNullable(version).orElse("(unpackaged)")
        + " on Java "
        + Runtime.version().feature();
  }
}
