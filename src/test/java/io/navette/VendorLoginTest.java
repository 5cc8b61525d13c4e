package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.auth.OAuthServer;
import io.navette.testing.TestBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People log in to vendors, whose tokens are renewed as each of them wants to be asked. */
final class VendorLoginTest {
  @TempDir Path folder = Path.of("unset");

  /**
   * From the login to the day the permission is withdrawn. Every refresh token is good once.
   *
   * @param secret whether the application has one
   */
  @ParameterizedTest
  @CsvSource({
    "xero, '', oauth2, true",
    "xero, '', pkce, false",
    "square, '', oauth2, true",
    "square, '', oauth2, false",
    "lightspeed, 'series: r', oauth2, true",
    "lightspeed, 'series: x', oauth2, true",
    "lightspeed, 'series: k', oauth2, true",
    "lightspeed, 'series: k', oauth2_v1, true",
  })
  void aLoginLastsAsLongAsItsTokensAreRenewed(
      String vendor, String api, String method, boolean secret) throws IOException {
    try (OAuthServer server = new OAuthServer(InstantSource.system())) {
      connection(vendor, api, method, secret, server.url("/").toString());
      assertThat(typed("connect", "keystore", "init").exit()).isZero();
      Typed login = typed("connect", "login", "shop");
      assertThat(login.exit()).as(login.err()).isZero();
      assertThat(login.err()).contains("scope=read%20write", "code_challenge_method=S256");
      assertThat(server.lastFields())
          .containsEntry("grant_type", "authorization_code")
          .containsKey("code_verifier");
      assertTested();
      assertThat(server.tokenRequests()).isEqualTo(1);
      for (int renewals = 1; renewals <= 2; renewals++) {
        String token = server.refreshToken();
        server.revokeAccess();
        assertTested();
        assertThat(server.tokenRequests()).isEqualTo(1 + renewals);
        assertThat(server.lastFields())
            .containsEntry("grant_type", "refresh_token")
            .containsEntry("refresh_token", token);
      }
      server.revokeAll();
      Typed ended = typed("test", "shop");
      assertThat(ended.exit()).isEqualTo(5);
      assertThat(ended.out()).contains("navette connect login shop");
    }
  }

  /** Of one organisation: the application is its own permission. */
  @Test
  void aCustomConnectionOfXeroNeedsNoLogin() throws IOException {
    try (OAuthServer server = new OAuthServer(InstantSource.system())) {
      connection("xero", "", "client_credentials", true, server.url("/").toString());
      assertThat(typed("connect", "keystore", "init").exit()).isZero();
      assertTested();
      assertThat(server.lastFields())
          .containsEntry("grant_type", "client_credentials")
          .containsEntry("scope", "read write")
          .doesNotContainKey("client_secret");
    }
  }

  private void connection(String vendor, String api, String method, boolean secret, String server)
      throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/shop.yaml"),
        """
        type: %s
        api:
          base_url: %s
          %s
        auth:
          method: %s
          client_id: navette
          %s
          scopes: [read, write]
          token_url: %2$stoken
          authorize_url: %2$sauthorize
        connection: {max_retries: 0}
        rate_limit: {max_requests_per_minute: 6000}
        """
            .formatted(
                vendor, server, api, method, secret ? "client_secret: \"${env:SECRET}\"" : ""));
  }

  private void assertTested() throws IOException {
    Typed tested = typed("test", "shop");
    assertThat(tested.exit()).as(tested.out() + tested.err()).isZero();
  }

  private Typed typed(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = folder.resolve("conf").toString();
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
        all);
  }
}
