package io.navette.connector.jdbc.postgres;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and writes tables of a PostgreSQL database. */
public final class PostgresConnector implements SourceConnector, SinkConnector {
  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "PostgreSQL",
            "Tables and views of a database, read and written by COPY.",
            Family.DATABASE,
            SignIn.PASSWORD)
        .withIncremental();
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("host", Kind.TEXT, "The server's name or address."),
        Setting.withDefault("port", Kind.INTEGER, "5432", "The server's port."),
        Setting.required("database", Kind.TEXT, "The database."),
        Setting.required("user", Kind.TEXT, "The user."),
        Setting.optional("password", Kind.SECRET, "The user's password."),
        Setting.withDefault("schema", Kind.TEXT, "public", "The schema of names without one."),
        new Setting(
            "sslmode",
            "How the connection is encrypted; verify-full for remote hosts unless set.",
            Kind.CHOICE,
            false,
            Optional.empty(),
            List.of("disable", "prefer", "require", "verify-ca", "verify-full")),
        Setting.optional("sslrootcert", Kind.PATH, "The authority that signed the certificate."),
        Setting.withDefault(
            "connect_timeout", Kind.DURATION, "10s", "How long to wait for the server."),
        Setting.withDefault(
            "statement_timeout", Kind.DURATION, "0s", "The longest statement; 0 for any."),
        Setting.withDefault(
            "writers",
            Kind.INTEGER,
            "2",
            "How many connections append or merge one table's rows at once, a chunk each; 1 for one."));
  }

  @Override
  public Set<WriteMode> modes() {
    return EnumSet.allOf(WriteMode.class);
  }

  @Override
  public String check(Settings settings) {
    Server server = new Server(settings);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('server_version')")) {
      row.next();
      return "PostgreSQL " + row.getString(1);
    } catch (SQLException e) {
      throw server.failure("", e);
    }
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    return new PostgresSource(Server.reading(settings));
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    return new PostgresSink(new Server(settings));
  }
}
