package io.navette.connector.google.bigquery;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.connector.SharedState;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.secret.Secret;
import io.navette.testing.warehouse.BigQueryServer;
import io.navette.testing.warehouse.ServiceAccountKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A server and a connection to it, on the evening of 21 November 2026. */
final class BigQueryFixture implements AutoCloseable {
  final BigQueryServer server = new BigQueryServer();
  final BigQueryConnector connector =
      new BigQueryConnector(
          new ApiContext(
              () -> Instant.parse("2026-11-21T20:00:00Z"), duration -> {}, SharedState.none()),
          Map.of());

  Settings settings(Map<String, Object> more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "project",
                BigQueryServer.PROJECT,
                "dataset",
                BigQueryServer.DATASET,
                "rate_limit.throttle_on_limit",
                true,
                "root_url",
                server.url(),
                "credentials_json",
                new Secret(ServiceAccountKey.json(server.url() + "/token"))));
    values.putAll(more);
    return new Settings("bq", values);
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
    server.tables().execute("SET SCHEMA " + BigQueryServer.DATASET);
    server.tables().execute(statements);
  }

  @Override
  public void close() throws SQLException {
    server.close();
  }
}
