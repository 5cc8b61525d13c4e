package io.navette.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.HttpSettings;
import io.navette.http.Redaction;
import io.navette.http.Surroundings;
import io.navette.secret.Keystore;
import io.navette.secret.Places;
import io.navette.secret.Prompt;
import io.navette.secret.Secret;
import io.navette.secret.Unlockers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in a real keystore, asked for at a real server. */
final class KeystoreTokenStoreTest {
  private static final Map<String, String> PASSPHRASE =
      Map.of("NAVETTE_PASSPHRASE", "correct horse");
  private static final Secret FIRST = new Secret("refresh-000000");

  private final Surroundings around = new Surroundings();
  private final List<String> notes = new ArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  @SuppressWarnings("NullAway.Init")
  private OAuthServer server;

  @BeforeEach
  void start() throws IOException {
    server = new OAuthServer(around);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Keystore keystore(Path home, Map<String, String> environment) {
    return new Keystore(
        Places.of(
            Map.of("NAVETTE_HOME", home.resolve("private").toString()), home, Optional.empty()),
        new Unlockers(environment, Optional.empty(), Prompt.none()));
  }

  private Keystore made() {
    Keystore keystore = keystore(home, PASSPHRASE);
    keystore.init(keystore.unlockers().given().findFirst().orElseThrow());
    return keystore;
  }

  private KeystoreTokenStore store(Map<String, String> environment) {
    return new KeystoreTokenStore(keystore(home, environment), notes::add);
  }

  @SuppressWarnings("MustBeClosedChecker")
  private Http tokens() {
    return Http.open(
        HttpSettings.of("shop", server.url("/")), Authentication.NONE, around.context());
  }

  private TokenEndpoint endpoint(Http http) {
    ClientIdentity client =
        new ClientIdentity.Basic(OAuthServer.CLIENT, new Secret(OAuthServer.CLIENT_SECRET));
    return new TokenEndpoint(
        TokenRequests.of("shop", server.url("/token"), client), http, around.context());
  }

  private Tokens used(TokenStore store, Grant grant) {
    TokenAuthentication authentication =
        new TokenAuthentication(grant, store, TokenPlace.BEARER, around, taken -> {});
    authentication.apply(new Request.Builder().url(server.url("/items")));
    return authentication.tokens();
  }

  private Grant rotating(TokenEndpoint endpoint) {
    return new RefreshTokenGrant(endpoint, Optional.of(FIRST), true, "");
  }

  @Test
  void rotatedTokensAreFoundByTheNextRunAndReadByNobodyElse() throws IOException {
    Keystore keystore = made();
    keystore.set("erp", new Secret("by hand"));
    byte[] previous = Files.readAllBytes(home.resolve("private/keystore.bcfks.previous"));
    try (Http http = tokens()) {
      Grant grant = rotating(endpoint(http));
      Tokens first = used(store(PASSPHRASE), grant);
      assertThat(used(store(PASSPHRASE), grant)).isEqualTo(first);
      assertThat(server.tokenRequests()).isEqualTo(1);
      around.pass(Duration.ofHours(2));
      assertThat(used(store(PASSPHRASE), grant).refresh())
          .contains(new Secret(server.refreshToken()));
    }
    assertThat(server.tokenRequests()).isEqualTo(2);
    String file = Files.readString(keystore.file(), StandardCharsets.ISO_8859_1);
    assertThat(file).doesNotContain("refresh-", "access-");
    assertThat(home.resolve("private/keystore.bcfks.previous")).hasBinaryContent(previous);
  }

  @Test
  void twoStoresOverOneKeystoreMakeOneRefresh() throws Exception {
    made();
    try (Http http = tokens();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Grant grant = rotating(endpoint(http));
      Future<Tokens> one = threads.submit(() -> used(store(PASSPHRASE), grant));
      Future<Tokens> two = threads.submit(() -> used(store(PASSPHRASE), grant));
      assertThat(one.get()).isEqualTo(two.get());
    }
    assertThat(server.tokenRequests()).isEqualTo(1);
  }

  @Test
  void twoProcessesMakeOneRefreshAndAKilledOneLosesNothing() throws Exception {
    made();
    try (OAuthServer real = new OAuthServer(InstantSource.system())) {
      Process one = process(real);
      Process two = process(real);
      String token = line(one);
      assertThat(token).startsWith("access-");
      assertThat(line(two)).isEqualTo(token);
      assertThat(real.tokenRequests()).isEqualTo(1);
      one.destroyForcibly().waitFor();
      two.destroyForcibly().waitFor();
      real.revokeAccess();
      Process third = process(real);
      assertThat(line(third)).isEqualTo(token);
      third.getOutputStream().write('\n');
      third.getOutputStream().flush();
      assertThat(line(third)).startsWith("access-").isNotEqualTo(token);
      third.destroyForcibly().waitFor();
      assertThat(real.tokenRequests()).isEqualTo(2);
    }
  }

  private Process process(OAuthServer real) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Refresher.class.getName(),
            home.toString(),
            real.url("/").toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static String line(Process process) throws IOException {
    return String.valueOf(
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  /**
   * A process of its own that uses the shop's tokens, and renews them at every line it is given.
   */
  static final class Refresher {
    private Refresher() {}

    public static void main(String[] arguments) throws IOException {
      HttpUrl base = HttpUrl.get(arguments[1]);
      KeystoreTokenStore store =
          new KeystoreTokenStore(keystore(Path.of(arguments[0]), PASSPHRASE), note -> {});
      HttpContext context =
          new HttpContext(
              InstantSource.system(),
              Thread::sleep,
              new Random(1),
              (level, line) -> {},
              new Redaction());
      try (Http http = Http.open(HttpSettings.of("shop", base), Authentication.NONE, context)) {
        ClientIdentity client =
            new ClientIdentity.Basic(OAuthServer.CLIENT, new Secret(OAuthServer.CLIENT_SECRET));
        HttpUrl url = base.newBuilder().encodedPath("/token").build();
        TokenEndpoint endpoint =
            new TokenEndpoint(TokenRequests.of("shop", url, client), http, context);
        TokenAuthentication authentication =
            new TokenAuthentication(
                new RefreshTokenGrant(endpoint, Optional.of(FIRST), true, ""),
                store,
                TokenPlace.BEARER,
                InstantSource.system(),
                taken -> {});
        do {
          Request.Builder request = new Request.Builder().url(base);
          authentication.apply(request);
          System.out.println(authentication.tokens().access().reveal());
          System.out.flush();
          int unused = System.in.read();
          authentication.renew(request.build());
        } while (true);
      }
    }
  }

  /** As when a run is killed while it writes the keystore. */
  @Test
  void aTokenIsSafeBeforeTheKeystoreIsWritten() throws IOException {
    made();
    Path obstacle = home.resolve("private/keystore.bcfks.new/full");
    try (Http http = tokens()) {
      Grant grant = rotating(endpoint(http));
      Files.createDirectories(obstacle);
      assertThatThrownBy(() -> used(store(PASSPHRASE), grant)).hasMessageContaining("can't write");
      Files.delete(obstacle);
      assertThat(used(store(PASSPHRASE), grant).refresh())
          .contains(new Secret(server.refreshToken()));
    }
    assertThat(server.tokenRequests()).isEqualTo(1);
    try (Stream<Path> files = Files.list(home.resolve("private"))) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".pending"));
    }
  }

