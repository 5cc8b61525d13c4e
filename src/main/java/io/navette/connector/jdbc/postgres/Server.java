package io.navette.connector.jdbc.postgres;

import io.navette.connector.Settings;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.jdbc.TableName;
import io.navette.failure.Failure;
import io.navette.http.InterruptibleSockets;
import io.navette.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;

/** One database: how it is connected to, and what its errors mean. */
final class Server {
  private static final int VALID_SECONDS = 5;

  /** A connection is believed to be alive for so long after its last answer. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  /** Each transaction would have to be told otherwise. */
  private static final String READING =
      " -c default_transaction_read_only=on"
          + " -c default_transaction_isolation=repeatable\\ read";

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final Settings settings;

  /** Whether nothing may be changed, and a transaction sees one state of the database. */
  private final boolean reading;

  /** Connections that were given back: signing in costs more than copying a small table. */
  private final Deque<Idle> idle = new ArrayDeque<>();

  private boolean ended;

  Server(Settings settings) {
    this(settings, false);
  }

  private Server(Settings settings, boolean reading) {
    this.settings = settings;
    this.reading = reading;
  }

  /** For a source. */
  static Server reading(Settings settings) {
    return new Server(settings, true);
  }

  String connection() {
    return settings.connection();
  }

  /** A table's name with the connection's schema where it has none. */
  TableName table(String name) {
    TableName parsed = TableName.parse(name);
    return parsed.schema().isPresent()
        ? parsed
        : new TableName(settings.text("schema"), parsed.table());
  }

  /** How many connections may append one table's rows at once. */
  int writers() {
    return settings.integer("writers").orElse(1L).intValue();
  }

  /** The ledger, in the connection's schema. */
  LedgerTable ledger() {
    return new LedgerTable(new TableName(settings.text("schema"), LedgerTable.NAME).sql());
  }

  /** The name a table has in YAML: without its schema where that is the connection's. */
  String shown(TableName name) {
    return (name.schema().equals(settings.text("schema"))
            ? new TableName(Optional.empty(), name.table())
            : name)
        .toString();
  }

  /**
   * Connects; blocks. Every value is handed over by itself, so a password may hold any character.
   *
   * @throws Failure.Access or {@link Failure.Remote}, naming the connection
   */
  Connection connect() {
    try {
      for (Idle kept = kept(); kept != null; kept = kept()) {
        if (kept.alive()) {
          return kept.connection();
        }
        kept.connection().close();
      }
      return signedIn();
    } catch (SQLException e) {
      throw failure("", e);
    }
  }

  /**
   * A table or view.
   *
   * @throws Failure.Configuration when there is none of that name
   */
  Relation relation(Connection connection, String name) throws SQLException {
    return Relation.of(connection, table(name)).orElseThrow(() -> noRelation(name));
  }

  Failure.Configuration noRelation(String name) {
    return new Failure.Configuration(
        "connection " + connection() + ": there is no table or view " + table(name),
        "see navette connect discover " + connection());
  }

  private synchronized @Nullable Idle kept() {
    return idle.poll();
  }

  private synchronized boolean keep(Connection connection) {
    return !ended && idle.add(new Idle(connection, System.nanoTime()));
  }

  /** A connection and the moment of its last answer. */
  private record Idle(Connection connection, long since) {
    boolean alive() throws SQLException {
      return System.nanoTime() - since < FRESH_NANOS || connection.isValid(VALID_SECONDS);
    }
  }

