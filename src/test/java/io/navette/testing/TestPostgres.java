package io.navette.testing;

import io.navette.connector.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One real PostgreSQL per test process, started when first asked for; stopped with the process. Or
 * the server of this machine that NAVETTE_TEST_POSTGRES_URL names, {@code
 * jdbc:postgresql://localhost:5432/postgres?user=postgres}, which must let its superuser in without
 * a password.
 */
public final class TestPostgres {
  /** The superuser; connections from this host need no password. */
  public static final String USER = "postgres";

  private static final Optional<String> GIVEN =
      Optional.ofNullable(System.getenv("NAVETTE_TEST_POSTGRES_URL"));
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Creates an empty database of its own and returns its JDBC URL, user included. */
  public static String newDatabase() {
    String number = Integer.toString(DATABASES.incrementAndGet());
    String name = "test_" + (GIVEN.isPresent() ? ProcessHandle.current().pid() + "_" : "") + number;
    try (Connection connection = connect(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=" + USER;
  }

  /** Connects to a database that {@link #newDatabase} created. */
  public static Connection connect(String url) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source.getConnection();
  }

  /** The port on localhost. */
  public static int port() {
    if (GIVEN.isEmpty()) {
      return Server.POSTGRES.getPort();
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(GIVEN.get());
    return source.getPortNumbers()[0];
  }

  /** Settings of a connection to a database that {@link #newDatabase} created, and more of them. */
  public static Settings settings(String url, Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "host",
                "localhost",
                "port",
                (long) port(),
                "database",
                url.replaceAll(".*/|\\?.*", ""),
                "user",
                USER,
                "schema",
                "public",
                "sslmode",
                "disable",
                "connect_timeout",
                Duration.ofSeconds(5),
                "statement_timeout",
                Duration.ZERO));
    values.putAll(more);
    return new Settings("pg", values);
  }
}
