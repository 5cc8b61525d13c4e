package io.navette.cli;

import io.navette.console.Table;
import io.navette.failure.Failure;
import io.navette.sync.Endpoint;
import io.navette.sync.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests connections and jobs without moving anything. */
@Command(
    name = "test",
    description = "Tests all connections and jobs, or the ones named; moves nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette test                          everything, all at once",
      "  navette test shop                     one connection",
      "  navette test --config-only            the YAML alone",
      "  navette test --junit report.xml       for CI",
      ""
    })
final class Test implements Callable<Integer> {
  private final Session session;
  private final ToIntFunction<Throwable> exits;

  @Parameters(arity = "0..*", paramLabel = "CONNECTION", description = "Test only these.")
  List<String> names = new ArrayList<>();

  @Option(names = "--config-only", description = "Check the YAML; touch no system.")
  boolean configOnly;

  @Option(names = "--junit", paramLabel = "FILE", description = "Also write a JUnit report.")
  Optional<Path> junit = Optional.empty();

  Test(Session session, ToIntFunction<Throwable> exits) {
    this.session = session;
    this.exits = exits;
  }

  @Override
  public Integer call() {
    List<Endpoint> endpoints =
        names.isEmpty()
            ? session.workspace().endpoints()
            : names.stream().map(session.workspace()::endpoint).toList();
    List<Job> jobs = names.isEmpty() ? session.workspace().jobs(List.of()) : List.of();
    if (configOnly) {
      session
          .console()
          .print(
              "The configuration is good: "
                  + io.navette.console.Human.count(endpoints.size(), "connection")
                  + ", "
                  + io.navette.console.Human.count(jobs.size(), "job")
                  + ".");
      return 0;
    }
    List<Checked> results = new Check(exits).all(endpoints, jobs);
    session
        .console()
        .print(table(results), "Nothing to test. Add a connection: navette connect add");
    junit.ifPresent(file -> write(file, JunitReport.of(results)));
    return exit(results);
  }

  private static Table table(List<Checked> results) {
    Table table =
        Table.of(
            Table.text("kind"),
            Table.text("name"),
            Table.text("result"),
            Table.duration("time"),
            Table.text("detail"));
    results.forEach(
        result ->
            table.row(
                result.kind(),
                result.name(),
                result.good() ? "ok" : "failed",
                result.time(),
                result.detail()));
    return table;
  }

  /** The one code when all that failed failed alike. */
  private static int exit(List<Checked> results) {
    List<Integer> codes =
        results.stream().map(Checked::exit).filter(code -> code != 0).distinct().toList();
    return codes.isEmpty() ? 0 : codes.size() == 1 ? codes.getFirst() : 3;
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(session.surroundings().folder().resolve(file), text);
    } catch (IOException e) {
      throw new Failure.Remote("can't write " + file + ": " + e.getMessage(), "", e);
    }
  }
}
