package io.navette.history;

import io.navette.failure.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema in a PostgreSQL server. */
final class PostgresDialect implements Dialect {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private final Place.Postgres place;

  PostgresDialect(Place.Postgres place) {
    if (!NAME.matcher(place.schema()).matches()) {
      throw new Failure.Configuration(
          "history schema \"" + place.schema() + "\" is no plain name",
          "use lower-case letters, digits and underscores");
    }
    this.place = place;
  }

  @Override
  public Connection connect() throws SQLException {
    PGSimpleDataSource server = new PGSimpleDataSource();
    try {
      server.setUrl(place.url());
    } catch (IllegalArgumentException e) {
      throw new Failure.Configuration(
          "the history's address " + place.describe() + " is not understood",
          "write it as jdbc:postgresql://host:port/database");
    }
    place.user().ifPresent(server::setUser);
    place.password().ifPresent(secret -> server.setPassword(secret.reveal()));
    server.setCurrentSchema(place.schema());
    server.setApplicationName("navette history");
    server.setConnectTimeout(10);
    server.setSocketTimeout(60);
    server.setTcpKeepAlive(true);
    return server.getConnection();
  }

  /** Hosts' clocks differ; the server's is the one they share. */
  @Override
  public long now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet now =
            statement.executeQuery(
                "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")) {
      now.next();
      return now.getLong(1);
    }
  }

  @Override
  public void serialize(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('navette history'))");
      statement.execute("CREATE SCHEMA IF NOT EXISTS \"" + place.schema() + "\"");
    }
  }

  @Override
  public boolean prepared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT to_regclass('\"" + place.schema() + "\".version') IS NOT NULL")) {
      return found.next() && found.getBoolean(1);
    }
  }

  @Override
  public boolean broken(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  @Override
  public boolean contended(SQLException failure) {
    return false;
  }

  @Override
  public Failure failure(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String message = "the history in " + place.describe() + " failed: " + failure.getMessage();
    if (state.startsWith("28") || state.equals("42501")) {
      return new Failure.Access(
          message, "check the history's user, its password and its rights on the schema", failure);
    }
    return new Failure.Remote(message, "check that the server can be reached", failure);
  }

  /** The server's autovacuum does it. */
  @Override
  public void shrink(Connection connection) {}

  @Override
  public String describe() {
    return place.describe();
  }
}
