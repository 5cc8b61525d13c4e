package io.navette.connector.rest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import io.navette.http.HttpSettings;
import io.navette.http.LocalServer;
import io.navette.http.auth.Login;
import io.navette.http.auth.MemoryTokenStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways of a manifest to prove who asks, against a server. */
final class ManifestAuthenticationTest extends ManifestFixture {
  private static final LocalServer.Reply TOKEN =
      LocalServer.body(
          """
          {"access_token": "access-1", "refresh_token": "refresh-2", "expires_in": 3600,
           "data": {"token": "inner-access"}, "renewal": "named-refresh"}""");
  private static final LocalServer.Reply ITEMS = LocalServer.body("[{\"id\": 1}]");

  private final MemoryTokenStore store = new MemoryTokenStore();

  private static String manifest(String headers, String authenticator) {
    return """
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
              request_headers: %s
              authenticator:
        %s
            record_selector: {extractor: {field_path: []}}
        """
        .formatted(headers, authenticator.indent(8));
  }

  private LocalServer.Seen read(
      String headers,
      String authenticator,
      Map<String, String> config,
      LocalServer.Reply... replies) {
    server.then(replies);
    String text = manifest(headers, authenticator).replace("BASE", server.url("/api").toString());
    Manifest parsed = Manifest.parse(text, "shop.yaml");
    try (ManifestSource source =
        new ManifestSource(
            parsed,
            ManifestSource.config(parsed, config),
            HttpSettings.of("shop", server.url("/")),
            around.context(),
            store)) {
      read(source, request(source, "items"));
    }
    return server.seen().getLast();
  }

  private LocalServer.Seen read(String authenticator, LocalServer.Reply... replies) {
    return read("{}", authenticator, Map.of(), replies);
  }

  private LocalServer.Seen tokenRequest() {
    return server.seen().getFirst();
  }

  @Test
  void aClientNamedInAHeaderStandsThereAlone() {
    read(
        """
        type: OAuthAuthenticator
        token_refresh_endpoint: BASE/token
        client_id: me
        client_secret: s3cret
        refresh_token: refresh-1
        refresh_request_headers: {Authorization: "Basic {{ 'me:s3cret' | base64encode }}"}
        """,
        TOKEN,
        ITEMS);
    assertThat(tokenRequest().header("Authorization")).isEqualTo(Credentials.basic("me", "s3cret"));
    assertThat(tokenRequest().body().split("&"))
        .containsExactlyInAnyOrder("grant_type=refresh_token", "refresh_token=refresh-1");
    assertThat(around.log()).doesNotContain("s3cret");
  }

  @Test
  void aPasswordStandsAmongTheExtraFields() {
    LocalServer.Seen asked =
        read(
            """
            type: OAuthAuthenticator
            grant_type: password
            token_refresh_endpoint: BASE/token
            client_id: me
            scopes: [a, b]
            refresh_request_body: {username: joe, password: p4ssword, audience: x}
            """,
            TOKEN,
            ITEMS);
    assertThat(asked.header("Authorization")).isEqualTo("Bearer access-1");
    assertThat(tokenRequest().body().split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=password",
            "username=joe",
            "password=p4ssword",
            "scope=a+b",
            "client_id=me",
            "audience=x");
    assertThat(around.log()).doesNotContain("p4ssword");
  }

  @Test
  void aGrantOfTheVendorsOwnIsAskedForByItsName() {
    read(
        """
        type: OAuthAuthenticator
        grant_type: account_credentials
        token_refresh_endpoint: BASE/token
        client_id: me
        client_secret: s3cret
        refresh_request_headers: {Content-Type: application/json}
        refresh_request_body: {account_id: "7"}
        """,
        TOKEN,
        ITEMS);
    assertThat(tokenRequest().body())
        .isEqualTo(
            "{\"grant_type\":\"account_credentials\",\"account_id\":\"7\","
                + "\"client_id\":\"me\",\"client_secret\":\"s3cret\"}");
  }

  @Test
  void namesOfTheVendorsOwnAreUsed() {
    LocalServer.Seen asked =
        read(
            """
            type: OAuthAuthenticator
            token_refresh_endpoint: BASE/token
            client_id: me
            client_id_name: app_id
            client_secret: s3cret
            client_secret_name: app_secret
            refresh_token: refresh-1
            refresh_token_name: renewal
            grant_type_name: kind
            access_token_name: data.token
            """,
            TOKEN,
            ITEMS);
    assertThat(tokenRequest().body().split("&"))
        .containsExactlyInAnyOrder(
            "kind=refresh_token", "renewal=refresh-1", "app_id=me", "app_secret=s3cret");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer inner-access");
  }

