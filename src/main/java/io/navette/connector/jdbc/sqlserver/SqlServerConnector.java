package io.navette.connector.jdbc.sqlserver;

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

/** Reads and writes tables of a Microsoft SQL Server database. */
public final class SqlServerConnector implements SourceConnector, SinkConnector {
  @Override
  public String name() {
    return "sqlserver";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "SQL Server",
            "Tables and views of a database, written by bulk copy.",
            Family.DATABASE,
            SignIn.PASSWORD)
        .withIncremental();
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("server", Kind.TEXT, "The server's name or address."),
        Setting.optional("port", Kind.INTEGER, "The server's port; 1433 without an instance."),
        Setting.optional(
            "instance", Kind.TEXT, "The named instance, whose port the server's browser tells."),
        Setting.required("database", Kind.TEXT, "The database."),
        Setting.optional("user", Kind.TEXT, "The login, or the user of the domain."),
        Setting.optional("password", Kind.SECRET, "The login's password."),
        Setting.choice(
            "authentication",
            "password",
            List.of("password", "ntlm", "kerberos"),
            "Who checks the user: the server, or its Windows domain."),
        Setting.optional("domain", Kind.TEXT, "The Windows domain, for ntlm."),
        Setting.withDefault("schema", Kind.TEXT, "dbo", "The schema of names without one."),
        new Setting(
            "encrypt",
            "How traffic is encrypted: mandatory for remote hosts unless set; strict is TDS 8.0.",
            Kind.CHOICE,
            false,
            Optional.empty(),
            List.of("optional", "mandatory", "strict")),
        Setting.optional(
            "server_certificate", Kind.PATH, "The one certificate the server may show."),
        Setting.withDefault(
            "trust_server_certificate",
            Kind.BOOLEAN,
            "false",
            "Take any certificate, so that anybody may stand between."),
        Setting.withDefault(
            "connect_timeout", Kind.DURATION, "15s", "How long to wait for the server."));
  }

  @Override
  public List<Setting> streamOptions() {
    return List.of(
        Setting.choice(
            Relation.CUT_OPTION,
            "reject",
            List.of("reject", "cut"),
            "What becomes of a moment with tenths of microseconds, which no other system has."));
  }

  @Override
  public Set<WriteMode> modes() {
    return EnumSet.allOf(WriteMode.class);
  }

  @Override
  public String check(Settings settings) {
    Server server = new Server(settings);
    String sql =
        "SELECT CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')),"
            + " CONVERT(nvarchar(128), SERVERPROPERTY('Edition'))";
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return "SQL Server " + row.getString(1) + ", " + row.getString(2);
    } catch (SQLException e) {
      throw server.failure("", e);
    }
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    return new SqlServerSource(new Server(settings));
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    return new SqlServerSink(new Server(settings));
  }
}
