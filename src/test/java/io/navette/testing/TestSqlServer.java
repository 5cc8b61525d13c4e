package io.navette.testing;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import io.navette.testing.tds.TdsServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A new, empty database: of the real server that NAVETTE_TEST_SQLSERVER_URL ({@code
 * jdbc:sqlserver://host:1433}), _USER and _PASSWORD name, or of the test server of this process.
 */
public record TestSqlServer(
    String server, int port, String database, String user, String password) {
  private static final Optional<String> REAL =
      Optional.ofNullable(System.getenv("NAVETTE_TEST_SQLSERVER_URL"));
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Pattern ADDRESS = Pattern.compile("jdbc:sqlserver://([^:;]+)(?::(\\d+))?");

  private static final class Shared {
    static final TdsServer SERVER = TdsServer.start();
  }

  /** Whether it is a real server. */
  public static boolean isReal() {
    return REAL.isPresent();
  }

  /** Creates a database of its own. */
  public static TestSqlServer newDatabase() {
    return REAL.map(TestSqlServer::real).orElseGet(() -> in(Shared.SERVER));
  }

  /** Creates a database of its own in a test server. */
  public static TestSqlServer in(TdsServer server) {
    return new TestSqlServer(
        "localhost", server.port(), TdsServer.newDatabase(), TdsServer.USER, TdsServer.PASSWORD);
  }

  private static TestSqlServer real(String url) {
    Matcher address = ADDRESS.matcher(url);
    if (!address.lookingAt()) {
      throw new IllegalArgumentException(url);
    }
    String port = address.group(2);
    String name = "navette_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    TestSqlServer master =
        new TestSqlServer(
            address.group(1),
            port == null ? 1433 : Integer.parseInt(port),
            "master",
            Objects.requireNonNull(System.getenv("NAVETTE_TEST_SQLSERVER_USER")),
            Objects.requireNonNull(System.getenv("NAVETTE_TEST_SQLSERVER_PASSWORD")));
    try (Connection connection = master.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      statement.execute("ALTER DATABASE " + name + " SET ALLOW_SNAPSHOT_ISOLATION ON");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new TestSqlServer(master.server, master.port, name, master.user, master.password);
  }

  /** Connects by other means than the connector. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("serverName", server);
    properties.setProperty("portNumber", Integer.toString(port));
    properties.setProperty("databaseName", database);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("encrypt", Boolean.toString(isReal()));
    properties.setProperty("trustServerCertificate", "true");
    return Objects.requireNonNull(new SQLServerDriver().connect("jdbc:sqlserver://", properties));
  }

  /** Runs statements, one after the other. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** As it stands under a connection in navette.yaml; the password is in the environment. */
  public String yaml() {
    return "{type: sqlserver, server: %s, port: %d, database: %s, user: %s, password: \"${env:SQLSERVER_PASSWORD}\"%s}"
        .formatted(
            server, port, database, user, isReal() ? ", trust_server_certificate: true" : "");
  }
}