  private static final String UPDATED =
      """
      type: OAuthAuthenticator
      token_refresh_endpoint: BASE/token
      client_id: me
      client_secret: s3cret
      refresh_token: "{{ config['credentials']['refresh_token'] }}"
      refresh_token_updater: {refresh_token_name: refresh_token}
      """;

  @Test
  void renewedTokensAreSeenByTemplatesAndByTheNextRun() {
    Map<String, String> config = Map.of("credentials.refresh_token", "refresh-1");
    String headers = "{X-Access: \"{{ config['credentials'].get('access_token', 'none') }}\"}";
    read(headers, UPDATED, config, TOKEN, ITEMS);
    assertThat(tokenRequest().body()).contains("refresh_token=refresh-1");
    LocalServer.Seen next = read(headers, UPDATED, config, ITEMS);
    assertThat(next.header("X-Access")).isEqualTo("access-1");
    assertThat(next.header("Authorization")).isEqualTo("Bearer access-1");
    around.pass(Duration.ofHours(2));
    read(headers, UPDATED, config, TOKEN, ITEMS);
    assertThat(server.seen())
        .filteredOn(seen -> seen.target().endsWith("/token"))
        .last()
        .satisfies(seen -> assertThat(seen.body()).contains("refresh_token=refresh-2"));
  }

  @Test
  void anErrorByStatus200EndsTheRun() {
    assertThatThrownBy(
            () ->
                read(
                    "{}",
                    UPDATED,
                    Map.of("credentials.refresh_token", "refresh-1"),
                    LocalServer.body("{\"error\": \"invalid_grant\"}")))
        .isInstanceOfSatisfying(
            Failure.Access.class,
            failure -> assertThat(failure.remedy()).contains("navette connect login shop"))
        .hasMessageContaining("shop: POST 127.0.0.1/api/token: 200: invalid_grant");
  }

  @Test
  void theConfigurationSelectsTheWay() {
    String selective =
        """
        type: SelectiveAuthenticator
        authenticator_selection_path: [credentials, way]
        authenticators:
          person: {type: OAuthAuthenticator, token_refresh_endpoint: BASE/token, client_id: me, refresh_token: r}
          key: {type: BasicHttpAuthenticator, username: "", password: "{{ config['credentials']['key'] }}"}
        """;
    LocalServer.Seen asked =
        read(
            "{}",
            selective,
            Map.of("credentials.way", "key", "credentials.key", "k3y-of-it"),
            ITEMS);
    assertThat(asked.header("Authorization")).isEqualTo(Credentials.basic("", "k3y-of-it"));
    assertThatThrownBy(() -> read("{}", selective, Map.of("credentials.way", "other")))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no authenticator \"other\"");
  }

  @Test
  void anAssertionIsExchanged() {
    read(
        """
        type: OAuthAuthenticator
        token_refresh_endpoint: BASE/token
        use_profile_assertion: true
        profile_assertion:
          type: JwtAuthenticator
          secret_key: a-shared-key
          algorithm: HS256
          jwt_payload: {iss: robot}
        """,
        TOKEN,
        ITEMS);
    assertThat(tokenRequest().body())
        .contains(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", "assertion=eyJ");
  }

  @ParameterizedTest
  @CsvSource({
    "source.yaml, https://cloud.lightspeedapp.com/auth/oauth/authorize",
    "source-x.yaml, https://secure.retail.lightspeed.app/connect",
    "source-k.yaml, https://auth.lsk-prod.app/realms/k-series/protocol/openid-connect/auth"
  })
  void lightspeedSaysWhereToLogIn(String file, String consent) {
    Map<String, @Nullable Object> config = new HashMap<>();
    config.put("api", new HashMap<>(Map.of("domain_prefix", "shop")));
    config.put("auth", new HashMap<>(Map.of("method", "oauth2", "client_id", "me")));
    List<String> shown = new ArrayList<>();
    try (ManifestSource source =
            new ManifestSource(
                Manifest.load(Path.of("src/main/resources/connectors/lightspeed", file)),
                config,
                HttpSettings.of("shop", server.url("/")),
                around.context(),
                store);
        Login login = source.login(LoginSettings.NONE)) {
      assertThatThrownBy(() -> login.byHand(shown::add, () -> "http://127.0.0.1/callback"))
          .isInstanceOf(Failure.Access.class);
    }
    assertThat(shown)
        .singleElement()
        .asString()
        .startsWith(consent + "?response_type=code&client_id=me&redirect_uri=");
  }
}
