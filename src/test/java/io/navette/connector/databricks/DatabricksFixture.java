package io.navette.connector.databricks;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.connector.SharedState;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.secret.Secret;
import io.navette.testing.warehouse.DatabricksServer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A server and a connection to it. */
final class DatabricksFixture implements AutoCloseable {
  final DatabricksServer server = new DatabricksServer();
  final DatabricksConnector connector =
      new DatabricksConnector(
          new ApiContext(Clock.systemUTC(), duration -> {}, SharedState.none()), Map.of());

  Settings settings(Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "host",
                server.url(),
                "http_path",
                "/sql/1.0/warehouses/" + DatabricksServer.WAREHOUSE,
                "token",
                new Secret(DatabricksServer.TOKEN),
                "catalog",
                DatabricksServer.CATALOG,
                "schema",
                DatabricksServer.SCHEMA));
    values.putAll(more);
    return new Settings("lake", values);
  }

  @MustBeClosed
  Source source(Map<String, Object> more) {
    return connector.openSource(settings(more));
  }

  @MustBeClosed
  Sink sink(Map<String, Object> more) {
    return connector.openSink(settings(more));
  }

  /** By H2's own statements. */
  void execute(String... statements) throws SQLException {
    server.tables().execute("SET SCHEMA " + DatabricksServer.SCHEMA);
    server.tables().execute(statements);
  }

  @Override
  public void close() throws SQLException {
    server.close();
  }
}
