package io.navette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.failure.Failure;
import io.navette.http.Pace;
import io.navette.http.SharedLimits;
import io.navette.row.Bookmark;
import io.navette.sync.Leases;
import io.navette.sync.StreamOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the history in any database. */
abstract class HistoryContract {
  static final Holder ALPHA = new Holder("alpha", ProcessHandle.current().pid(), "etl");
  static final Holder BETA = new Holder("beta", ProcessHandle.current().pid(), "etl");
  static final Policy SMALL = new Policy(5, Duration.ofDays(30), Duration.ofSeconds(90));
  private static final long NO_PROCESS = 1L << 30;

  final Ticking clock = new Ticking();
  private final List<HistoryStore> opened = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  HistoryStore store;

  /** The database of this test; the same at every call. */
  abstract Place place() throws SQLException;

  @MustBeClosed
  abstract Connection connect() throws SQLException;

  /** Makes the lease of a job expire as if its holder had been silent for long. */
  abstract void expire(String job) throws SQLException;

  @BeforeEach
  void open() throws SQLException {
    store = another(ALPHA);
  }

  @AfterEach
  void close() {
    opened.forEach(HistoryStore::close);
  }

  @SuppressWarnings("MustBeClosedChecker")
  final HistoryStore another(Holder holder) throws SQLException {
    HistoryStore another = HistoryStore.open(place(), holder, SMALL, clock, clock);
    opened.add(another);
    return another;
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void ended(String run, String job, int exit, StreamOutcome... streams) {
    store.begin(Samples.start(run, job));
    for (StreamOutcome stream : streams) {
      store.record(run, stream);
    }
    store.finish(Samples.outcome(run, job, exit, streams));
  }

  @Test
  void runsAndTheirStreamsComeBackAsRecorded() throws SQLException {
    ended("20260301-a", "shop", 3, Samples.stream("people"), Samples.failed("orders"));

    HistoryStore reopened = another(BETA);
    RunRecord run = reopened.find("last");
    assertThat(run.start()).isEqualTo(Samples.start("20260301-a", "shop"));
    assertThat(run.state()).isEqualTo(RunState.ENDED);
    assertThat(run.outcome()).isEqualTo("exit 3");
    assertThat(run.error()).contains("it failed");
    assertThat(run.elapsed()).contains(Duration.ofSeconds(2));
    assertThat(run.finished()).contains(Samples.START.plusSeconds(2));
    assertThat(run.totals()).isEqualTo(new RunRecord.Totals(2, 1005, 950, 38, 3, 7));
    List<StreamOutcome> streams = reopened.streams("20260301-a");
    assertThat(streams.get(1)).isEqualTo(Samples.stream("people"));
    assertThat(streams.get(1).phases().keySet()).containsExactly("open", "read", "commit");
    assertThat(streams.get(0).error()).contains("stream orders: 5 rows were rejected\uFFFD");
  }

  @Test
  void whatWasSentIsRememberedByJobAndTarget() throws SQLException {
    IdMap ids = store.ids("shop", "contacts", "r1");
    ids.save(
        List.of(
            receipt("a", "1", Receipt.Outcome.CREATED, "x"),
            receipt("b", "2", Receipt.Outcome.UNCHANGED, "y"),
            receipt("c", null, Receipt.Outcome.UNKNOWN, "z")));
    ids.nextChunk();
    IdMap later = another(BETA).ids("shop", "contacts", "r2");
    assertThat(later.chunk()).isEqualTo(1);
    assertThat(later.find(List.of("a", "b", "c", "d")).keySet())
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(later.present()).extracting(IdMap.Known::key).containsExactly("a");
    later.save(
        List.of(
            receipt("a", null, Receipt.Outcome.UNCHANGED, "x2"),
            receipt("b", null, Receipt.Outcome.REJECTED, "y2"),
            receipt("c", null, Receipt.Outcome.REJECTED, "z")));
    assertThat(later.find(List.of("a")).get("a"))
        .isEqualTo(new IdMap.Known("a", Optional.of("1"), "x2", 2, Receipt.Outcome.CREATED, "r2"));
    assertThat(later.find(List.of("b")).get("b"))
        .extracting(IdMap.Known::content, IdMap.Known::outcome)
        .containsExactly("y", Receipt.Outcome.UNCHANGED);
    assertThat(later.find(List.of("c")).get("c"))
        .extracting(IdMap.Known::outcome)
        .isEqualTo(Receipt.Outcome.REJECTED);
    assertThat(store.ids("shop", "deals", "r1").find(List.of("a"))).isEmpty();
  }

  private static Receipt receipt(
      String key, @Nullable String id, Receipt.Outcome outcome, String content) {
    return new Receipt(key, Optional.ofNullable(id), outcome, "", content);
  }

  @Test
  void runsAreFiltered() {
    ended("1", "shop", 0);
    ended("2", "shop", 8);
    ended("3", "crm", 0);
    store.begin(Samples.start("4", "late", Samples.START.plusSeconds(60)));

    assertThat(ids(RunFilter.ALL)).containsExactly("4", "3", "2", "1");
    assertThat(ids(filter("shop", null, 9))).containsExactly("2", "1");
    assertThat(ids(filter(null, RunFilter.Outcome.OK, 9))).containsExactly("3", "1");
    assertThat(ids(filter(null, RunFilter.Outcome.FAILED, 9))).containsExactly("2");
    assertThat(ids(filter(null, RunFilter.Outcome.KILLED, 9))).containsExactly("4");
    assertThat(ids(filter(null, null, 1))).containsExactly("4");
    assertThat(
            ids(
                new RunFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Samples.START.plusSeconds(1)),
                    9)))
        .containsExactly("4");
  }

  private static RunFilter filter(
      @org.jspecify.annotations.Nullable String job,
      RunFilter.@org.jspecify.annotations.Nullable Outcome outcome,
      int limit) {
    return new RunFilter(
        Optional.ofNullable(job), Optional.ofNullable(outcome), Optional.empty(), limit);
  }

  private List<String> ids(RunFilter filter) {
    return store.list(filter).stream().map(run -> run.start().id()).toList();
  }

  @Test
  void runsAreFoundByTheBeginningOfTheirId() {
    assertThatThrownBy(() -> store.find("last"))
        .isInstanceOf(Failure.Usage.class)
        .hasMessageContaining("no run yet");
    ended("20260301-a", "shop", 0);
    ended("20260302-b", "shop", 0);
    assertThat(store.find("20260302").start().id()).isEqualTo("20260302-b");
    assertThatThrownBy(() -> store.find("2026"))
        .isInstanceOf(Failure.Usage.class)
        .hasMessageContaining("20260302-b, 20260301-a");
    assertThatThrownBy(() -> store.find("%")).isInstanceOf(Failure.Usage.class);
    ended("20260303-c", "other", 0);
    assertThat(store.find("last").start().job()).isEqualTo("other");
    assertThat(store.find("last:shop").start().id()).isEqualTo("20260302-b");
    assertThatThrownBy(() -> store.find("last:nothing"))
        .hasMessageContaining("no run yet of nothing");
  }

  @Test
  void ofRunsThatBeganInOneMillisecondTheLastRecordedIsTheLast() {
    ended("20260301-b", "shop", 0);
    ended("20260301-a", "shop", 8);
    assertThat(store.find("last").start().id()).isEqualTo("20260301-a");
    assertThat(store.find("last:shop").start().id()).isEqualTo("20260301-a");
    assertThat(ids(RunFilter.ALL)).containsExactly("20260301-a", "20260301-b");
    store.prune(Samples.START.plusSeconds(1), 1);
    assertThat(ids(RunFilter.ALL)).containsExactly("20260301-a");
  }

  @Test
  void aRunWithoutLeaseIsKilledAndOneWithLeaseRuns() throws SQLException {
    try (Leases.Lease lease = store.acquire("shop", "1", Duration.ZERO)) {
      store.begin(Samples.start("1", "shop"));
      assertThat(another(BETA).find("1").state()).isEqualTo(RunState.RUNNING);
      lease.confirm();
    }
    assertThat(store.find("1").state()).isEqualTo(RunState.KILLED);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void aRunWhoseProcessIsGoneIsKilledAtOnceOnItsHostOnly() throws SQLException {
    HistoryStore doomed = another(new Holder("alpha", NO_PROCESS, "etl"));
    Leases.Lease lease = doomed.acquire("shop", "1", Duration.ZERO);
    doomed.begin(
        new io.navette.sync.RunStart(
            "1",
            "shop",
            "a",
            "b",
            io.navette.sync.Trigger.CI,
            "alpha",
            "etl",
            NO_PROCESS,
            "",
            Samples.START));
    assertThat(another(BETA).find("1").state()).isEqualTo(RunState.RUNNING);
    assertThat(store.find("1").state()).isEqualTo(RunState.KILLED);
    lease.close();
  }

  @Test
  void bookmarksRememberTheirFormerValueAndTheirRun() {
    assertThat(store.bookmark("shop", "people")).isEmpty();
    store.saveBookmark("shop", "people", new Bookmark("1"), "run1");
    store.saveBookmark("shop", "people", new Bookmark("2"), "run2");
    assertThat(store.bookmark("shop", "people")).contains(new Bookmark("2"));
    assertThat(store.states(Optional.of("shop"), Optional.of("people")))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.former()).contains(new Bookmark("1"));
              assertThat(state.run()).contains("run2");
            });
    store.forgetBookmark("shop", "people");
    assertThat(store.bookmark("shop", "people")).isEmpty();
    assertThat(store.overridden("shop", "people")).isEmpty();
  }

  @Test
  void anOperatorsWordComesAfterAllRunsSoFar() {
    ended("99991231T000000000-ffffff", "shop", 0);
    store.setState("shop", "people", new Bookmark("7"));
    assertThat(store.bookmark("shop", "people")).contains(new Bookmark("7"));
    assertThat(store.overridden("shop", "people").orElseThrow())
        .isGreaterThan("99991231T000000000-ffffff");
    store.saveBookmark("shop", "people", new Bookmark("8"), "run");
    assertThat(store.overridden("shop", "people")).isPresent();
    store.resetState("crm", "people");
    assertThat(store.bookmark("crm", "people")).isEmpty();
    assertThat(store.overridden("crm", "people").orElseThrow()).startsWith("20");
    assertThat(store.states(Optional.empty(), Optional.of("people"))).hasSize(2);
  }

  @Test
  void rejectionsAreKeptUpToTheCap() {
    store.begin(Samples.start("1", "shop"));
    store.keep("1", "shop", "people", Samples.rejections(0, 3));
    store.keep("1", "shop", "orders", Samples.rejections(3, 7));
    store.keep("1", "shop", "orders", Samples.rejections(10, 7));

    assertThat(store.find("1").kept()).isEqualTo(5);
    List<KeptRejection> kept = store.rejections("1", Optional.empty());
    assertThat(kept).extracting(KeptRejection::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(kept).extracting(KeptRejection::rejection).isEqualTo(Samples.rejections(0, 5));
    assertThat(store.rejections("1", Optional.of("orders"))).hasSize(2);
    assertThat(store.rejections("1", Optional.empty(), 1)).hasSize(1);

    store.markReplayed(List.of(2L), "2");
    assertThat(store.rejections("1", Optional.empty()))
        .extracting(rejection -> rejection.replayed().orElse("no"))
        .containsExactly("no", "2", "no", "no", "no");
    store.markRefused(1, "still too long");
    assertThat(store.rejections("1", Optional.empty()))
        .extracting(KeptRejection::number)
        .containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(store.rejections("1", Optional.empty()).getLast().rejection().reason())
        .isEqualTo("still too long");
  }

  @Test
  void rejectionsGoWhenTheirTimeIsOver() throws SQLException {
    store.begin(Samples.start("1", "shop"));
    store.keep("1", "shop", "people", Samples.rejections(0, 2));
    ended("2", "shop", 0);
    assertThat(store.rejections("1", Optional.empty())).hasSize(2);
    execute("UPDATE " + table("rejection") + " SET kept_at = kept_at - 2678400000");
    ended("3", "shop", 0);
    assertThat(store.rejections("1", Optional.empty())).isEmpty();
  }

  /** With the schema where needed. */
  abstract String table(String name);

  @Test
  void rowsReadBySuccessfulRunsComeNewestFirst() {
    ended("1", "shop", 0, Samples.stream("people"));
    ended("2", "shop", 8, Samples.failed("people"));
    ended("3", "shop", 0, Samples.stream("people"));
    assertThat(store.rowsRead("shop", "people", 10)).containsExactly(1000L, 1000L);
    assertThat(store.rowsRead("shop", "people", 1)).hasSize(1);
  }

  @Test
  void statisticsCountRunsPerJob() {
    ended("1", "shop", 0, Samples.stream("people"));
    ended("2", "shop", 8, Samples.failed("people"));
    ended("3", "crm", 0);
    assertThat(store.statistics(Optional.empty(), Optional.empty()))
        .extracting(JobStatistics::job)
        .containsExactly("crm", "shop");
    assertThat(store.statistics(Optional.of("shop"), Optional.empty()))
        .containsExactly(
            new JobStatistics(
                "shop",
                2,
                1,
                Optional.of(Duration.ofSeconds(2)),
                1005,
                950,
                7,
                Optional.of(Samples.START.plusSeconds(2))));
  }

  @Test
  void pruningKeepsTheNewestOfEachJob() {
    for (String run : List.of("1", "2", "3")) {
      ended(run, "shop", 0, Samples.stream("people"));
      store.keep(run, "shop", "people", Samples.rejections(0, 2));
    }
    ended("4", "crm", 0);
    assertThat(store.prune(Samples.START, 0)).isEqualTo(new Pruned(0, 0, 0));
    assertThat(store.prune(Samples.START.plusSeconds(1), 1)).isEqualTo(new Pruned(2, 4, 0));
    assertThat(ids(RunFilter.ALL)).containsExactly("4", "3");
    assertThat(store.streams("1")).isEmpty();
  }

  @Test
  void pruningForgetsAddedRowsThatNoRunAsksForAgain() {
    IdMap keyed = store.ids("shop", "contacts", "r1");
    keyed.save(List.of(receipt("0/1/a", "1", Receipt.Outcome.CREATED, "x")));
    IdMap added = store.ids("shop", "notes", "r1").added();
    added.save(
        List.of(
            receipt("0/1/a", "2", Receipt.Outcome.CREATED, "x"),
            receipt("0/1/b", null, Receipt.Outcome.UNKNOWN, "x")));
    keyed.nextChunk();
    added.nextChunk();
    added.save(List.of(receipt("1/1/a", "3", Receipt.Outcome.CREATED, "x")));
    // The server of a shared history has a clock of its own.
    Instant later = Instant.parse("2100-01-01T00:00:00Z");
    assertThat(store.prune(Instant.EPOCH, 1).sent()).isZero();
    assertThat(store.prune(later, 1).sent()).isEqualTo(1);
    assertThat(keyed.find(List.of("0/1/a"))).hasSize(1);
    assertThat(added.find(List.of("0/1/a", "0/1/b", "1/1/a")).keySet())
        .containsExactlyInAnyOrder("0/1/b", "1/1/a");
  }

  @Test
  void aLeaseHasOneHolderAndItsFenceGrows() throws SQLException {
    HistoryStore other = another(BETA);
    long first;
    try (Leases.Lease lease = store.acquire("shop", "run1", Duration.ZERO)) {
      first = lease.fence();
      assertThatThrownBy(() -> take(other, "shop", "run2"))
          .isInstanceOf(Failure.Locked.class)
          .hasMessageContainingAll("job shop", "run run1", "etl on alpha", "pid " + ALPHA.pid());
      take(other, "crm", "run3");
    }
    assertThat(take(other, "shop", "run2")).isGreaterThan(first);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void whoLostALeaseDoesNotReleaseItsHeirs() throws SQLException {
    HistoryStore heir = another(BETA);
    Leases.Lease quick;
    try (Leases.Lease slow = store.acquire("shop", "run1", Duration.ZERO)) {
      expire("shop");
      quick = heir.acquire("shop", "run2", Duration.ZERO);
      assertThat(quick.fence()).isGreaterThan(slow.fence());
    }
    quick.confirm();
    assertThatThrownBy(() -> take(store, "shop", "run3")).isInstanceOf(Failure.Locked.class);
    quick.close();
  }

  private static long take(HistoryStore by, String job, String run) {
    try (Leases.Lease lease = by.acquire(job, run, Duration.ZERO)) {
      return lease.fence();
    }
  }

  @Test
  void anExpiredLeaseIsTakenOverAndItsHolderLearnsOfIt() throws SQLException {
    try (Leases.Lease slow = store.acquire("shop", "run1", Duration.ZERO)) {
      expire("shop");
      try (Leases.Lease quick = another(BETA).acquire("shop", "run2", Duration.ZERO)) {
        assertThat(quick.fence()).isEqualTo(slow.fence() + 1);
        assertThatThrownBy(slow::confirm)
            .isInstanceOf(Failure.Locked.class)
            .hasMessageContaining("lost its lease");
        quick.confirm();
      }
    }
  }

  @Test
  void anExpiredLeaseNobodyTookIsTakenUpAgain() throws SQLException {
    try (Leases.Lease lease = store.acquire("shop", "run1", Duration.ZERO)) {
      expire("shop");
      lease.confirm();
      assertThatThrownBy(() -> take(another(BETA), "shop", "run2"))
          .isInstanceOf(Failure.Locked.class);
    }
  }

  @Test
  void theLeaseOfADeadProcessIsTakenAtOnceOnItsHostOnly() throws SQLException {
    HistoryStore doomed = another(new Holder("alpha", NO_PROCESS, "etl"));
    try (Leases.Lease lease = doomed.acquire("shop", "run1", Duration.ZERO)) {
      assertThatThrownBy(() -> take(another(BETA), "shop", "run2"))
          .isInstanceOf(Failure.Locked.class);
      assertThat(take(store, "shop", "run3")).isEqualTo(lease.fence() + 1);
    }
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker")
  void patienceOutlastsAnotherRun() throws SQLException {
    HistoryStore other = another(BETA);
    Leases.Lease held = store.acquire("shop", "run1", Duration.ZERO);
    assertThatThrownBy(() -> other.acquire("shop", "run2", Duration.ofMillis(2500)).close())
        .isInstanceOf(Failure.Locked.class)
        .hasMessageContaining("waited 2 s");
    clock.whileAsleep(held::close);
    try (Leases.Lease lease = other.acquire("shop", "run2", Duration.ofSeconds(5))) {
      assertThat(lease.fence()).isEqualTo(held.fence() + 1);
    }
  }

  @Test
  void oneOfManyWinsTheRace() throws Exception {
    int racers = 6;
    List<HistoryStore> stores = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      stores.add(another(BETA));
    }
    for (int round = 0; round < 5; round++) {
      String job = "job" + round;
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (HistoryStore racer : stores) {
        attempts.add(() -> won(racer, job));
      }
      assertThat(together(attempts)).containsOnlyOnce(true);
    }
  }

  /** The winner keeps the lease: it is never closed. */
  @SuppressWarnings("MustBeClosedChecker")
  private static boolean won(HistoryStore racer, String job) {
    try {
      racer.acquire(job, "run", Duration.ZERO);
      return true;
    } catch (Failure.Locked lost) {
      return false;
    }
  }

  static <T> List<T> together(List<Callable<T>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Test
  void concurrentFirstStartsCreateTheTablesOnce() throws Exception {
    wipe();
    List<Callable<String>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String run = "run" + i;
      starts.add(
          () -> {
            another(BETA).begin(Samples.start(run, "shop"));
            return run;
          });
    }
    assertThat(together(starts)).hasSize(6);
    assertThat(another(ALPHA).list(RunFilter.ALL)).hasSize(6);
  }

  /** Back to an empty database; the open store is of no use afterwards. */
  abstract void wipe() throws Exception;

  abstract Dialect dialect() throws SQLException;

  @Test
  void tablesOfVersionOneAreBroughtForward() throws Exception {
    wipe();
    try (Connection connection = dialect().connect()) {
      new Migrations(dialect()).apply(connection, 1);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO run (id, job, source, target, started_by, host, login, pid, config_hash,"
                + " started, state) VALUES ('1', 'shop', '', '', 'cron', '', '', 1, '', 0,"
                + " 'ended')");
      }
    }
    store = another(ALPHA);
    assertThat(store.find("1").kept()).isZero();
    store.keep("1", "shop", "people", Samples.rejections(0, 1));
    assertThat(store.rejections("1", Optional.empty())).hasSize(1);
  }

  @Test
  void aNewerHistoryIsRefused() throws SQLException {
    execute("INSERT INTO " + table("version") + " VALUES (99)");
    assertThatThrownBy(() -> another(BETA))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("newer navette (its version 99");
  }

  @Test
  void runsShareTheRequestsOfAMinute() throws SQLException {
    Pace pace = new Pace(Duration.ofHours(1), 5);
    SharedLimits one = store.limits();
    SharedLimits two = another(BETA).limits();
    assertThat(one.take("shop", pace, 3).count()).isEqualTo(3);
    assertThat(two.take("shop", pace, 3).count()).isEqualTo(2);
    SharedLimits.Permits none = two.take("shop", pace, 3);
    assertThat(none.count()).isZero();
    assertThat(none.pause()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    assertThat(one.take("other", pace, 3).count()).isEqualTo(3);
  }

  @Test
  void racingRunsTakeNoPermitTwice() throws Exception {
    Pace pace = new Pace(Duration.ofHours(1), 40);
    List<Callable<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SharedLimits limits = another(BETA).limits();
      runs.add(
          () -> {
            int taken = 0;
            for (int count = 0; count < 20; count++) {
              taken += limits.take("shop", pace, 1).count();
            }
            return taken;
          });
    }
    int taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> run : threads.invokeAll(runs)) {
        taken += run.get();
      }
    }
    assertThat(taken).isEqualTo(40);
  }

  @Test
  void allRunsWaitWhenOneWasToldTo() throws SQLException {
    store.limits().hold("shop", Duration.ofMinutes(5));
    store.limits().hold("shop", Duration.ofMinutes(1));
    Pace unlimited = new Pace(Duration.ZERO, 1);
    SharedLimits.Permits permits = another(BETA).limits().take("shop", unlimited, 1);
    assertThat(permits.count()).isZero();
    assertThat(permits.pause()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void aHostThatFailedRestsForAllRuns() throws SQLException {
    SharedLimits one = store.limits();
    SharedLimits two = another(BETA).limits();
    assertThat(two.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Go.class);
    one.opened("shop", "api", Duration.ofMinutes(1), "status 503");
    assertThat(two.turn("shop", "api"))
        .isInstanceOfSatisfying(
            SharedLimits.Turn.Rest.class, rest -> assertThat(rest.error()).isEqualTo("status 503"));
    one.opened("shop", "api", Duration.ZERO, "status 503");
    assertThat(two.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Probe.class);
    assertThat(one.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Rest.class);
    two.closed("shop", "api");
    assertThat(one.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Go.class);
  }
}
