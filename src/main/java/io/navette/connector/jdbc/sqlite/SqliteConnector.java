package io.navette.connector.jdbc.sqlite;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
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
import java.util.Set;

/** Reads and writes tables of an SQLite file. */
public final class SqliteConnector implements SourceConnector, SinkConnector {
  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "SQLite", "Tables of a database file, read and written.", Family.DATABASE)
        .withIncremental();
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("path", Setting.Kind.PATH, "The file; created when it is written to."),
        Setting.withDefault(
            "busy_timeout",
            Setting.Kind.DURATION,
            "10s",
            "How long to wait while another program writes."));
  }

  @Override
  public Set<WriteMode> modes() {
    return EnumSet.allOf(WriteMode.class);
  }

  @Override
  public String check(Settings settings) {
    Database database = new Database(settings);
    if (database.canBeCreated()) {
      return "no file yet; it is created when it is written to";
    }
    try (Connection connection = database.read();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sqlite_version(), (SELECT count(*) FROM sqlite_schema WHERE type = 'table')")) {
      return "SQLite " + row.getString(1) + ", " + row.getInt(2) + " tables";
    } catch (SQLException e) {
      throw database.failure("", e);
    }
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    return new SqliteSource(new Database(settings));
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    return new SqliteSink(new Database(settings));
  }
}
