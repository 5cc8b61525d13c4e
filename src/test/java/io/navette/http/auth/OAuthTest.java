package io.navette.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.Http;
import io.navette.http.HttpSettings;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.secret.Secret;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OAuthTest {
  private static final ClientIdentity CLIENT =
      new ClientIdentity.Basic(OAuthServer.CLIENT, new Secret(OAuthServer.CLIENT_SECRET));
  private static final Secret FIRST = new Secret("refresh-000000");

  private final Surroundings around = new Surroundings();
  private final MemoryTokenStore store = new MemoryTokenStore();
  private OAuthServer server;
  private Http tokens;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker")
  void start() throws IOException {
    server = new OAuthServer(around);
    tokens =
        Http.open(HttpSettings.of("shop", server.url("/")), Authentication.NONE, around.context());
  }

  @AfterEach
  void stop() {
    tokens.close();
    server.close();
  }

  private TokenRequests requests(ClientIdentity client) {
    return TokenRequests.of("shop", server.url("/token"), client);
  }

  private TokenEndpoint endpoint(TokenRequests requests) {
    return new TokenEndpoint(requests, tokens, around.context());
  }

  private TokenAuthentication using(Grant grant) {
    return new TokenAuthentication(grant, store, TokenPlace.BEARER, around, tokens -> {});
  }

  private Grant renewing(Optional<Secret> configured) {
    return new RefreshTokenGrant(endpoint(requests(CLIENT)), configured, false, "");
  }

  private Optional<Tokens> stored(Optional<Secret> configured) {
    return store.find(renewing(configured).account());
  }

  private TokenAuthentication refreshing(Optional<Secret> configured) {
    return using(renewing(configured));
  }

  @SuppressWarnings("MustBeClosedChecker")
  private Http api(Authentication authentication) {
    return Http.open(HttpSettings.of("shop", server.url("/")), authentication, around.context());
  }

  private Request get() {
    return new Request.Builder().url(server.url("/items")).build();
  }

  @ParameterizedTest
  @EnumSource(TokenRequests.Encoding.class)
  void clientCredentialsFetchOneTokenAndRenewItBeforeItExpires(TokenRequests.Encoding encoding) {
    TokenRequests asked =
        requests(
                new ClientIdentity.Fields(
                    OAuthServer.CLIENT, new Secret(OAuthServer.CLIENT_SECRET)))
            .withEncoding(encoding)
            .withExtraFields(Map.of("audience", "https://api.example"));
    try (Http http =
        api(
            using(
                new ClientCredentialsGrant(
                    endpoint(asked), ClientCredentialsGrant.TYPE, "read write")))) {
      http.send(get());
      http.send(get());
      assertThat(server.tokenRequests()).isEqualTo(1);
      assertThat(server.lastFields())
          .containsEntry("audience", "https://api.example")
          .containsEntry("scope", "read write");
      around.pass(Duration.ofSeconds(3590));
      http.send(get());
      assertThat(server.tokenRequests()).isEqualTo(2);
    }
  }

  @Test
  void aWrongClientIsAnAccessFailureWithoutTheSecret() {
    ClientIdentity wrong = new ClientIdentity.Basic(OAuthServer.CLIENT, new Secret("wrong-one"));
    try (Http http =
        api(
            using(
                new ClientCredentialsGrant(
                    endpoint(requests(wrong)), ClientCredentialsGrant.TYPE, "")))) {
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOf(Failure.Access.class)
          .hasMessage("shop: POST 127.0.0.1/token: 401: invalid_client");
    }
    assertThat(around.log()).doesNotContain("wrong-one");
  }

  @Test
  void aPasswordIsSentAndNeverLogged() {
    Grant right = new PasswordGrant(endpoint(requests(CLIENT)), "joe", new Secret("p4ss-word"), "");
    try (Http http = api(using(right))) {
      http.send(get());
    }
    assertThat(around.log()).doesNotContain("p4ss-word");
    Grant wrong = new PasswordGrant(endpoint(requests(CLIENT)), "joe", new Secret("no"), "");
    try (Http http = api(using(wrong))) {
      assertThatThrownBy(() -> http.send(get())).isInstanceOf(Failure.Access.class);
    }
  }

  @Test
  void rotatedRefreshTokensAreStoredAndUsedAcrossRuns() {
    try (Http http = api(refreshing(Optional.of(FIRST)))) {
      http.send(get());
      around.pass(Duration.ofHours(2));
      http.send(get());
    }
    assertThat(stored(Optional.of(FIRST)).flatMap(Tokens::refresh))
        .contains(new Secret(server.refreshToken()));
    around.pass(Duration.ofHours(2));
    try (Http nextRun = api(refreshing(Optional.of(FIRST)))) {
      nextRun.send(get());
    }
    assertThat(server.tokenRequests()).isEqualTo(3);
  }

  @Test
  void aRefreshTokenThatIsNotSentAgainIsKept() {
    server.rotating(false);
    try (Http http = api(refreshing(Optional.of(FIRST)))) {
      http.send(get());
      around.pass(Duration.ofHours(2));
      http.send(get());
    }
    assertThat(stored(Optional.of(FIRST)).flatMap(Tokens::refresh)).contains(FIRST);
  }

  @Test
  void newTokensAreStoredBeforeTheyAreUsed() {
    TokenStore full =
        new TokenStore() {
          @Override
          public Optional<Tokens> find(TokenAccount account) {
            return Optional.empty();
          }

          @Override
          public Tokens update(TokenAccount account, Function<Optional<Tokens>, Tokens> renewal) {
            Tokens lost = renewal.apply(Optional.empty());
            throw new Failure.Configuration("the disk is full for " + lost.seed(), "");
          }
        };
    Grant grant = renewing(Optional.of(FIRST));
    try (Http http =
        api(new TokenAuthentication(grant, full, TokenPlace.BEARER, around, tokens -> {}))) {
      assertThatThrownBy(() -> http.send(get())).hasMessageStartingWith("the disk is full");
    }
    assertThat(server.server().seen())
        .extracting(LocalServer.Seen::target)
        .containsExactly("/token");
  }

  @Test
  void aTokenRevokedEarlyIsRenewedAfter401() {
    try (Http http = api(refreshing(Optional.of(FIRST)))) {
      http.send(get());
      server.revokeAccess();
      http.send(get());
    }
    assertThat(server.tokenRequests()).isEqualTo(2);
  }

  @Test
  void aRevokedLoginAsksForANewOne() {
    try (Http http = api(refreshing(Optional.of(FIRST)))) {
      http.send(get());
      server.revokeAll();
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOf(Failure.Access.class)
          .hasMessage("shop: POST 127.0.0.1/token: 400: invalid_grant (no ***)")
          .satisfies(
              failure ->
                  assertThat(((Failure) failure).remedy()).contains("navette connect login shop"));
    }
  }

  @Test
  void anErrorByStatus200IsAnErrorAllTheSame() {
    server.errorsBy(200);
    try (Http http = api(refreshing(Optional.of(new Secret("refresh-stale"))))) {
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOf(Failure.Access.class)
          .hasMessageContaining("200: invalid_grant");
    }
    server.server().then(LocalServer.body("<html>login page</html>"));
    try (Http http = api(refreshing(Optional.of(FIRST)))) {
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOf(Failure.Access.class)
          .hasMessageContaining("the answer holds no access_token");
    }
  }

  @Test
  void aNewRefreshTokenInTheConfigurationStartsAnew() {
    try (Http http = api(refreshing(Optional.of(FIRST)))) {
      http.send(get());
    }
    String given = server.refreshToken();
    try (Http http = api(refreshing(Optional.of(new Secret(given))))) {
      http.send(get());
    }
    assertThat(server.lastFields()).containsEntry("refresh_token", given);
  }

  @Test
  void manyThreadsMakeOneRefresh() throws Exception {
    try (Http http = api(refreshing(Optional.of(FIRST)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      http.send(get());
      server.revokeAccess();
      List<Future<Integer>> results =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> http.send(get()).status()))
              .toList();
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(200);
      }
    }
    assertThat(server.tokenRequests()).isEqualTo(2);
  }

  @Test
  void twoRunsSharingAStoreMakeOneRefresh() throws Exception {
    try (Http one = api(refreshing(Optional.of(FIRST)));
        Http two = api(refreshing(Optional.of(FIRST)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(() -> one.send(get()).status());
      Future<Integer> second = threads.submit(() -> two.send(get()).status());
      assertThat(first.get() + second.get()).isEqualTo(400);
    }
    assertThat(server.tokenRequests()).isEqualTo(1);
  }

  @Test
  void aLoginInTheBrowserComesBackToThisMachine() throws Exception {
    TokenEndpoint endpoint = endpoint(requests(CLIENT));
    try (LoopbackReceiver receiver =
        LoopbackReceiver.open(HttpUrl.get("http://127.0.0.1/callback"))) {
      AuthorizationCodeLogin login =
          new AuthorizationCodeLogin(
              endpoint, renewing(Optional.empty()), store, receiver.redirect());
      HttpUrl address = login.address(consent(), "read", Map.of("access_type", "offline"));
      assertThat(address.queryParameter("code_challenge_method")).isEqualTo("S256");
      assertThat(visit(receiver.redirect().newBuilder().encodedPath("/favicon.ico").build()))
          .isEqualTo(404);
      assertThat(visit(server.consent(address))).isEqualTo(200);
      login.finish(receiver.await("shop", Duration.ofSeconds(10)));
    }
    assertThat(stored(Optional.empty()).orElseThrow().details())
        .containsEntry("instance_url", "https://eu.example.com");
    try (Http http = api(refreshing(Optional.empty()))) {
      http.send(get());
      around.pass(Duration.ofHours(2));
      http.send(get());
    }
    assertThat(server.tokenRequests()).isEqualTo(2);
  }

  private Consent consent() {
    HttpUrl authorize = server.url("/authorize");
    return (redirect, state) -> authorize;
  }

  private static int visit(HttpUrl url) throws IOException {
    HttpURLConnection browser =
        (HttpURLConnection) URI.create(url.toString()).toURL().openConnection();
    return browser.getResponseCode();
  }

  @Test
  void theAnswerToAnotherLoginIsRefused() {
    TokenEndpoint endpoint = endpoint(requests(CLIENT));
    HttpUrl redirect = HttpUrl.get("https://example.com/callback");
    AuthorizationCodeLogin login =
        new AuthorizationCodeLogin(endpoint, renewing(Optional.empty()), store, redirect);
    HttpUrl good = server.consent(login.address(consent(), "", Map.of()));
    HttpUrl forged = good.newBuilder().setQueryParameter("state", "guessed").build();
    assertThatThrownBy(() -> login.finish(forged))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("its state is not ours");
    HttpUrl denied =
        good.newBuilder()
            .removeAllQueryParameters("code")
            .setQueryParameter("error", "access_denied")
            .build();
    assertThatThrownBy(() -> login.finish(denied)).hasMessageContaining("access_denied");
    assertThat(server.tokenRequests()).isZero();
    login.finish(good);
    assertThatThrownBy(() -> login.finish(good)).hasMessageContaining("invalid_grant");
  }

  @Test
  void aCodeTakenByAnotherProgramIsWorthless() {
    TokenEndpoint endpoint = endpoint(requests(CLIENT));
    HttpUrl redirect = HttpUrl.get("https://example.com/callback");
    AuthorizationCodeLogin ours =
        new AuthorizationCodeLogin(endpoint, renewing(Optional.empty()), store, redirect);
    AuthorizationCodeLogin thief =
        new AuthorizationCodeLogin(endpoint, renewing(Optional.empty()), store, redirect);
    HttpUrl answer = server.consent(ours.address(consent(), "", Map.of()));
    String state = thief.address(consent(), "", Map.of()).queryParameter("state");
    HttpUrl stolen = answer.newBuilder().setQueryParameter("state", state).build();
    assertThatThrownBy(() -> thief.finish(stolen)).hasMessageContaining("invalid_grant");
  }

  @Test
  void aLoginOnAnotherDeviceIsWaitedFor() {
    ClientIdentity open = new ClientIdentity.Open(OAuthServer.CLIENT);
    DeviceLogin login =
        new DeviceLogin(endpoint(requests(open)), renewing(Optional.empty()), store);
    DevicePrompt prompt = login.begin(server.url("/device"), "read");
    assertThat(prompt.code()).isEqualTo("WDJB-MJHT");
    login.await(prompt);
    assertThat(around.sleeps()).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L, 10L);
    assertThat(stored(Optional.empty())).isPresent();
  }

  @Test
  void aCodeNobodyUsedExpires() {
    DeviceLogin login =
        new DeviceLogin(endpoint(requests(CLIENT)), renewing(Optional.empty()), store);
    DevicePrompt prompt = login.begin(server.url("/device"), "");
    around.pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> login.await(prompt))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("WDJB-MJHT expired");
  }

  @Test
  void withoutALoginNothingIsSent() {
    try (Http http = api(refreshing(Optional.empty()))) {
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOf(Failure.Access.class)
          .hasMessageContaining("nobody has logged in yet");
    }
    assertThat(server.server().seen()).isEmpty();
  }
}
