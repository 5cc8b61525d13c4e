package io.navette.connector.databricks;

import io.navette.connector.ApiContext;
import io.navette.connector.SharedState;
import io.navette.secret.Secret;
import io.navette.testing.warehouse.DatabricksServer;
import io.navette.testing.warehouse.WarehouseFixture;
import java.time.Clock;
import java.util.Map;

/** A workspace and connections to it. */
final class DatabricksFixture extends WarehouseFixture<DatabricksServer, DatabricksConnector> {
  DatabricksFixture() {
    this(new DatabricksServer());
  }

  private DatabricksFixture(DatabricksServer server) {
    super(
        "lake",
        server,
        new DatabricksConnector(
            new ApiContext(Clock.systemUTC(), duration -> {}, SharedState.none()), Map.of()),
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
  }
}
