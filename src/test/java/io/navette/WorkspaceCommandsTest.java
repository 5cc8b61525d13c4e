package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.cli.Workspace;
import io.navette.connector.Settings;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.history.HistoryStore;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import io.navette.secret.RemoteSecrets;
import io.navette.sync.Endpoint;
import io.navette.sync.Exchange;
import io.navette.sync.Flow;
import io.navette.sync.Job;
import io.navette.sync.Journal;
import io.navette.sync.Leases;
import io.navette.sync.StreamRule;
import io.navette.testing.MemoryConnector;
import io.navette.testing.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need a configuration, over systems in memory. */
final class WorkspaceCommandsTest {
  private static final Schema PEOPLE =
      Schema.of(Column.of("id", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT));

  @TempDir Path folder;
  private final MemoryConnector source =
      new MemoryConnector().table("people", PEOPLE, List.of("id"));
  private final MemoryConnector target =
      new MemoryConnector().table("people", PEOPLE, List.of("id"));
  private final MemoryJournal journal = new MemoryJournal();
  private boolean locked;

  WorkspaceCommandsTest() {
    source.row("people", 1, "Zoé");
    source.row("people", 2, "Łukasz");
  }

  @Test
  void syncMovesRowsAndUnderCronSaysOneLine() {
    Typed typed = typed("sync");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(target.table("people").rows()).hasSize(2);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err().lines()).singleElement().asString().startsWith("people: done in");
  }

  @Test
  void quietSyncSaysNothing() {
    assertThat(typed("sync", "--quiet").err()).isEmpty();
  }

  @Test
  void dryRunChangesNothingAndShowsWhatWouldChange() {
    Typed typed = typed("sync", "--dry-run", "--output", "json");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(target.table("people").rows()).isEmpty();
    assertThat(typed.out()).contains("\"stream\":\"people\"").contains("\"created\":2");
  }

  @Test
  void failingSourceHasItsExitCodeAndTheNextCommand() {
    source.failAtRead(0);
    Typed typed = typed("sync");
    assertThat(typed.exit()).isEqualTo(6);
    assertThat(typed.err()).contains("error: people: ").contains("next: navette history show ");
  }

  @Test
  void lockedJobFailsOrIsSkippedAsAsked() {
    locked = true;
    assertThat(typed("sync").exit()).isEqualTo(10);
    Typed skipped = typed("sync", "--if-locked", "skip");
    assertThat(skipped.exit()).isZero();
    assertThat(skipped.err()).contains("people: skipped");
  }

  @Test
  void wrongSpansAndLocksAreUsageErrors() {
    assertThat(typed("sync", "--deadline", "soon").exit()).isEqualTo(2);
    assertThat(typed("sync", "--if-locked", "wait").exit()).isEqualTo(2);
    assertThat(typed("sync", "no-such-job").exit()).isEqualTo(4);
  }

  @Test
  void connectionsAreListedShownAndDiscovered() {
    assertThat(typed("connect", "list", "--output", "csv").out())
        .isEqualTo(
            """
            connection,type,system,use,where
            here,memory,Memory,"source, target",""
            there,memory,Memory,"source, target",""
            """);
    assertThat(typed("connect", "show", "here").out()).contains("memory");
    assertThat(typed("connect", "discover", "here", "--output", "json").out())
        .contains("{\"stream\":\"people\",\"rows\":2,\"columns\":2,\"key\":\"id\"");
    assertThat(typed("connect", "discover", "here", "people").out()).contains("integer");
  }

  @Test
  void testingReportsEveryConnectionAndJob() throws IOException {
    Typed typed = typed("test", "--junit", "report.xml");
    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).contains("connection  here").contains("job         people");
    assertThat(folder.resolve("report.xml"))
        .content()
        .contains("tests=\"3\" failures=\"0\"")
        .contains("name=\"people\"");
    assertThat(Files.readString(folder.resolve("report.xml"))).endsWith("</testsuite>\n");
  }

  @Test
  void transferShowsRowsOrMovesThemOnce() {
    assertThat(typed("transfer", "here:people", "-").out())
        .isEqualTo(
            """
            id  name
             1  Zoé
             2  Łukasz
            """);
    Typed first = typed("transfer", "here:people", "-", "--limit", "1", "--output=json");
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).isEqualTo("[\n  {\"id\":1,\"name\":\"Zoé\"}\n]\n");
    Typed moved =
        typed("transfer", "here:people", "there:people", "--mode", "upsert", "--key", "id");
    assertThat(moved.exit()).as(moved.err()).isZero();
    assertThat(target.table("people").rows()).hasSize(2);
    assertThat(typed("transfer", "here", "-").exit()).isEqualTo(2);
    assertThat(typed("transfer", "here:people", "-", "--columns", "nmae").exit()).isEqualTo(2);
  }

  private Typed typed(String... arguments) {
    return Typed.in(
        folder,
        Map.of("HOSTNAME", "test"),
        "",
        Optional.of((request, surroundings) -> new MemoryWorkspace()),
        arguments);
  }

  private final class MemoryWorkspace implements Workspace {
    @Override
    public RemoteSecrets remoteSecrets() {
      throw new IllegalStateException("these commands ask no secret manager");
    }

    @Override
    public HistoryStore history() {
      throw new IllegalStateException("these commands show no history");
    }

    private final Endpoint here = new Endpoint(source, new Settings("here", Map.of()));
    private final Endpoint there = new Endpoint(target, new Settings("there", Map.of()));

    @Override
    public List<Endpoint> endpoints() {
      return List.of(here, there);
    }

    @Override
    public List<Endpoint> masked(Optional<String> name) {
      return name.map(this::endpoint).map(List::of).orElseGet(this::endpoints);
    }

    @Override
    public Endpoint endpoint(String name) {
      return endpoints().stream()
          .filter(endpoint -> endpoint.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new Failure.Configuration("no connection " + name, ""));
    }

    @Override
    public List<Job> jobs(List<String> names) {
      if (!names.isEmpty() && !names.equals(List.of("people"))) {
        throw new Failure.Configuration("no job " + names, "");
      }
      return List.of(new Job("people", here, there, List.of(rule()), 1));
    }

    @Override
    public Flow flow(String name) {
      throw new Failure.Configuration("no flow " + name, "");
    }

    @Override
    public List<Job> dueJobs(List<String> names) {
      return jobs(names);
    }

    @Override
    public String configHash(Job job) {
      return "hash";
    }

    @Override
    public Journal journal() {
      return journal;
    }

    @Override
    public Leases leases() {
      return (job, run, patience) -> {
        if (locked) {
          throw new Failure.Locked(job + " is running on test", "wait for it");
        }
        return journal.acquire(job, run, patience);
      };
    }

    @Override
    public void close() {}
  }

  private static StreamRule rule() {
    Settings none = new Settings("people", Map.of());
    return new StreamRule(
        "people",
        false,
        Optional.empty(),
        WriteMode.UPSERT,
        List.of("id"),
        List.of(),
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        StreamRule.SchemaPolicy.EVOLVE,
        Set.of(),
        StreamRule.Tolerance.ANY,
        StreamRule.Guards.NONE,
        StreamRule.VerifyLevel.NONE,
        none,
        none,
        Exchange.NONE);
  }
}
