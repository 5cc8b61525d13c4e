package io.navette.history;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.failure.Failure;
import io.navette.http.Sleeper;
import io.navette.sync.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The table of leases: a row per job, whose fence grows with every holder. */
final class LeaseTable implements Leases {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Database database;
  private final Holder holder;
  private final Policy policy;
  private final Sleeper sleeper;
  private final String space = ProcessSpace.name();

  LeaseTable(Database database, Holder holder, Policy policy, Sleeper sleeper) {
    this.database = database;
    this.holder = holder;
    this.policy = policy;
    this.sleeper = sleeper;
  }

  /** Who holds a lease now; times in epoch milliseconds. */
  private record Current(
      String run, String host, String space, long pid, String login, long fence, long age) {}

  @Override
  @MustBeClosed
  public Lease acquire(String job, String run, Duration patience) {
    Duration waited = Duration.ZERO;
    while (true) {
      Optional<Long> fence = database.write(tables -> attempt(tables, job, run));
      if (fence.isPresent()) {
        return new HeldLease(this, job, run, fence.get(), policy.lease());
      }
      if (waited.compareTo(patience) >= 0) {
        throw locked(job, waited);
      }
      Duration left = patience.minus(waited);
      Duration pause = left.compareTo(POLL) < 0 ? left : POLL;
      sleep(pause);
      waited = waited.plus(pause);
    }
  }

  private void sleep(Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("interrupted while waiting for another run");
    }
  }

  private Optional<Long> attempt(Statements tables, String job, String run) throws SQLException {
    tables.update(
        """
        INSERT INTO lease (job, run, host, space, pid, login, fence, taken, renewed, expires)
        VALUES (?, '', '', '', 0, '', 0, 0, 0, 0) ON CONFLICT (job) DO NOTHING
        """,
        job);
    if (take(tables, job, run, "expires <= ?", tables.now())) {
      return fence(tables, job);
    }
    Optional<Current> current = current(tables, job);
    if (current.isPresent() && dead(current.get())) {
      return take(tables, job, run, "fence = ?", current.get().fence())
          ? fence(tables, job)
          : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean take(Statements tables, String job, String run, String condition, long value)
      throws SQLException {
    return tables.update(
            """
            UPDATE lease SET run = ?, host = ?, space = ?, pid = ?, login = ?, fence = fence + 1,
              taken = ?, renewed = ?, expires = ? WHERE job = ? AND\s"""
                + condition,
            run,
            holder.host(),
            space,
            holder.pid(),
            holder.user(),
            tables.now(),
            tables.now(),
            tables.now() + policy.lease().toMillis(),
            job,
            value)
        == 1;
  }

  private static Optional<Long> fence(Statements tables, String job) throws SQLException {
    return tables.first("SELECT fence FROM lease WHERE job = ?", row -> row.getLong(1), job);
  }

  private boolean dead(Current current) {
    return current.host().equals(holder.host())
        && current.space().equals(space)
        && !ProcessSpace.alive(current.pid());
  }

  private static Optional<Current> current(Statements tables, String job) throws SQLException {
    long now = tables.now();
    return tables.first(
        "SELECT * FROM lease WHERE job = ? AND run <> ''", row -> read(row, now), job);
  }

  private static Current read(ResultSet row, long now) throws SQLException {
    return new Current(
        row.getString("run"),
        row.getString("host"),
        row.getString("space"),
        row.getLong("pid"),
        row.getString("login"),
        row.getLong("fence"),
        now - row.getLong("taken"));
  }

  private Failure locked(String job, Duration waited) {
    String who =
        database
            .read(tables -> current(tables, job))
            .map(LeaseTable::describe)
            .orElse("another run held it until just now");
    return new Failure.Locked(
        "job "
            + job
            + " is running already: "
            + who
            + (waited.isZero() ? "" : " (waited " + waited.toSeconds() + " s)"),
        "wait for it with --if-locked wait=10m, or see: navette history list --outcome running");
  }

  private static String describe(Current current) {
    return "run "
        + current.run()
        + " of "
        + current.login()
        + " on "
        + current.host()
        + ", pid "
        + current.pid()
        + ", for "
        + current.age() / 1000
        + " s";
  }

  /** Whether the lease was still held and now lasts longer. */
  boolean renew(String job, String run, long fence) {
    return database.write(
        tables ->
            tables.update(
                    """
                    UPDATE lease SET renewed = ?, expires = ?
                    WHERE job = ? AND run = ? AND fence = ?
                    """,
                    tables.now(),
                    tables.now() + policy.lease().toMillis(),
                    job,
                    run,
                    fence)
                == 1);
  }

  boolean held(String job, String run, long fence) {
    return database
        .read(
            tables ->
                tables.first(
                    "SELECT 1 FROM lease WHERE job = ? AND run = ? AND fence = ? AND expires > ?",
                    row -> row.getInt(1),
                    job,
                    run,
                    fence,
                    tables.now()))
        .isPresent();
  }

  void release(String job, String run, long fence) {
    database.write(
        tables ->
            tables.update(
                "UPDATE lease SET run = '', expires = 0 WHERE job = ? AND run = ? AND fence = ?",
                job,
                run,
                fence));
  }
}
