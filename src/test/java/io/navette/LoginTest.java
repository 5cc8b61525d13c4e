package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.http.LocalServer;
import io.navette.http.auth.OAuthServer;
import io.navette.testing.Program;
import io.navette.testing.TestBrowser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People log in by the program, to a server that asks them. */
final class LoginTest {
  @TempDir Path folder = Path.of("unset");

  @SuppressWarnings("NullAway.Init")
  private OAuthServer server;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new OAuthServer(InstantSource.system());
    environment.put("NAVETTE_PASSPHRASE", "correct horse");
    environment.put("BROWSER", TestBrowser.in(folder));
    environment.put("CLIENT_SECRET", OAuthServer.CLIENT_SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A nested file of one API. */
  private void shop(String auth) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/shop.yaml"),
        """
        type: rest
        url: %1$s
        streams: {items: /items}
        data_path: data
        key: [id]
        auth:
          type: oauth2_authorization_code
          token_url: %1$stoken
          client_id: navette
          client_secret: "${env:CLIENT_SECRET}"
          scopes: [read, write]
        %2$s
        rate_limit: {max_requests_per_minute: 6000, throttle_on_limit: true}
        """
            .formatted(server.url("/"), auth.indent(2)));
  }

  private void shop() throws IOException {
    shop("authorize_url: %sauthorize".formatted(server.url("/")));
  }

  private Typed typed(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = folder.resolve("conf").toString();
    return Typed.in(folder, environment, "", all);
  }

  private void keystore() {
    assertThat(typed("connect", "keystore", "init").exit()).isZero();
  }

  private void assertFails(Typed typed, int exit, String... texts) {
    assertThat(typed.exit()).as(typed.err()).isEqualTo(exit);
    assertThat(typed.err()).contains(texts).doesNotContain(OAuthServer.CLIENT_SECRET);
  }

  @Test
  void afterALoginInTheBrowserTheConnectionJustWorks() throws Exception {
    shop();
    keystore();
    Typed before = typed("test", "shop");
    assertThat(before.exit()).isEqualTo(5);
    assertThat(before.out()).contains("nobody has logged in yet", "navette connect login shop");
    Typed login = typed("connect", "login", "shop");
    assertThat(login.exit()).as(login.err()).isZero();
    assertThat(login.err())
        .contains("/authorize?", "logged in to shop", "renewed when needed")
        .doesNotContain("access-", "refresh-");
    assertThat(server.lastFields())
        .containsEntry("grant_type", "authorization_code")
        .containsKey("code_verifier");
    assertThat(typed("test", "shop").exit()).isZero();
    server.revokeAccess();
    Typed rows = typed("transfer", "shop:items", "-", "--output", "csv");
    assertThat(rows.out()).as(rows.err()).contains("1\n2\n");
    assertThat(server.tokenRequests()).isEqualTo(2);
    assertThat(typed("test", "shop").exit()).isZero();
    assertThat(server.tokenRequests()).isEqualTo(2);
    assertThat(typed("connect", "keystore", "list").out()).contains("oauth/shop/");
    server.revokeAll();
    assertThat(typed("test", "shop").out()).contains("navette connect login shop");
  }

  /** The example of Lightspeed, with no refresh token in its file: a login brings it. */
  @Test
  void afterALoginTheNestedFileOfLightspeedIsSynced() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (LocalServer api = new LocalServer()) {
      api.always(
          exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            boolean accounts = exchange.getRequestURI().getPath().endsWith("/Account.json");
            LocalServer.body(
                    accounts
                        ? "{\"Account\": {\"accountID\": \"7\", \"name\": \"Le Port\"}}"
                        : "{\"Shop\": {\"shopID\": \"1\", \"name\": \"Quai\"}}")
                .answer(exchange);
          });
      lightspeed(api);
      keystore();
      assertThat(typed("test", "caisse").out()).contains("navette connect login caisse");
      Typed login = typed("connect", "login", "caisse");
      assertThat(login.exit()).as(login.err()).isZero();
      assertThat(login.err()).contains("scope=employee%3Ainventory", "logged in to caisse");
      assertThat(typed("test", "caisse").out()).contains("ok");
      Typed sync = typed("sync");
      assertThat(sync.exit()).as(sync.err()).isZero();
      assertThat(sync.err()).contains("1 row read, 1 created").doesNotContain("access-");
      assertThat(seen).isNotEmpty().allMatch(value -> value.startsWith("Bearer access-"));
      assertThat(server.tokenRequests()).isEqualTo(1);
      api.then(LocalServer.status(401));
      server.revokeAccess();
      assertThat(typed("sync").exit()).isZero();
      assertThat(server.tokenRequests()).isEqualTo(2);
      assertThat(server.lastFields()).containsEntry("grant_type", "refresh_token");
      assertThat(seen.getLast()).isNotEqualTo(seen.getFirst());
    }
  }

  private void lightspeed(LocalServer api) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    String file =
        Files.readString(Path.of("config-examples/lightspeed/caisse.yaml"))
            .replace("https://api.lightspeedapp.com/api/", api.url("/API/").toString())
            .replace("my-application", OAuthServer.CLIENT)
            .replace("${secret:caisse.client_secret}", "${env:CLIENT_SECRET}")
            .replaceAll("  refresh_token: .*\n", "")
            .replace("https://localhost/callback", "http://127.0.0.1/callback")
            .replace("minute: 60", "minute: 6000")
            .replace(
                "  token_store:",
                "  token_url: %stoken\n  authorize_url: %1$sauthorize\n  token_store:"
                    .formatted(server.url("/")));
    Files.writeString(folder.resolve("conf/caisse.yaml"), file);
    Files.writeString(
        folder.resolve("conf/navette.yaml"),
        """
        connections: {lake: {type: sqlite, path: lake.db}}
        jobs: {caisse: {from: caisse, to: lake, streams: {shops: {mode: upsert}}}}
        """);
  }

  @Test
  void withoutAKeystoreNobodyIsAskedAnything() throws IOException {
    shop();
    assertFails(
        typed("connect", "login", "shop"), 4, "no keystore", "navette connect keystore init");
    assertThat(server.tokenRequests()).isZero();
  }

  @Test
  void aPersonMaySayNo() throws IOException {
    shop();
    keystore();
    server.deny();
    assertFails(typed("connect", "login", "shop"), 5, "access_denied");
  }

  @Test
  void nobodyCame() throws IOException {
    shop();
    keystore();
    environment.put("BROWSER", "true");
    assertFails(typed("connect", "login", "shop", "--timeout", "1"), 5, "no login within 1 s");
  }

  @Test
  void anUnknownClientIsTold() throws IOException {
    shop();
    keystore();
    environment.put("CLIENT_SECRET", "another-one");
    assertFails(typed("connect", "login", "shop"), 5, "invalid_client", "client_secret");
  }

  @Test
  void theAnswerOfAnotherLoginIsRefused() throws IOException {
    shop();
    keystore();
    Typed pasted =
        Typed.in(
            folder,
            environment,
            "http://127.0.0.1/callback?code=abc&state=guessed\n",
            "connect",
            "login",
            "shop",
            "--no-browser",
            "--config",
            folder.resolve("conf").toString());
    assertFails(pasted, 5, "its state is not ours");
    assertFails(typed("connect", "login", "shop", "--no-browser"), 2, "nothing was pasted");
    assertThat(server.tokenRequests()).isZero();
  }

  @Test
  void aBrowserElsewhereIsPastedFrom() throws Exception {
    shop();
    keystore();
    environment.put("NAVETTE_HOME", folder.resolve("navette-home").toString());
    Program program = new Program(folder, environment);
    Process login = program.start("connect", "login", "shop", "--no-browser", "--config", "conf");
    HttpUrl address = HttpUrl.get(shown(folder.resolve("run-1.err")));
    login
        .getOutputStream()
        .write((server.consent(address) + "\n").getBytes(StandardCharsets.UTF_8));
    login.getOutputStream().close();
    assertThat(login.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(login.exitValue()).isZero();
    assertThat(program.run("test", "shop", "--config", "conf").exit()).isZero();
  }

  private static String shown(Path err) throws IOException, InterruptedException {
    Pattern address = Pattern.compile("http://\\S+/authorize\\S+\\s");
    for (int i = 0; i < 600; i++) {
      Matcher found = address.matcher(Files.readString(err));
      if (found.find()) {
        return found.group().strip();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("no address was shown");
  }

  @Test
  void aCodeIsTypedInOnAnotherDevice() throws IOException {
    shop("device_url: %sdevice".formatted(server.url("/")));
    keystore();
    server.quickDevices();
    Typed login = typed("connect", "login", "shop");
    assertThat(login.exit()).as(login.err()).isZero();
    assertThat(login.err()).contains("WDJB-MJHT", "https://example.com/device");
    assertThat(typed("test", "shop").exit()).isZero();
  }

  @Test
  void onlyWhereThereIsALogin() throws IOException {
    shop("token_params: {a: b}");
    Files.writeString(
        folder.resolve("conf/other.yaml"),
        """
        connections:
          files: {type: csv, path: .}
          open: {type: rest, url: %s}
        """
            .formatted(server.url("/")));
    keystore();
    assertFails(typed("connect", "login", "files"), 2, "has no login");
    assertFails(typed("connect", "login", "open"), 4, "nothing to log in to");
    assertFails(typed("connect", "login", "shop"), 4, "auth.authorize_url");
    assertFails(typed("connect", "login", "shop", "--device"), 4, "auth.device_url");
  }

  @Test
  void aManifestSaysItselfHowToLogIn() throws IOException {
    Files.createDirectories(folder.resolve("conf/manifests"));
    Files.writeString(
        folder.resolve("conf/manifests/shop.yaml"),
        MANIFEST.replace("BASE", server.url("/").toString()));
    Files.writeString(
        folder.resolve("conf/navette.yaml"),
        """
        connections:
          shop:
            type: manifest
            manifest: manifests/shop.yaml
            config: {client_id: navette, client_secret: "${env:CLIENT_SECRET}"}
        """);
    keystore();
    Typed login = typed("connect", "login", "shop");
    assertThat(login.exit()).as(login.err()).isZero();
    assertThat(login.err()).contains("scope=read%20all");
    assertThat(typed("test", "shop").exit()).isZero();
    server.revokeAccess();
    Typed again = typed("test", "shop");
    assertThat(again.exit()).as(again.out()).isZero();
    assertThat(typed("connect", "remove", "shop", "--secrets").err()).contains("oauth/shop/");
    assertThat(typed("connect", "keystore", "list").out()).doesNotContain("oauth/shop/");
  }

  private static final String MANIFEST =
      """
      version: 7.28.0
      check: {type: CheckStream, stream_names: [items]}
      spec:
        connection_specification:
          required: [client_id, client_secret, refresh_token]
          properties: {client_secret: {type: string, airbyte_secret: true}}
        advanced_auth:
          auth_flow_type: oauth2.0
          oauth_config_specification:
            oauth_connector_input_specification:
              consent_url: "BASEauthorize?{{client_id_key}}={{client_id_value}}&{{redirect_uri_key}}={{ {{redirect_uri_value}} | urlEncoder }}&{{scope_key}}={{ {{scope_value}} | urlEncoder }}&{{state_key}}={{state_value}}"
              scope: read all
              access_token_url: "BASEtoken?{{auth_code_key}}={{auth_code_value}}"
              extract_output: [access_token, refresh_token]
            complete_oauth_output_specification:
              properties:
                refresh_token: {type: string, path_in_connector_config: [refresh_token]}
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
            request_headers: {X-Refresh: "{{ config['refresh_token'] }}"}
            authenticator:
              type: OAuthAuthenticator
              token_refresh_endpoint: BASEtoken
              client_id: "{{ config.client_id }}"
              client_secret: "{{ config.client_secret }}"
              refresh_token: "{{ config['refresh_token'] }}"
              refresh_token_updater: {refresh_token_config_path: [refresh_token]}
          record_selector: {extractor: {field_path: [data]}}
      """;

  @Test
  void theTokensOfAFileMoveIntoTheKeystore() throws Exception {
    Path file = folder.resolve("conf/tokens.json");
    shop("token_store: file\ntoken_path: tokens.json");
    String tokens = "{\"refresh_token\": \"refresh-000000\", \"scope\": \"read\"}";
    Files.writeString(file, tokens);
    assertThat(typed("test", "shop").out()).contains("navette connect keystore init");
    assertThat(file).hasContent(tokens);
    keystore();
    Typed first = typed("test", "shop");
    assertThat(first.exit()).as(first.out()).isZero();
    assertThat(first.err()).contains("shop: the tokens of " + file + " are in the keystore now");
    assertThat(file).content().contains("moved into the keystore").doesNotContain("refresh-");
    Typed second = typed("test", "shop");
    assertThat(second.exit()).isZero();
    assertThat(second.err()).doesNotContain("tokens");
    assertThat(server.tokenRequests()).isEqualTo(1);
    // As if the first run had been killed before it could change the file.
    Files.writeString(file, tokens);
    server.revokeAccess();
    assertThat(typed("test", "shop").exit()).isZero();
    assertThat(server.tokenRequests()).isEqualTo(2);
  }
}
