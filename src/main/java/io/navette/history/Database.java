package io.navette.history;

import io.navette.failure.Failure;
import io.navette.http.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection, used by one thread at a time. A connection that broke between two transactions is
 * opened anew: runs last longer than firewalls remember.
 */
final class Database implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final Dialect dialect;
  private final Sleeper sleeper;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection open;

  Database(Dialect dialect, Sleeper sleeper) {
    this.dialect = dialect;
    this.sleeper = sleeper;
  }

  /** Opens the connection and brings the tables up to date. */
  void prepare() {
    locked(
        () -> {
          connection();
          return true;
        });
  }

  /** Runs in a transaction that sees its own snapshot and blocks other writers no longer. */
  <T> T write(Work<T> work) {
    return locked(() -> repeated(work));
  }

  /** Runs outside of any transaction. */
  <T> T read(Work<T> work) {
    return locked(
        () -> {
          try {
            return work.run(statements());
          } catch (SQLException e) {
            if (!dialect.broken(e)) {
              throw e;
            }
            drop();
            return work.run(statements());
          }
        });
  }

  /** For what no transaction allows. */
  void alone(Upkeep upkeep) {
    locked(
        () -> {
          upkeep.run(connection());
          return true;
        });
  }

  private <T> T repeated(Work<T> work) throws SQLException {
    try {
      return transaction(work);
    } catch (LostBeforeCommit e) {
      drop();
      return transaction(work);
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    Connection connection = connection();
    T result;
    try {
      connection.setAutoCommit(false);
      result = work.run(statements());
    } catch (SQLException | RuntimeException e) {
      rollback(connection, e);
      if (e instanceof SQLException failed && dialect.broken(failed)) {
        throw new LostBeforeCommit(failed);
      }
      throw e;
    }
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      rollback(connection, e);
      throw e;
    }
    return result;
  }

  private void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
      drop();
    }
  }

  private Statements statements() throws SQLException {
    Connection connection = connection();
    return new Statements(connection, dialect.now(connection));
  }

  private Connection connection() throws SQLException {
    Connection connection = open;
    if (connection == null) {
      connection = patiently(dialect::connect);
      open = connection;
      Connection fresh = connection;
      patiently(
          () -> {
            new Migrations(dialect).apply(fresh);
            return fresh;
          });
    }
    return connection;
  }

  /** SQLite's busy timeout does not cover the change to a write-ahead log. */
  private <T> T patiently(Attempt<T> attempt) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (SQLException e) {
        if (tries == ATTEMPTS || !dialect.contended(e)) {
          throw e;
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      sleeper.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("interrupted while waiting for the history");
    }
  }

  private <T> T locked(Attempt<T> attempt) {
    lock.lock();
    try {
      return attempt.run();
    } catch (SQLException e) {
      throw dialect.failure(e);
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    Connection connection = open;
    open = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is broken already, and the failure that showed it is being handled.
        return;
      }
    }
  }

  @Override
  public void close() {
    locked(
        () -> {
          Connection connection = open;
          open = null;
          if (connection != null) {
            connection.close();
          }
          return true;
        });
  }

  private static final class LostBeforeCommit extends SQLException {
    private static final long serialVersionUID = 1L;

    LostBeforeCommit(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  /** Work on the bare connection. */
  interface Upkeep {
    void run(Connection connection) throws SQLException;
  }

  /** What is done in a transaction; may run twice when the connection breaks before the commit. */
  interface Work<T> {
    T run(Statements statements) throws SQLException;
  }
}
