package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs in an order: what waits for a failed one is skipped, and everybody is told. */
final class FlowTest {
  @TempDir Path folder;

  private Typed typed(String command) {
    return Typed.in(folder, command.split(" "));
  }

  private void configuration(String flow) throws Exception {
    TestTables.in(folder, "a.db")
        .run("CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    write(
        """
        connections:
          a: {type: sqlite, path: a.db}
          b: {type: sqlite, path: b.db}
        jobs:
          first: {from: a, to: b, streams: {t: {into: t1}}}
          broken: {from: a, to: b, streams: missing}
          waiting: {from: a, to: b, streams: {t: {into: t2}}}
          behind: {from: a, to: b, streams: {t: {into: t3}}}
          free: {from: a, to: b, streams: {t: {into: t4}}}
        flows:
          night: %s
        """
            .formatted(flow));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("navette.yaml"), text);
  }

  @Test
  void jobsThatWaitForAFailedOneAreSkippedAndTheOthersRun() throws Exception {
    configuration("[first, broken, waiting, behind, {job: free, after: [first]}]");
    Typed run = typed("sync --flow night");
    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.err())
        .contains("waiting: skipped, since broken failed with exit code 4")
        .contains("behind: skipped, since waiting was not run")
        .contains("flow night: 2 done, 1 failed (broken: exit 4), 2 skipped (waiting, behind)");
    assertThat(TestTables.in(folder, "b.db").rows("SELECT name FROM sqlite_master"))
        .contains("t1", "t4")
        .doesNotContain("t2", "t3");
    Typed history = typed("history list --output csv");
    assertThat(history.out()).contains("waiting").contains("skipped").contains("behind");
    assertThat(typed("history list --outcome skipped --output csv").out().lines()).hasSize(3);
    assertThat(typed("history show last").exit()).isZero();
  }

  @Test
  void allIsWellWhenAllJobsAre() throws Exception {
    configuration("[first, free]");
    Typed run = typed("sync --flow night");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("flow night: 2 done");
    assertThat(typed("sync --flow night --dry-run").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|expected a list of jobs",
        "first|expected a list of jobs",
        "[frist]|there is no job frist; did you mean first?",
        "[first, first]|first stands twice",
        "[first, {job: free, after: [waiting]}]|waiting is no earlier job of this flow",
        "[first, {after: [first]}]|job is missing",
        "[first, [free]]|expected a job's name",
        "[{job: first, afer: []}]|did you mean after?",
      })
  void mistakesAreToldWithTheirPlace(String flow, String said) throws Exception {
    configuration(flow);
    Typed run = typed("sync --flow night");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("navette.yaml:11:").contains(said);
  }

  @Test
  void aFlowIsNamedAlone() throws Exception {
    configuration("[first]");
    assertThat(typed("sync first --flow night").exit()).isEqualTo(2);
    assertThat(typed("sync --due --flow night").exit()).isEqualTo(2);
    assertThat(typed("sync --flow nigth").err()).contains("did you mean night?");
  }
}
