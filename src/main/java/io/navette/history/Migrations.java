package io.navette.history;

import io.navette.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Brings the tables to the version this program knows: script {@code N.sql} leads to version N. */
final class Migrations {
  static final int LATEST = 8;

  private final Dialect dialect;

  Migrations(Dialect dialect) {
    this.dialect = dialect;
  }

  void apply(Connection connection) throws SQLException {
    apply(connection, LATEST);
  }

  void apply(Connection connection, int wanted) throws SQLException {
    int version = version(connection);
    if (version > wanted) {
      throw new Failure.Configuration(
          "the history "
              + dialect.describe()
              + " was written by a newer navette (its version "
              + version
              + ", this program knows "
              + wanted
              + ")",
          "use the newer navette here, too");
    }
    for (int next = version + 1; next <= wanted; next++) {
      step(connection, next);
    }
  }

  private int version(Connection connection) throws SQLException {
    if (!dialect.prepared(connection)) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT max(number) FROM version")) {
      return found.next() ? found.getInt(1) : 0;
    }
  }

  /** Another first start may have been quicker, so it asks again once it is alone. */
  private void step(Connection connection, int next) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      dialect.serialize(connection);
      if (version(connection) < next) {
        if (next == 1) {
          statement.execute("CREATE TABLE version (number INTEGER PRIMARY KEY)");
        }
        for (String command : script(next).split(";\n", -1)) {
          statement.execute(command);
        }
        statement.executeUpdate("INSERT INTO version VALUES (" + next + ")");
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static String script(int version) {
    try (InputStream in =
        Objects.requireNonNull(Migrations.class.getResourceAsStream(version + ".sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
