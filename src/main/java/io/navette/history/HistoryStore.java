package io.navette.history;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.IdMap;
import io.navette.http.SharedLimits;
import io.navette.http.Sleeper;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.sync.Contents;
import io.navette.sync.Journal;
import io.navette.sync.Leases;
import io.navette.sync.PlanUses;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Runs, bookmarks, rejections and leases, in SQLite or PostgreSQL. Thread-safe; every method blocks
 * for one short transaction and throws {@link io.navette.failure.Failure.Remote} when the store
 * can't be used.
 */
public final class HistoryStore implements Journal, Leases, AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;

  private final Database database;
  private final Dialect dialect;
  private final Runs runs;
  private final Streams streams;
  private final Bookmarks bookmarks;
  private final Rejections rejections;
  private final LeaseTable leases;
  private final Remotes remotes;
  private final AppliedPlans plans;

  HistoryStore(Dialect dialect, Holder holder, Policy policy, Sleeper sleeper) {
    this.dialect = dialect;
    this.database = new Database(dialect, sleeper);
    this.runs = new Runs(database, holder, policy);
    this.streams = new Streams(database);
    this.bookmarks = new Bookmarks(database);
    this.rejections = new Rejections(database, policy);
    this.leases = new LeaseTable(database, holder, policy, sleeper);
    this.remotes = new Remotes(database);
    this.plans = new AppliedPlans(database);
  }

  /**
   * Opens the store, and creates or updates its tables.
   *
   * @param clock decides about expiry where the store has no clock of its own
   * @param sleeper lets time pass while another process is in the way
   * @throws io.navette.failure.Failure.Configuration when a newer program wrote the history
   */
  @MustBeClosed
  public static HistoryStore open(
      Place place, Holder holder, Policy policy, InstantSource clock, Sleeper sleeper) {
    Dialect dialect =
        switch (place) {
          case Place.SqliteFile sqlite -> new SqliteDialect(sqlite.file(), clock, BUSY_MILLIS);
          case Place.Postgres postgres -> new PostgresDialect(postgres);
        };
    HistoryStore store = new HistoryStore(dialect, holder, policy, sleeper);
    store.prepare();
    return store;
  }

  void prepare() {
    database.prepare();
  }

  @Override
  public void begin(RunStart start) {
    runs.begin(start);
  }

  @Override
  public void skip(RunStart start, String reason) {
    runs.skip(start, reason);
  }

  @Override
  public void record(String run, StreamOutcome outcome) {
    streams.record(run, outcome);
  }

  @Override
  public void finish(RunOutcome outcome) {
    runs.finish(outcome);
  }

  @Override
  public Optional<Bookmark> bookmark(String job, String stream) {
    return bookmarks.find(job, stream);
  }

  @Override
  public void saveBookmark(String job, String stream, Bookmark bookmark, String run) {
    bookmarks.save(job, stream, bookmark.json(), run);
  }

  @Override
  public void forgetBookmark(String job, String stream) {
    bookmarks.save(job, stream, null, null);
  }

  @Override
  public Optional<String> overridden(String job, String stream) {
    return bookmarks.overridden(job, stream);
  }

  @Override
  public void keep(String run, String job, String stream, List<Rejection> refused) {
    rejections.keep(run, job, stream, refused);
  }

  @Override
  public IdMap ids(String job, String target, String run) {
    return new SentRecords(database, job, target, run);
  }

  @Override
  public Contents contents(String job, String stream) {
    return new StoredContents(database, job, stream);
  }

  @Override
  public List<Long> rowsRead(String job, String stream, int count) {
    return streams.rowsRead(job, stream, count);
  }

  @Override
  @MustBeClosed
  public Lease acquire(String job, String run, java.time.Duration patience) {
    return leases.acquire(job, run, patience);
  }

  /** What all runs that use this history know about remotes. */
  public SharedLimits limits() {
    return remotes;
  }

  /** Which plans were applied. */
  public PlanUses plans() {
    return plans;
  }

  /** Newest first. Runs whose process died are marked as killed before. */
  public List<RunRecord> list(RunFilter filter) {
    return runs.list(filter);
  }

  /**
   * The run with this id.
   *
   * @param wanted an id, the beginning of only one id, {@code last}, or {@code last:JOB}
   * @throws io.navette.failure.Failure.Usage when there is none, or more than one
   */
  public RunRecord find(String wanted) {
    return runs.find(wanted);
  }

  /** The streams of a run by name; those it has not finished are missing. */
  public List<StreamOutcome> streams(String run) {
    return streams.of(run);
  }

  /** The kept rejections of a run in the order of their arrival. */
  public List<KeptRejection> rejections(String run, Optional<String> stream) {
    return rejections(run, stream, Integer.MAX_VALUE);
  }

  /** The first {@code limit} of them. */
  public List<KeptRejection> rejections(String run, Optional<String> stream, int limit) {
    return rejections.of(run, stream, limit);
  }

  /** Says that these rows were carried over after all, by that run. */
  public void markReplayed(List<Long> numbers, String run) {
    rejections.markReplayed(numbers, run);
  }

  /** A replay refused this row again: it gets its present reason and a new number. */
  public void markRefused(long number, String reason) {
    rejections.markRefused(number, reason);
  }

  /** Per job, of runs started since then. */
  public List<JobStatistics> statistics(Optional<String> job, Optional<Instant> since) {
    return Statistics.of(list(new RunFilter(job, Optional.empty(), since, Integer.MAX_VALUE)));
  }

  /** Bookmarks by job and stream. */
  public List<StreamState> states(Optional<String> job, Optional<String> stream) {
    return bookmarks.list(job, stream);
  }

  /** An operator's word: it counts more than what a target's ledger says of runs so far. */
  public void setState(String job, String stream, Bookmark bookmark) {
    bookmarks.override(job, stream, bookmark.json());
  }

  /** The stream's next run starts at the beginning. */
  public void resetState(String job, String stream) {
    bookmarks.override(job, stream, null);
    contents(job, stream).forget();
  }

  /**
   * Removes runs older than this, but keeps the newest ones of each job, and what is known of rows
   * that were only added before; gives space back.
   */
  public Pruned prune(Instant before, int keepLast) {
    Pruned pruned = runs.prune(before, keepLast);
    database.alone(dialect::shrink);
    return pruned;
  }

  @Override
  public void close() {
    database.close();
  }
}
