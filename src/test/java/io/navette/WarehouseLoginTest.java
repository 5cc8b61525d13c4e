package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.auth.OAuthServer;
import io.navette.testing.TestBrowser;
import io.navette.testing.warehouse.BigQueryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person logs in to BigQuery, from the login to the day the permission is withdrawn. */
final class WarehouseLoginTest {
  @TempDir Path folder = Path.of("unset");

  @Test
  void afterALoginTheWarehouseIsReadUntilThePermissionIsWithdrawn()
      throws IOException, SQLException {
    try (OAuthServer server = new OAuthServer(InstantSource.system());
        BigQueryServer warehouse = new BigQueryServer()) {
      warehouse.guardedBy(server::accepts);
      warehouse.execute(
          "CREATE TABLE \"dishes\" (\"id\" BIGINT)", "INSERT INTO \"dishes\" VALUES (7)");
      configure(warehouse.url(), server.url("/").toString());
      assertThat(typed("connect", "keystore", "init").exit()).isZero();
      Typed before = typed("test", "warehouse");
      assertThat(before.exit()).isEqualTo(5);
      assertThat(before.out()).contains("navette connect login warehouse");
      Typed login = typed("connect", "login", "warehouse");
      assertThat(login.exit()).as(login.err()).isZero();
      assertThat(login.err())
          .contains("access_type=offline", "prompt=consent", "auth%2Fbigquery")
          .doesNotContain(OAuthServer.CLIENT_SECRET);
      assertThat(server.lastFields())
          .containsEntry("grant_type", "authorization_code")
          .containsKey("code_verifier");
      assertThat(typed("test", "warehouse").out()).contains("europe-west9");
      server.revokeAccess();
      Typed rows = typed("transfer", "warehouse:dishes", "-", "--output", "csv");
      assertThat(rows.out()).as(rows.err()).contains("id\n7\n");
      assertThat(server.lastFields()).containsEntry("grant_type", "refresh_token");
      server.revokeAll();
      Typed ended = typed("test", "warehouse");
      assertThat(ended.exit()).isEqualTo(5);
      assertThat(ended.out()).contains("navette connect login warehouse");
    }
  }

  private void configure(String warehouse, String server) throws IOException {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          warehouse:
            type: bigquery
            project: %s
            dataset: %s
            root_url: %s
            auth:
              method: oauth2
              client_id: %s
              client_secret: "${env:SECRET}"
              authorize_url: %sauthorize
              token_url: %6$stoken
        """
            .formatted(
                BigQueryServer.PROJECT,
                BigQueryServer.DATASET,
                warehouse,
                OAuthServer.CLIENT,
                server,
                server));
  }

  private Typed typed(String... arguments) throws IOException {
    return Typed.in(
        folder,
        Map.of(
            "NAVETTE_PASSPHRASE",
            "correct horse",
            "BROWSER",
            TestBrowser.in(folder),
            "SECRET",
            OAuthServer.CLIENT_SECRET),
        "",
        arguments);
  }
}