  /** As when the keystore is rotated after that. */
  @Test
  void aTokenOnItsWayFollowsARotation() throws IOException {
    made();
    Path obstacle = home.resolve("private/keystore.bcfks.new/full");
    try (Http http = tokens()) {
      Grant grant = rotating(endpoint(http));
      Files.createDirectories(obstacle);
      assertThatThrownBy(() -> used(store(PASSPHRASE), grant)).hasMessageContaining("can't write");
      Files.delete(obstacle);
      assertThat(keystore(home, PASSPHRASE).rotate(Set.of())).isEmpty();
      assertThat(used(store(PASSPHRASE), grant).refresh())
          .contains(new Secret(server.refreshToken()));
    }
    assertThat(server.tokenRequests()).isEqualTo(1);
    try (Stream<Path> files = Files.list(home.resolve("private"))) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".pending"));
    }
  }

  @Test
  void withoutAKeystoreASingleUseTokenIsNotUsedUp() {
    try (Http http = tokens()) {
      Grant grant = rotating(endpoint(http));
      assertThatThrownBy(() -> used(store(PASSPHRASE), grant))
          .isInstanceOfSatisfying(
              Failure.Configuration.class,
              failure -> assertThat(failure.remedy()).contains("navette connect keystore init"))
          .hasMessageContaining("shop");
    }
    assertThat(server.tokenRequests()).isZero();
  }

  @Test
  void aLockedKeystoreIsSaidBeforeATokenIsUsedUp() {
    made();
    try (Http http = tokens()) {
      Grant grant = rotating(endpoint(http));
      assertThatThrownBy(() -> used(store(Map.of()), grant))
          .isInstanceOfSatisfying(
              Failure.Configuration.class,
              failure -> assertThat(failure.remedy()).contains("NAVETTE_KEY_FILE"))
          .hasMessageContaining("is locked");
    }
    assertThat(server.tokenRequests()).isZero();
  }

  @Test
  void whatCanBeAskedForAgainNeedsNoKeystore() {
    try (Http http = tokens()) {
      Grant grant = new ClientCredentialsGrant(endpoint(http), ClientCredentialsGrant.TYPE, "");
      assertThat(used(store(PASSPHRASE), grant).access().reveal()).startsWith("access-");
      assertThat(notes).isEmpty();
      made();
      assertThat(used(store(Map.of()), grant).access().reveal()).startsWith("access-");
      assertThat(notes).singleElement().asString().contains("shop: asks for a token in every run");
    }
  }

  @Test
  void aTokenThatMayRotateIsWarnedAboutOnce() {
    KeystoreTokenStore store = store(PASSPHRASE);
    try (Http http = tokens()) {
      Grant grant = new RefreshTokenGrant(endpoint(http), Optional.of(FIRST), false, "");
      Tokens first = used(store, grant);
      around.pass(Duration.ofHours(2));
      assertThat(used(store, grant)).isNotEqualTo(first);
    }
    assertThat(notes).singleElement().asString().contains("navette connect keystore init");
  }

  @Test
  void otherCredentialsOfTheConnectionKeepTheirOwn() {
    made();
    try (Http http = tokens()) {
      TokenEndpoint endpoint = endpoint(http);
      Tokens person = used(store(PASSPHRASE), rotating(endpoint));
      Tokens robot =
          used(
              store(PASSPHRASE),
              new ClientCredentialsGrant(endpoint, ClientCredentialsGrant.TYPE, ""));
      assertThat(robot).isNotEqualTo(person);
      assertThat(used(store(PASSPHRASE), rotating(endpoint))).isEqualTo(person);
    }
  }

  @Test
  void aLoginGoesBeforeTheConfiguredTokenItReplaces() {
    made();
    try (Http http = tokens()) {
      TokenEndpoint endpoint = endpoint(http);
      Grant stale =
          new RefreshTokenGrant(endpoint, Optional.of(new Secret("refresh-stale")), true, "");
      assertThatThrownBy(() -> used(store(PASSPHRASE), stale)).isInstanceOf(Failure.Access.class);
      AuthorizationCodeLogin login =
          new AuthorizationCodeLogin(
              endpoint, stale, store(PASSPHRASE), HttpUrl.get("http://127.0.0.1/callback"));
      Tokens got =
          login.finish(
              server.consent(
                  login.address((redirect, state) -> server.url("/authorize"), "", Map.of())));
      assertThat(used(store(PASSPHRASE), stale)).isEqualTo(got);
    }
  }
}
