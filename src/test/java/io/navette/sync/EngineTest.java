package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Changes;
import io.navette.connector.Settings;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import io.navette.sync.StreamRule.Guards;
import io.navette.sync.StreamRule.SchemaPolicy;
import io.navette.sync.StreamRule.Tolerance;
import io.navette.sync.StreamRule.VerifyLevel;
import io.navette.testing.MemoryConnector;
import io.navette.testing.MemoryJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class EngineTest {
  private static final Schema SCHEMA =
      Schema.of(Column.of("id", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT));
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-31T02:00:00Z"));

  private final MemoryConnector source = new MemoryConnector();
  private final MemoryConnector target = new MemoryConnector();
  private final MemoryJournal journal = new MemoryJournal();
  private Tolerance tolerance = new Tolerance(OptionalLong.of(0), 1);
  private Guards guards = Guards.NONE;
  private Map<String, String> checks = Map.of();
  private VerifyLevel verify = VerifyLevel.NONE;
  private List<String> cursor = List.of();

  @BeforeEach
  void tables() {
    source.table("people", SCHEMA, List.of("id"));
    target.table("people", SCHEMA, List.of("id"));
  }

  private void people(int from, int to) {
    for (int id = from; id < to; id++) {
      source.row("people", (long) id, "name " + id);
    }
  }

  private Job job(WriteMode mode, String... patterns) {
    List<StreamRule> rules =
        Arrays.stream(patterns.length == 0 ? new String[] {"people"} : patterns)
            .map(pattern -> rule(pattern, mode))
            .toList();
    return new Job("j", end(source, "here"), end(target, "there"), rules, 2);
  }

  private static Endpoint end(MemoryConnector connector, String name) {
    return new Endpoint(connector, new Settings(name, Map.of()));
  }

  private StreamRule rule(String pattern, WriteMode mode) {
    return new StreamRule(
        pattern,
        false,
        Optional.empty(),
        mode,
        List.of(),
        cursor,
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        checks,
        SchemaPolicy.EVOLVE,
        Set.of(),
        tolerance,
        guards,
        verify,
        new Settings("here", Map.of()),
        new Settings("there", Map.of()),
        Exchange.NONE);
  }

  private RunOutcome run(Job job, RunOptions options) {
    return engine(Cancellation.onSignal(CLOCK)).run(job, context(), options);
  }

  private Engine engine(Cancellation cancellation) {
    return new Engine(journal, journal, RunListener.NONE, CLOCK, cancellation, EngineTest::exit);
  }

  private static RunContext context() {
    return new RunContext(Trigger.CI, "host", "user", 1, "hash");
  }

  private static int exit(Throwable failure) {
    return switch (failure) {
      case Failure.Remote remote -> 6;
      case Failure.Data data -> 8;
      case Failure.Guarded guarded -> 13;
      case Failure.Mismatch mismatch -> 12;
      case Failure.Configuration configuration -> 4;
      case Failure.Interrupted interrupted -> 143;
      default -> 1;
    };
  }

  private RunOutcome run(WriteMode mode) {
    return run(job(mode), RunOptions.DEFAULT.withChunkRows(20));
  }

  private static String error(RunOutcome outcome) {
    return outcome.streams().get(0).error().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"APPEND", "UPSERT", "REPLACE", "MIRROR"})
  void everyRowArrives(WriteMode mode) {
    people(0, 105);
    RunOutcome outcome = run(mode);
    assertThat(outcome.exit()).isZero();
    assertThat(target.table("people").rows())
        .containsExactlyInAnyOrderElementsOf(source.table("people").rows());
    assertThat(outcome.streams().get(0).read()).isEqualTo(105);
    assertThat(outcome.streams().get(0).changes().created()).isEqualTo(105);
  }

  @ParameterizedTest
  @CsvSource({
    "APPEND,1",
    "APPEND,3",
    "APPEND,6",
    "UPSERT,2",
    "UPSERT,5",
    "REPLACE,1",
    "REPLACE,4",
    "MIRROR,3",
    "MIRROR,6"
  })
  void aRunThatFailsAtACommitIsResumedExactly(WriteMode mode, int commit) {
    people(0, 105);
    target.failAtCommit(commit);
    RunOutcome first = run(mode);
    assertThat(first.exit()).isEqualTo(6);
    target.heal();
    RunOutcome second = run(mode);
    assertThat(second.exit()).isZero();
    assertThat(second.streams().get(0).before()).isEqualTo(first.streams().get(0).after());
    assertThat(second.streams().get(0).read()).isEqualTo(105 - 20L * (commit - 1));
    assertThat(target.table("people").rows())
        .containsExactlyInAnyOrderElementsOf(source.table("people").rows());
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "UPSERT"})
  void aTargetThatWasEmptiedMeanwhileIsFilledFromTheBeginning(WriteMode mode) {
    people(0, 105);
    target.failAtCommit(4);
    assertThat(run(mode).exit()).isEqualTo(6);
    target.heal();
    target.table("people").rows().clear();
    RunOutcome second = run(mode);
    assertThat(second.exit()).isZero();
    assertThat(second.streams().get(0).read()).isEqualTo(105);
    assertThat(target.table("people").rows()).hasSize(105);
  }

  @Test
  void aJournalBehindTheLedgerRepeatsNothing() {
    people(0, 100);
    target.failAtCommit(4);
    run(WriteMode.APPEND);
    journal.bookmarks.clear();
    target.heal();
    assertThat(run(WriteMode.APPEND).exit()).isZero();
    assertThat(target.table("people").rows()).hasSize(100);
  }

  @Test
  void anOperatorsResetGoesBeforeTheLedger() {
    cursor = List.of("id");
    people(0, 30);
    run(WriteMode.UPSERT);
    assertThat(run(WriteMode.UPSERT).streams().get(0).read()).isZero();
    journal.bookmarks.clear();
    journal.overrides.put("j/people", "20260131T020000999-zzzzzz");
    assertThat(run(WriteMode.UPSERT).streams().get(0).read()).isEqualTo(30);
  }

  @Test
  void theNextRunReadsOnlyWhatIsNew() {
    cursor = List.of("id");
    people(0, 30);
    run(WriteMode.APPEND);
    people(30, 35);
    RunOutcome second = run(WriteMode.APPEND);
    assertThat(second.streams().get(0).read()).isEqualTo(5);
    assertThat(second.streams().get(0).before()).contains(new Bookmark("30"));
    assertThat(second.streams().get(0).after()).contains(new Bookmark("35"));
    assertThat(run(WriteMode.APPEND).streams().get(0).read()).isZero();
    assertThat(target.table("people").rows()).hasSize(35);
  }

  @Test
  void aFailedReadKeepsWhatWasCommittedAndDeletesNothing() {
    people(0, 60);
    target.row("people", 999L, "old");
    source.failAtRead(4);
    assertThat(run(WriteMode.MIRROR).exit()).isEqualTo(6);
    assertThat(target.table("people").rows()).hasSize(1);
    source.heal();
    RunOutcome second = run(WriteMode.MIRROR);
    assertThat(second.exit()).isZero();
    assertThat(second.streams().get(0).changes().deleted()).isEqualTo(1);
    assertThat(target.table("people").rows()).hasSize(60);
  }

  @Test
  void oneFailedStreamDoesNotStopTheOthers() {
    source.table("orders", SCHEMA, List.of("id"));
    source.row("orders", 1L, "a");
    people(0, 5);
    RunOutcome outcome = run(job(WriteMode.APPEND, "orders", "people"), RunOptions.DEFAULT);
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.streams()).extracting(StreamOutcome::exit).containsExactly(4, 0);
    assertThat(error(outcome)).contains("there is no table orders");
    assertThat(target.table("people").rows()).hasSize(5);
  }

  @Test
  void badRowsAreKeptAndTheOthersPass() {
    checks = Map.of("name", "length <= 6");
    people(0, 12);
    RunOutcome strict = run(WriteMode.APPEND);
    assertThat(strict.exit()).isEqualTo(8);
    assertThat(strict.streams().get(0).rejected()).isEqualTo(2);
    assertThat(target.table("people").rows()).hasSize(10);
    assertThat(journal.rejections).hasSize(2);
    assertThat(journal.rejections.get(0).row()).isEqualTo("{\"id\":10,\"name\":\"name 10\"}");
  }

  @Test
  void toleratedRejectionsLeaveTheRunGreen() {
    checks = Map.of("name", "length <= 6");
    tolerance = new Tolerance(OptionalLong.of(2), 1);
    people(0, 12);
    assertThat(run(WriteMode.APPEND).exit()).isZero();
  }

  @Test
  void rejectedRowsNeverMakeAMirrorDelete() {
    people(0, 12);
    run(WriteMode.MIRROR);
    checks = Map.of("name", "length <= 6");
    tolerance = Tolerance.ANY;
    assertThat(run(WriteMode.MIRROR).exit()).isEqualTo(8);
    assertThat(target.table("people").rows()).hasSize(12);
  }

  @Test
  void aGuardTripsBeforeAnythingChanges() {
    people(0, 10);
    run(WriteMode.MIRROR);
    source.table("people").rows().subList(0, 2).clear();
    guards = new Guards(Optional.of(new Guards.Limit(0.1, true)), Optional.empty(), Map.of());
    RunOutcome outcome = run(WriteMode.MIRROR);
    assertThat(outcome.exit()).isEqualTo(13);
    assertThat(error(outcome)).contains("max_delete: 2 of 10 rows would be deleted, at most 10%");
    assertThat(target.table("people").rows()).hasSize(10);
    guards = new Guards(Optional.of(new Guards.Limit(0.2, true)), Optional.empty(), Map.of());
    assertThat(run(WriteMode.MIRROR).exit()).isZero();
    assertThat(target.table("people").rows()).hasSize(8);
  }

  @Test
  void minRowsLooksAtFormerRuns() {
    guards = new Guards(Optional.empty(), Optional.of(new Guards.MinRows(0.8, 10)), Map.of());
    people(0, 10);
    assertThat(run(WriteMode.REPLACE).exit()).isZero();
    source.table("people").rows().subList(0, 3).clear();
    RunOutcome outcome = run(WriteMode.REPLACE);
    assertThat(outcome.exit()).isEqualTo(13);
    assertThat(error(outcome))
        .contains("min_rows: 7 rows, at least 8 (80% of the median 10) expected");
    assertThat(target.table("people").rows()).hasSize(10);
  }

  @Test
  void maxNullsHoldsBackAnAppend() {
    guards = new Guards(Optional.empty(), Optional.empty(), Map.of("name", 0.01));
    people(0, 40);
    source.row("people", 40L, null);
    RunOutcome outcome = run(WriteMode.APPEND);
    assertThat(outcome.exit()).isEqualTo(13);
    assertThat(error(outcome)).contains("2.4% of name is null");
    assertThat(target.table("people").rows()).isEmpty();
  }

  @Test
  void verifyComparesCounts() {
    verify = VerifyLevel.COUNTS;
    people(0, 25);
    assertThat(run(WriteMode.APPEND).exit()).isZero();
    assertThat(run(WriteMode.REPLACE).exit()).isZero();
  }

  @Test
  void aDryRunChangesNothing() {
    people(0, 10);
    run(WriteMode.UPSERT);
    source.table("people").rows().get(3).set(1, "changed");
    people(10, 12);
    Preview preview =
        new DryRun(journal, Cancellation.onSignal(CLOCK), EngineTest::exit)
            .run(job(WriteMode.UPSERT), RunOptions.DEFAULT);
    assertThat(preview.streams().get(0).changes()).isEqualTo(new Changes(2, 1, 9, 0));
    assertThat(preview.holdsChanges()).isTrue();
    assertThat(target.table("people").rows()).hasSize(10);
    assertThat(journal.runs).hasSize(1);
  }

  @Test
  void aSignalEndsTheRunWithItsStateSafe() {
    people(0, 50);
    Cancellation cancellation = Cancellation.onSignal(CLOCK);
    cancellation.cancel("stopped by SIGTERM");
    RunOutcome outcome =
        engine(cancellation).run(job(WriteMode.APPEND), context(), RunOptions.DEFAULT);
    assertThat(outcome.exit()).isEqualTo(143);
    assertThat(target.table("people").rows()).isEmpty();
  }

  @Test
  void aDeadlineEndsTheRun() {
    people(0, 50);
    Cancellation cancellation = Cancellation.at(CLOCK, CLOCK.instant());
    RunOutcome outcome =
        engine(cancellation).run(job(WriteMode.APPEND), context(), RunOptions.DEFAULT);
    assertThat(error(outcome)).contains("the deadline was reached");
    assertThat(target.table("people").rows()).isEmpty();
  }

  @Test
  void aStreamThatIsNotThereIsNamed() {
    RunOutcome outcome = run(job(WriteMode.APPEND, "nothing*"), RunOptions.DEFAULT);
    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.error().orElseThrow())
        .contains("no stream of connection here matches nothing*")
        .contains("navette connect discover here");
  }

  @Test
  void aReplayedRejectionIsWrittenOnce() {
    checks = Map.of("name", "length <= 6");
    people(9, 12);
    run(WriteMode.APPEND);
    checks = Map.of("name", "value != 'name 11'");
    List<Replay.Kept> kept =
        List.of(
            new Replay.Kept(1, journal.rejections.get(0)),
            new Replay.Kept(2, journal.rejections.get(1)));
    Replay replay = new Replay(journal, journal, Cancellation.onSignal(CLOCK));
    Replay.Outcome outcome = replay.run(job(WriteMode.APPEND), "people", kept, "r1");
    assertThat(outcome.written()).containsExactly(1L);
    assertThat(outcome.refused()).extracting(Replay.Refused::id).containsExactly(2L);
    assertThat(replay.run(job(WriteMode.APPEND), "people", kept, "r2").written())
        .containsExactly(1L);
    assertThat(target.table("people").rows()).hasSize(2);
  }
}
