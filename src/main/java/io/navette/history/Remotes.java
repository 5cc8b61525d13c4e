package io.navette.history;

import io.navette.http.Pace;
import io.navette.http.SharedLimits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The tables of what runs know about remotes. Permits follow the generic cell rate algorithm: all
 * there is to remember is when the bucket would be full again, {@code full_at}.
 */
final class Remotes implements SharedLimits {
  /** A probe that has not told by then was killed. */
  private static final Duration PROBE = Duration.ofMinutes(1);

  private final Database database;

  Remotes(Database database) {
    this.database = database;
  }

  @Override
  public Permits take(String connection, Pace pace, int wanted) {
    if (!pace.limited()) {
      return database.read(tables -> free(held(tables, connection), tables.now(), wanted));
    }
    return database.write(tables -> take(tables, connection, pace, wanted));
  }

  private static Permits free(long heldUntil, long now, int wanted) {
    return heldUntil > now
        ? new Permits(0, Duration.ofMillis(heldUntil - now))
        : new Permits(wanted, Duration.ZERO);
  }

  private static long held(Statements tables, String connection) throws SQLException {
    return tables
        .first(
            "SELECT held_until FROM remote WHERE connection = ?", row -> row.getLong(1), connection)
        .orElse(0L);
  }

  private static Permits take(Statements tables, String connection, Pace pace, int wanted)
      throws SQLException {
    lock(tables, connection);
    Permits free = free(held(tables, connection), tables.now(), wanted);
    if (free.count() == 0) {
      return free;
    }
    long interval = pace.interval().toNanos() / 1000 + 1;
    long now = tables.now() * 1000;
    long emptied = interval * pace.burst();
    long before =
        tables
            .first(
                "SELECT full_at FROM remote WHERE connection = ?",
                row -> row.getLong(1),
                connection)
            .orElse(0L);
    // It is never further ahead, unless a clock was set back.
    long fullAt = Math.clamp(before, now, now + emptied);
    long there = (now + emptied - fullAt) / interval;
    if (there == 0) {
      long wait = fullAt - now - emptied + interval;
      return new Permits(0, Duration.ofNanos(wait * 1000));
    }
    int taken = (int) Math.min(there, wanted);
    tables.update(
        "UPDATE remote SET full_at = ? WHERE connection = ?",
        fullAt + taken * interval,
        connection);
    return new Permits(taken, Duration.ZERO);
  }

  /** The row is there afterwards, and no other transaction changes it before this one ends. */
  private static void lock(Statements tables, String connection) throws SQLException {
    tables.update(
        """
        INSERT INTO remote (connection, full_at, held_until) VALUES (?, 0, 0)
        ON CONFLICT (connection) DO UPDATE SET full_at = remote.full_at
        """,
        connection);
  }

  @Override
  public void hold(String connection, Duration wait) {
    database.write(
        tables -> {
          lock(tables, connection);
          long until = tables.now() + wait.toMillis();
          return tables.update(
              "UPDATE remote SET held_until = ? WHERE connection = ? AND held_until < ?",
              until,
              connection,
              until);
        });
  }

  /** A host that rests, or whose rest is over. */
  private record Open(long until, long probedUntil, String error) {}

  @Override
  public Turn turn(String connection, String host) {
    return database.read(
        tables -> {
          long now = tables.now();
          Optional<Open> open = open(tables, connection, host);
          if (open.isEmpty()) {
            return new Turn.Go();
          }
          long free = Math.max(open.get().until(), open.get().probedUntil());
          if (now >= free && probe(tables, connection, host)) {
            return new Turn.Probe();
          }
          long left = Math.max(free - now, 1000);
          return new Turn.Rest(Duration.ofMillis(left), open.get().error());
        });
  }

  private static Optional<Open> open(Statements tables, String connection, String host)
      throws SQLException {
    return tables.first(
        "SELECT open_until, probed_until, error FROM remote_host WHERE connection = ? AND host = ?",
        row -> new Open(row.getLong(1), row.getLong(2), row.getString(3)),
        connection,
        host);
  }

  /** One statement, so that only one run becomes the probe. */
  private static boolean probe(Statements tables, String connection, String host)
      throws SQLException {
    long now = tables.now();
    return tables.update(
            """
            UPDATE remote_host SET probed_until = ?
            WHERE connection = ? AND host = ? AND open_until <= ? AND probed_until <= ?
            """,
            now + PROBE.toMillis(),
            connection,
            host,
            now,
            now)
        == 1;
  }

  @Override
  public void opened(String connection, String host, Duration rest, String error) {
    database.write(
        tables ->
            tables.update(
                """
                INSERT INTO remote_host (connection, host, open_until, probed_until, error)
                VALUES (?, ?, ?, 0, ?)
                ON CONFLICT (connection, host) DO UPDATE SET open_until = excluded.open_until,
                  probed_until = 0, error = excluded.error
                """,
                connection,
                host,
                tables.now() + rest.toMillis(),
                error));
  }

  @Override
  public void closed(String connection, String host) {
    database.write(
        tables ->
            tables.update(
                "DELETE FROM remote_host WHERE connection = ? AND host = ?", connection, host));
  }
}