  /**
   * Takes back a connection that is not in the middle of anything, for {@link #connect} to hand out
   * again: its transaction is rolled back. Its prepared statements stay, as the next table needs
   * the same.
   *
   * @param temporary whether it may have temporary tables, which must go
   */
  void release(Connection connection, boolean temporary) {
    boolean kept;
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      if (temporary) {
        Staging.execute(connection, "DISCARD TEMP");
      }
      kept = keep(connection);
    } catch (SQLException e) {
      // It is not needed any more, so it does not matter what is wrong with it.
      kept = false;
    }
    if (!kept) {
      close(connection);
    }
  }

  /** Closes the connections that were kept; from now on none is. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    for (Idle kept = kept(); kept != null; kept = kept()) {
      close(kept.connection());
    }
  }

  /** Closes; what was not committed is rolled back by the server. */
  void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is broken, which is told by whatever is still wanted of it.
      return;
    }
  }

  /** What the driver's class Driver does, but for looking through all libraries for defaults. */
  private Connection signedIn() throws SQLException {
    String host = settings.text("host").orElse("localhost");
    int port = settings.integer("port").orElse(5432L).intValue();
    return new PgConnection(
        new HostSpec[] {new HostSpec(host, port)},
        properties(),
        "jdbc:postgresql://" + host + ":" + port + "/");
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("PGDBNAME", settings.text("database").orElse(""));
    properties.setProperty("user", settings.text("user").orElse(""));
    settings
        .secret("password")
        .map(Secret::reveal)
        .ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("sslmode", settings.text("sslmode").orElseGet(this::defaultSslMode));
    settings
        .path("sslrootcert")
        .ifPresent(path -> properties.setProperty("sslrootcert", path.toString()));
    properties.setProperty("connectTimeout", seconds("connect_timeout"));
    properties.setProperty("ApplicationName", "navette");
    // So the name is part of signing in, and no question of its own.
    properties.setProperty("assumeMinServerVersion", "9.6");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", InterruptibleSockets.class.getName());
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty(
        "options",
        "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c lc_monetary=C -c standard_conforming_strings=on -c extra_float_digits=1 -c client_min_messages=error -c statement_timeout="
            + settings.duration("statement_timeout").orElse(Duration.ZERO).toMillis()
            + (reading ? READING : ""));
    return properties;
  }

  private String seconds(String setting) {
    return Long.toString(settings.duration(setting).orElse(Duration.ofSeconds(10)).toSeconds());
  }

  /** A certificate is checked unless the traffic stays on this machine. */
  private String defaultSslMode() {
    return LOCAL.contains(settings.text("host").orElse("localhost")) ? "prefer" : "verify-full";
  }

  /** The failure an error stands for, by its SQLSTATE (PostgreSQL manual, appendix A). */
  Failure failure(String stream, SQLException e) {
    String where =
        "connection " + connection() + (stream.isEmpty() ? "" : ", stream " + stream) + ": ";
    String state = state(e);
    String text = where + message(e);
    if (state.startsWith("28") || state.equals("42501")) {
      return new Failure.Access(text, "check user, password and rights of " + connection(), e);
    }
    return switch (state) {
      case "3D000" -> new Failure.Configuration(text, "check database:", e);
      case "42P01", "42703", "3F000", "42601", "42883", "42804" ->
          new Failure.Configuration(text, "navette connect discover " + connection(), e);
      case "53100" ->
          new Failure.Remote(
              text, "make room on the server and run it again: it goes on after the last chunk", e);
      case "25006" -> new Failure.Access(text, "the server is read-only: is it a standby?", e);
      default ->
          isData(state)
              ? new Failure.Data(text, "", e)
              : new Failure.Remote(
                  text, "check that the server runs and can be reached, then run it again", e);
    };
  }

  /** The SQLSTATE; empty where the driver gives none. */
  static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** The column an error names, e.g. one that must not be null. */
  static Optional<String> column(SQLException e) {
    return e instanceof PSQLException own && own.getServerErrorMessage() != null
        ? Optional.ofNullable(own.getServerErrorMessage().getColumn())
        : Optional.empty();
  }

  /** Whether rows are to blame: a data exception or a violated constraint. */
  static boolean isData(String state) {
    return state.startsWith("22") || state.startsWith("23");
  }

  /** The server's message without the driver's decoration. */
  static String message(SQLException e) {
    String message = String.valueOf(e.getMessage()).replaceFirst("^(ERROR|FATAL): ", "");
    int where = message.indexOf("\n  Where:");
    return (where < 0 ? message : message.substring(0, where)).replace("\n  ", ", ");
  }
}
