package io.navette.connector.rest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import io.navette.http.HttpSettings;
import io.navette.http.LocalServer;
import io.navette.http.auth.KeystoreTokenStore;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.http.auth.TokenStore;
import io.navette.secret.Keystore;
import io.navette.secret.Places;
import io.navette.secret.Prompt;
import io.navette.secret.Unlockers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that outlive a run, and tokens whose end the vendor tells as a moment. */
final class ManifestSessionTest extends ManifestFixture {
  private static final LocalServer.Reply ITEMS = LocalServer.body("[{\"id\": 1}]");
  private static final String MANIFEST =
      """
      version: 7.28.0
      check: {type: CheckStream, stream_names: [items]}
      streams:
      - name: items
        schema_loader:
          type: InlineSchemaLoader
          schema: {properties: {id: {type: integer}}}
        retriever:
          requester:
            type: HttpRequester
            url_base: BASE
            path: items
            authenticator: AUTHENTICATOR
          record_selector: {extractor: {field_path: []}}
      """;
  private static final String SESSION =
      """
      {type: SessionTokenAuthenticator, session_token_path: [session], EXPIRY
          login_requester: {type: HttpRequester, url_base: BASE, path: login, http_method: POST,
            request_body: {type: RequestBodyJsonObject, value: {password: "{{ config['password'] }}"}}},
          request_authentication: {type: ApiKey, inject_into:
            {type: RequestOption, inject_into: header, field_name: X-Session}}}""";

  @TempDir Path home = Path.of("unset");

  private void read(String authenticator, String password, TokenStore store) {
    String text =
        MANIFEST
            .replace("AUTHENTICATOR", authenticator.replace("\n", " "))
            .replace("BASE", server.url("/api").toString());
    Manifest parsed = Manifest.parse(text, "shop.yaml");
    try (ManifestSource source =
        new ManifestSource(
            parsed,
            ManifestSource.config(parsed, Map.of("password", password)),
            HttpSettings.of("shop", server.url("/")),
            around.context(),
            store)) {
      assertThat(read(source, request(source, "items")).rows).hasSize(1);
    }
  }

  private static LocalServer.Reply session(String token) {
    return LocalServer.body("{\"session\": \"" + token + "\"}");
  }

  private static String lasting() {
    return SESSION.replace("EXPIRY", "expiration_duration: PT1H,");
  }

  private Keystore keystore() {
    return new Keystore(
        Places.of(Map.of("NAVETTE_HOME", home.toString()), home, Optional.empty()),
        new Unlockers(
            Map.of("NAVETTE_PASSPHRASE", "correct horse"), Optional.empty(), Prompt.none()));
  }

  @Test
  void aSessionIsKeptEncryptedForTheNextRun() throws IOException {
    Keystore made = keystore();
    made.init(made.unlockers().given().findFirst().orElseThrow());
    server.then(session("sess-4711"), ITEMS, ITEMS);
    read(lasting(), "one", new KeystoreTokenStore(keystore(), note -> {}));
    read(lasting(), "one", new KeystoreTokenStore(keystore(), note -> {}));
    assertThat(targets()).containsExactly("/api/login", "/api/items", "/api/items");
    assertThat(server.seen().getLast().header("X-Session")).isEqualTo("sess-4711");
    assertThat(keystore().names()).singleElement().asString().startsWith("oauth/shop/");
    byte[] file = Files.readAllBytes(made.file());
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("sess-4711");
    assertThat(around.log()).doesNotContain("sess-4711");
    server.then(session("sess-2"), ITEMS);
    around.pass(Duration.ofMinutes(61));
    read(lasting(), "one", new KeystoreTokenStore(keystore(), note -> {}));
    assertThat(server.seen().getLast().header("X-Session")).isEqualTo("sess-2");
  }

  @Test
  void anotherPasswordOpensASessionOfItsOwn() {
    TokenStore store = new MemoryTokenStore();
    server.then(session("s1"), ITEMS, session("s2"), ITEMS);
    read(lasting(), "one", store);
    read(lasting(), "two", store);
    assertThat(server.seen().getLast().header("X-Session")).isEqualTo("s2");
  }

  @Test
  void aSessionThatIsRefusedIsOpenedAnew() {
    TokenStore store = new MemoryTokenStore();
    server.then(session("s1"), ITEMS, LocalServer.status(401), session("s2"), ITEMS);
    read(lasting(), "one", store);
    read(lasting(), "one", store);
    assertThat(targets())
        .containsExactly("/api/login", "/api/items", "/api/items", "/api/login", "/api/items");
    assertThat(server.seen().getLast().header("X-Session")).isEqualTo("s2");
  }

  @Test
  void aSessionOfUnknownLengthIsOfOneRun() {
    TokenStore store = new MemoryTokenStore();
    String session = SESSION.replace("EXPIRY", "");
    server.then(session("s1"), ITEMS, session("s2"), ITEMS);
    read(session, "one", store);
    read(session, "one", store);
    assertThat(server.seen().getLast().header("X-Session")).isEqualTo("s2");
  }

  private static final String OAUTH =
      "{type: OAuthAuthenticator, grant_type: client_credentials, token_refresh_endpoint:"
          + " BASE/token, client_id: me, client_secret: s3cret, expires_in_name: until, OPTIONS}";

  private static LocalServer.Reply token(String name, String until) {
    return LocalServer.body("{\"access_token\": \"" + name + "\", \"until\": \"" + until + "\"}");
  }

  @Test
  void aTokenMayTellWhenItExpires() {
    for (String options :
        new String[] {
          "token_expiry_date_format: \"%Y-%m-%dT%H:%M:%S%z\"",
          "token_expiry_is_time_of_expiration: true"
        }) {
      TokenStore store = new MemoryTokenStore();
      int before = server.seen().size();
      String authenticator = OAUTH.replace("OPTIONS", options);
      String until = around.instant().plusSeconds(7200).toString().replace("Z", "+00:00");
      server.then(token("access-a", until), ITEMS, ITEMS);
      read(authenticator, "", store);
      around.pass(Duration.ofMinutes(100));
      read(authenticator, "", store);
      assertThat(targets().subList(before, before + 3))
          .containsExactly("/api/token", "/api/items", "/api/items");
      around.pass(Duration.ofMinutes(30));
      server.then(token("access-b", "2027-01-01T00:00:00+00:00"), ITEMS);
      read(authenticator, "", store);
      assertThat(server.seen().getLast().header("Authorization")).isEqualTo("Bearer access-b");
    }
  }

  @Test
  void anExpiryInAnotherFormatIsTold() {
    server.then(token("access-a", "tomorrow"));
    String authenticator = OAUTH.replace("OPTIONS", "token_expiry_date_format: \"%Y-%m-%d\"");
    assertThatThrownBy(() -> read(authenticator, "", new MemoryTokenStore()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("tomorrow");
  }
}
