package io.navette.connector.jdbc.sqlserver;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import io.navette.connector.Settings;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.jdbc.TableName;
import io.navette.failure.Failure;
import io.navette.http.InterruptibleSockets;
import io.navette.secret.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One database: how it is connected to, and what its errors mean. */
final class Server {
  /** Its transaction was chosen to end a deadlock, and is rolled back. */
  static final int DEADLOCK = 1205;

  private static final Set<String> LOCAL =
      Set.of("localhost", "127.0.0.1", "::1", "[::1]", ".", "(local)");

  /** Rows are to blame: null, constraint, key, length, conversion, range. */
  private static final Set<Integer> DATA =
      Set.of(
          220, 232, 241, 242, 244, 245, 248, 295, 296, 515, 517, 544, 547, 550, 2601, 2627, 2628,
          6355, 8114, 8115, 8152, 8169, 9400, 9402, 9420, 13609);

  private static final Set<Integer> ACCESS =
      Set.of(229, 230, 262, 297, 300, 916, 1088, 3906, 3908, 18452, 18456, 18470, 18487, 18488);

  private static final Set<Integer> CONFIGURATION = Set.of(102, 156, 207, 208, 2812, 4104, 4121);

  /** Every error of the driver's comes back as an exception; it would print most of them too. */
  private static final Logger DRIVER_LOG = Logger.getLogger("com.microsoft.sqlserver.jdbc");

  private final Settings settings;

  Server(Settings settings) {
    this.settings = settings;
  }

  String connection() {
    return settings.connection();
  }

  /** A table's name with the connection's schema where it has none. */
  TableName table(String name) {
    TableName parsed = TableName.parse(name);
    return parsed.schema().isPresent()
        ? parsed
        : new TableName(Optional.of(schema()), parsed.table());
  }

  private String schema() {
    return settings.text("schema").orElse("dbo");
  }

  /** The ledger, in the connection's schema. */
  Ledger ledger() {
    TableName name = new TableName(Optional.of(schema()), LedgerTable.NAME);
    return new Ledger(new LedgerTable(Tsql.quoted(name)));
  }

  /**
   * Connects; blocks. Every value is handed over by itself, so a password may hold any character.
   *
   * @throws Failure.Access or {@link Failure.Remote}, naming the connection
   */
  Connection connect() {
    DRIVER_LOG.setLevel(Level.OFF);
    try {
      Connection connection = new SQLServerDriver().connect("jdbc:sqlserver://", properties());
      if (connection == null) {
        throw new IllegalStateException("the driver did not accept its own address");
      }
      return connection;
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
    return Relation.of(connection, table(name))
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    "connection " + connection() + ": there is no table or view " + table(name),
                    "see navette connect discover " + connection()));
  }

  /** Closes; what was not committed is rolled back by the server. */
  void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("", e);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    String server = settings.text("server").orElse("localhost");
    properties.setProperty("serverName", server);
    Optional<String> instance = settings.text("instance");
    boolean named = instance.isPresent() || server.indexOf('\\') >= 0;
    // The port of a named instance is asked of the server's browser service, unless it is written.
    if (!named || settings.integer("port").isPresent()) {
      properties.setProperty("portNumber", Long.toString(settings.integer("port").orElse(1433L)));
    }
    instance.ifPresent(name -> properties.setProperty("instanceName", name));
    properties.setProperty("databaseName", settings.text("database").orElse(""));
    settings.text("user").ifPresent(user -> properties.setProperty("user", user));
    settings
        .secret("password")
        .map(Secret::reveal)
        .ifPresent(password -> properties.setProperty("password", password));
    authenticate(properties);
    encrypt(properties);
    Duration timeout = settings.duration("connect_timeout").orElse(Duration.ofSeconds(15));
    properties.setProperty("loginTimeout", Long.toString(Math.max(1, timeout.toSeconds())));
    properties.setProperty("applicationName", "navette");
    properties.setProperty("socketFactoryClass", InterruptibleSockets.class.getName());
    properties.setProperty("cacheBulkCopyMetadata", "true");
    return properties;
  }

  private void authenticate(Properties properties) {
    String way = settings.text("authentication").orElse("password");
    if (!way.equals("password")) {
      properties.setProperty("integratedSecurity", "true");
      properties.setProperty("authenticationScheme", way.equals("ntlm") ? "NTLM" : "JavaKerberos");
      settings.text("domain").ifPresent(domain -> properties.setProperty("domain", domain));
    }
  }

  private void encrypt(Properties properties) {
    String encrypt = settings.text("encrypt").orElseGet(this::usualEncryption);
    Optional<Path> pinned = settings.path("server_certificate");
    boolean strict = encrypt.equals("strict");
    properties.setProperty(
        "encrypt", strict ? "strict" : Boolean.toString(encrypt.equals("mandatory")));
    if (settings.flag("trust_server_certificate")) {
      properties.setProperty("trustServerCertificate", "true");
    } else {
      properties.setProperty("trustServerCertificate", "false");
      pinned.ifPresent(path -> pin(properties, path, strict));
    }
  }

  private static void pin(Properties properties, Path certificate, boolean strict) {
    if (strict) {
      properties.setProperty("serverCertificate", certificate.toString());
    } else {
      properties.setProperty("trustManagerClass", PinnedCertificate.class.getName());
      properties.setProperty("trustManagerConstructorArg", certificate.toString());
    }
  }

  /** The certificate is checked unless the traffic stays on this machine. */
  private String usualEncryption() {
    String server = settings.text("server").orElse("localhost").toLowerCase(Locale.ROOT);
    return LOCAL.contains(server.replaceFirst("\\\\.*", ""))
            && settings.path("server_certificate").isEmpty()
        ? "optional"
        : "mandatory";
  }

  /** The failure an error stands for, by its number (sys.messages). */
  Failure failure(String stream, SQLException e) {
    String text =
        "connection "
            + connection()
            + (stream.isEmpty() ? "" : ", stream " + stream)
            + ": "
            + message(e);
    int number = e.getErrorCode();
    if (ACCESS.contains(number)) {
      return new Failure.Access(text, "check user, password and rights of " + connection(), e);
    }
    if (CONFIGURATION.contains(number)) {
      return new Failure.Configuration(text, "navette connect discover " + connection(), e);
    }
    if (isData(e)) {
      return new Failure.Data(text, "", e);
    }
    return switch (number) {
      case 4060 -> new Failure.Configuration(text, "check database:", e);
      case 1105, 1101, 9002 ->
          new Failure.Remote(
              text, "make room on the server and run it again: it goes on after the last chunk", e);
      case DEADLOCK, 1222 ->
          new Failure.Remote(
              text, "others use the same rows: run it again, it goes on after the last chunk", e);
      default ->
          text.contains("PKIX") || text.contains("SSL") || text.contains("certificate")
              ? new Failure.Access(
                  text, "pin the server's certificate with server_certificate:, or see encrypt:", e)
              : new Failure.Remote(
                  text, "check that the server runs and can be reached, then run it again", e);
    };
  }

  /** Whether rows are to blame: a value or a violated constraint. */
  static boolean isData(SQLException e) {
    return DATA.contains(e.getErrorCode());
  }

  /** The server's message without the driver's decoration. */
  static String message(SQLException e) {
    return String.valueOf(e.getMessage()).replaceFirst(" ClientConnectionId:\\S+$", "");
  }
}
