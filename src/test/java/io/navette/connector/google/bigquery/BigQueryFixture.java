package io.navette.connector.google.bigquery;

import io.navette.connector.ApiContext;
import io.navette.connector.SharedState;
import io.navette.secret.Secret;
import io.navette.testing.warehouse.BigQueryServer;
import io.navette.testing.warehouse.ServiceAccountKey;
import io.navette.testing.warehouse.WarehouseFixture;
import java.time.Instant;
import java.util.Map;

/** A project and connections to it, on the evening of 21 November 2026. */
final class BigQueryFixture extends WarehouseFixture<BigQueryServer, BigQueryConnector> {
  BigQueryFixture() {
    this(new BigQueryServer());
  }

  private BigQueryFixture(BigQueryServer server) {
    super(
        "bq",
        server,
        new BigQueryConnector(
            new ApiContext(
                () -> Instant.parse("2026-11-21T20:00:00Z"), duration -> {}, SharedState.none()),
            Map.of()),
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
  }
}
