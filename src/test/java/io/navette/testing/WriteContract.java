package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.navette.connector.Changes;
import io.navette.connector.IdMap;
import io.navette.connector.PlannedRows;
import io.navette.connector.WriteMode;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import io.navette.testing.ApiWriting.Target;
import io.navette.testing.ApiWriting.Written;
import io.navette.testing.WriteServer.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What writing to every web API must do alike, shown on a server that keeps what it is given. */
public abstract class WriteContract {
  private final WriteFixture fixture;
  private final Surroundings around = new Surroundings();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private WriteMode mode;
  private IdMap ids = IdMap.inMemory();
  private WriteServer server;
  private ApiWriting api;

  protected WriteContract(WriteFixture fixture) {
    this.fixture = fixture;
    this.mode = fixture.mode();
  }

  @BeforeEach
  final void start(@TempDir Path folder) throws IOException {
    server = new WriteServer(fixture);
    api =
        new ApiWriting(
            ApiConnection.open(
                fixture.file(),
                fixture.connection(),
                fixture.copies(),
                server::here,
                around,
                folder,
                log::add));
  }

  @AfterEach
  final void stop() {
    server.close();
    assertThat(server.unexpected()).as("requests the fixture does not know").isEmpty();
    assertThat(String.join("\n", log)).doesNotContain(ApiConnection.SECRET);
  }

  @Test
  void allRowsAreCreatedAndTheSecondRunSendsNothing() {
    Written first = write(fixture.rows());
    assertThat(first.rejections()).isEmpty();
    assertThat(first.changes().created()).isEqualTo(fixture.rows().size());
    assertStored(fixture.rows().size());
    assertThat(first.receipts())
        .hasSameSizeAs(fixture.rows())
        .allSatisfy(
            receipt -> assertThat(receipt.remoteId().isPresent()).isEqualTo(fixture.tellsIds()));
    server.writes();
    assumeTrue(fixture.mode() != WriteMode.APPEND, "appends always");
    Written second = write(fixture.rows());
    assertThat(server.writes()).isEmpty();
    assertThat(second.changes()).isEqualTo(new Changes(0, 0, fixture.rows().size(), 0));
    assertStored(fixture.rows().size());
  }

  @Test
  void aChangedRowIsUpdated() {
    assumeTrue(!fixture.change().isEmpty(), "rows are never changed");
    write(fixture.rows());
    Written changed = write(changed());
    assertThat(changed.rejections()).isEmpty();
    assertThat(changed.changes()).isEqualTo(new Changes(0, 1, fixture.rows().size() - 1L, 0));
    assertStored(fixture.rows().size());
    assertThat(server.records())
        .anySatisfy(
            record ->
                fixture
                    .stored()
                    .forEach(
                        (field, value) ->
                            assertThat(text(record.get(field))).isEqualTo(text(value))));
  }

  @Test
  void aRefusedRowIsKeptWithItsReasonAndTheOthersPass() {
    assumeTrue(fixture.bad().isPresent(), "nothing is refused");
    server.refusesOnPurpose();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>(fixture.rows());
    rows.add(1, fixture.bad().orElseThrow());
    Written written = write(rows);
    assertThat(written.rejections()).hasSize(1);
    assertThat(written.rejections().getFirst().reason()).contains(fixture.reason());
    assertThat(written.changes().created()).isEqualTo(fixture.rows().size());
    assertStored(fixture.rows().size());
  }

  @Test
  void aLimitInTheMiddleIsWaitedFor() {
    server.next(Fault.LIMIT, Fault.NONE, Fault.LIMIT);
    assertThat(write(fixture.rows()).rejections()).isEmpty();
    assertStored(fixture.rows().size());
    assertThat(around.sleeps()).contains(Duration.ofSeconds(7));
  }

  @Test
  void aLostAnswerMakesNoDuplicate() {
    server.next(Fault.LOST);
    if (fixture.doubt()) {
      assertThatThrownBy(() -> write(fixture.rows()))
          .isInstanceOf(Failure.Remote.class)
          .hasMessageContaining("nobody knows whether");
      server.next();
      assertThat(write(fixture.rows()).rejections())
          .isNotEmpty()
          .allSatisfy(rejection -> assertThat(rejection.reason()).contains("in doubt"));
    } else {
      assertThat(write(fixture.rows()).rejections()).isEmpty();
    }
    assertStored(fixture.rows().size());
  }

  @Test
  void aRunKilledAfterTheServerDidItGoesOnWithoutDuplicates() {
    assumeTrue(!fixture.doubt(), "is in doubt then");
    server.next(Fault.LOST, Fault.DOWN, Fault.DOWN, Fault.DOWN, Fault.DOWN, Fault.DOWN);
    try {
      write(fixture.rows());
    } catch (Failure.Remote killed) {
      assertThat(killed).isNotNull();
    }
    server.next();
    assertThat(write(fixture.rows()).rejections()).isEmpty();
    assertStored(fixture.rows().size());
  }

  @Test
  void aRunKilledBetweenBatchesGoesOnWithTheRest() {
    List<Map<String, @Nullable Object>> first = fixture.rows().subList(0, 1);
    api.begin(target(), first, ids);
    Written rest = write(fixture.rows());
    assertThat(rest.rejections()).isEmpty();
    assertStored(fixture.rows().size());
  }

