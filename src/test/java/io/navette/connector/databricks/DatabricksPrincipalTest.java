package io.navette.connector.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.http.auth.OAuthServer;
import io.navette.secret.Secret;
import io.navette.testing.warehouse.Dishes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service principal gets its tokens from an authorization server, at the workspace's address. */
final class DatabricksPrincipalTest {
  private static final Map<String, Object> PRINCIPAL =
      Map.of(
          "client_id", OAuthServer.CLIENT, "client_secret", new Secret(OAuthServer.CLIENT_SECRET));

  private final DatabricksFixture fixture = new DatabricksFixture();
  private final Dishes dishes = new Dishes(fixture);

  @SuppressWarnings("NullAway.Init")
  private OAuthServer server;

  @BeforeEach
  void start() throws IOException {
    server = new OAuthServer(InstantSource.system());
    fixture.server.tokensFrom(server);
  }

  @AfterEach
  void stop() throws SQLException {
    server.close();
    fixture.close();
  }

  @Test
  void itsTokensAreRenewedWhereTheyEndBeforeTheirTime() throws SQLException {
    dishes.create(2);
    assertThat(dishes.read(PRINCIPAL, Map.of())).hasSize(2);
    assertThat(server.lastFields())
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("scope", "all-apis")
        .doesNotContainKey("client_secret");
    try (Sink sink = fixture.sink(PRINCIPAL)) {
      Dishes.write(sink, WriteMode.UPSERT, Dishes.of(3));
      assertThat(server.tokenRequests()).isEqualTo(2);
      server.revokeAccess();
      Dishes.write(sink, WriteMode.UPSERT, 2, Dishes.of(4));
      assertThat(server.tokenRequests()).isEqualTo(3);
    }
    assertThat(dishes.read(PRINCIPAL, Map.of())).hasSize(4);
  }

  @Test
  void aWrongSecretIsSaidSoAndNotShown() {
    Settings wrong =
        fixture.settings(
            Map.of("client_id", OAuthServer.CLIENT, "client_secret", new Secret("dose-revoked")));
    assertThatThrownBy(() -> fixture.connector.check(wrong))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("invalid_client")
        .hasMessageNotContaining("dose-revoked");
    Settings none = fixture.settings(Map.of("client_id", OAuthServer.CLIENT));
    assertThatThrownBy(() -> fixture.connector.check(none))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("client_secret is missing");
  }
}