  @Test
  void aLostHistoryMakesNoDuplicateWhereRowsCanBeFound() {
    assumeTrue(fixture.mode() == WriteMode.UPSERT, "nothing is looked up");
    assumeTrue(!fixture.sends(), "the history alone knows the rows");
    write(fixture.rows());
    ids = IdMap.inMemory();
    assertThat(write(fixture.rows()).rejections()).isEmpty();
    assertStored(fixture.rows().size());
  }

  @Test
  void aMirrorDeletesOnlyWhatItWrote() {
    assumeTrue(
        fixture.endpoints().stream().anyMatch(one -> "delete".equals(one.get("does"))),
        "nothing can be deleted");
    List<Map<String, @Nullable Object>> first = fixture.rows().subList(0, 1);
    List<Map<String, @Nullable Object>> others = fixture.rows().subList(1, fixture.rows().size());
    write(first);
    ids = IdMap.inMemory();
    mode = WriteMode.MIRROR;
    write(others);
    assertStored(fixture.rows().size());
    Written written = write(others.subList(1, others.size()));
    assertThat(written.rejections()).isEmpty();
    assertThat(written.changes()).isEqualTo(new Changes(0, 0, others.size() - 1L, 1));
    assertStored(fixture.rows().size() - 1);
    assertThat(write(others.subList(1, others.size())).changes().deleted()).isZero();
  }

  @Test
  void aPlanIsAppliedAsItWasMade() {
    applied(fixture.rows(), plan(fixture.rows()));
    assertStored(fixture.rows().size());
    assumeTrue(fixture.mode() != WriteMode.APPEND, "appends always");
    assertThat(plan(fixture.rows()).rows()).noneMatch(row -> row.action().changes());
    assumeTrue(!fixture.change().isEmpty(), "rows are never changed");
    PlannedRows change = plan(changed());
    assertThat(change.rows()).filteredOn(row -> row.action().changes()).hasSize(1);
    applied(changed(), change);
    assertStored(fixture.rows().size());
  }

  @Test
  void aPlanWhoseRowsWereSentMeanwhileIsRefused() {
    PlannedRows planned = plan(fixture.rows());
    write(fixture.rows());
    server.writes();
    assertThat(api.differences(target(), fixture.rows(), planned, ids)).isNotEmpty();
    assertThat(server.writes()).isEmpty();
  }

  @Test
  void aPlanWhoseApplicationWasKilledIsResumedWithoutDuplicates() {
    assumeTrue(!fixture.doubt(), "is in doubt then");
    PlannedRows planned = plan(fixture.rows());
    server.next(Fault.LOST, Fault.DOWN, Fault.DOWN, Fault.DOWN, Fault.DOWN, Fault.DOWN);
    try {
      api.apply(target(), fixture.rows(), planned, false, ids);
    } catch (Failure.Remote killed) {
      assertThat(killed).isNotNull();
    }
    server.next();
    assertThat(api.apply(target(), fixture.rows(), planned, true, ids).rejections()).isEmpty();
    assertStored(fixture.rows().size());
  }

  private PlannedRows plan(List<Map<String, @Nullable Object>> rows) {
    server.writes();
    PlannedRows planned = api.plan(target(), rows, ids);
    assertThat(planned.rows()).noneMatch(row -> row.action().rejects());
    assertThat(server.writes()).isEmpty();
    return planned;
  }

  /** Applies it, and holds what the server got against what the plan said. */
  private void applied(List<Map<String, @Nullable Object>> rows, PlannedRows planned) {
    server.reads();
    Written written = api.apply(target(), rows, planned, false, ids);
    assertThat(written.rejections()).isEmpty();
    assertThat(written.changes().touched())
        .isEqualTo(planned.rows().stream().filter(row -> row.action().changes()).count());
    // A job is asked after, and a refusal answered by asking anew, which no plan can count.
    boolean more =
        fixture.endpoints().stream()
            .anyMatch(one -> "answer".equals(one.get("does")) || one.containsKey("keeps"));
    if (!more) {
      assertThat(server.writes()).hasSize((int) planned.writes());
      assertThat(server.reads()).hasSize((int) planned.reads());
    }
  }

  private List<Map<String, @Nullable Object>> changed() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>(fixture.rows());
    Map<String, @Nullable Object> row = new LinkedHashMap<>(rows.get(fixture.changed()));
    row.putAll(fixture.change());
    rows.set(fixture.changed(), row);
    return rows;
  }

  private void assertStored(int count) {
    assertThat(server.records()).hasSize(count);
    if (!fixture.uniqueBy().isEmpty()) {
      assertThat(server.records().stream().map(record -> text(record.get(fixture.uniqueBy()))))
          .doesNotHaveDuplicates();
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value instanceof Boolean ? value.toString() : PythonText.of(value);
  }

  private Written write(List<Map<String, @Nullable Object>> rows) {
    return api.write(target(), rows, ids);
  }

  private Target target() {
    return new Target(
        fixture.object(), mode, fixture.key(), fixture.options(), fixture.rows().getFirst());
  }
}
