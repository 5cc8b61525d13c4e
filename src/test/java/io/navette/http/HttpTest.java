package io.navette.http;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.json;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.auth.ApiKeyAuthentication;
import io.navette.http.auth.BearerAuthentication;
import io.navette.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class HttpTest extends HttpFixture {
  private static final Authentication BEARER =
      new BearerAuthentication(new Secret("sesame-1234567890"));

  @Test
  void noMoreRequestsAMinuteThanAllowed() {
    try (Http http = open(settings().withRate(new RatePolicy(60, true)))) {
      for (int i = 0; i < 121; i++) {
        http.send(get("/"));
      }
    }
    Duration waited = around.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(140));
    assertThat(around.sleeps()).hasSizeGreaterThan(100);
  }

  @Test
  void withoutThrottlingALimitEndsTheRun() {
    try (Http http = open(settings().withRate(new RatePolicy(20, false)))) {
      http.send(get("/"));
      http.send(get("/"));
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Quota.class)
          .hasMessageContaining("max_requests_per_minute (20)");
      around.pass(Duration.ofSeconds(10));
      server.then(status(429, "Retry-After", "1"));
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Quota.class)
          .hasMessageContaining("asks to wait 1 s");
    }
    assertThat(around.sleeps()).isEmpty();
  }

  @Test
  void aFailingRemoteIsLeftAloneThenProbed() {
    HttpSettings settings =
        settings()
            .withRetry(RetryPolicy.DEFAULT.withMaxTries(1))
            .withBreaker(new BreakerPolicy(3, 3, Duration.ofSeconds(30)));
    server.always(status(503));
    try (Http http = open(settings)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining("503");
      }
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Remote.class)
          .hasMessageContaining("left alone for another 30 s; at last: status 503");
      assertThat(server.seen()).hasSize(3);

      around.pass(Duration.ofSeconds(31));
      assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining(": 503");
      assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining("left alone");
      assertThat(server.seen()).hasSize(4);

      around.pass(Duration.ofSeconds(31));
      server.always(body("well again"));
      http.send(get("/"));
      http.send(get("/"));
      assertThat(server.seen()).hasSize(6);
    }
  }

  @Test
  void refusalsDoNotOpenTheBreaker() {
    HttpSettings settings = settings().withBreaker(new BreakerPolicy(1, 1, Duration.ofDays(1)));
    server.always(status(404));
    try (Http http = open(settings)) {
      assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining("404");
      assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining("404");
    }
  }

  @Test
  void aRedirectToAnotherServerCarriesNoCredentials() throws IOException {
    try (LocalServer other = new LocalServer();
        Http http = Http.open(settings(), BEARER, around.context())) {
      other.always(body("there"));
      server.then(status(302, "Location", other.url("/file").toString()));
      Request request =
          get("/").newBuilder().header("X-Shop-Token", "t-123456").header("Accept", "a/b").build();
      assertThat(http.send(request).text()).isEqualTo("there");
      LocalServer.Seen stranger = other.seen().getFirst();
      assertThat(stranger.header("Authorization")).isEmpty();
      assertThat(stranger.header("X-Shop-Token")).isEmpty();
      assertThat(stranger.header("Accept")).isEqualTo("a/b");
      assertThat(server.seen().getFirst().header("Authorization")).contains("sesame");

      server.then(status(307, "Location", other.url("/orders").toString()));
      assertThatThrownBy(() -> http.send(post("/orders", "{}")))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("refused a redirect of a write");
      assertThat(other.seen()).hasSize(1);
    }
  }

  @Test
  void aRedirectOnTheSameServerKeepsThem() {
    try (Http http = Http.open(settings(), BEARER, around.context())) {
      server.then(status(308, "Location", "/v2/orders"));
      http.send(post("/orders", "{}"));
      assertThat(server.seen())
          .extracting(LocalServer.Seen::method, LocalServer.Seen::target, LocalServer.Seen::body)
          .last()
          .isEqualTo(Tuple.tuple("POST", "/v2/orders", "{}"));
      assertThat(server.seen().getLast().header("Authorization")).contains("sesame");
    }
  }

  @Test
  void redirectsThatLoseAWriteLoopOrLeadNowhereAreRefused() {
    try (Http http = open(settings())) {
      server.then(status(301, "Location", "/moved"));
      assertThatThrownBy(() -> http.send(post("/", "{}")))
          .isInstanceOf(Failure.Configuration.class);
      assertThat(server.seen()).hasSize(1);
      server.always(status(302, "Location", "/again"));
      assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining("more than 5 redirects");
      server.always(status(302, "Location", "ftp://example.com/"));
      assertThatThrownBy(() -> http.send(get("/"))).hasMessageContaining("no HTTP address");
    }
  }

  @Test
  void redirectsNeverLeaveTls() throws IOException {
    Failures failures = new Failures("shop", new Redaction());
    HttpUrl secure = HttpUrl.get("https://shop.example/a");
    Redirects redirects = new Redirects(HttpSettings.of("shop", secure), failures);
    Request request = new Request.Builder().url(secure).build();
    AtomicInteger sent = new AtomicInteger();
    assertThatThrownBy(
            () ->
                redirects.send(
                    request,
                    hop -> {
                      sent.incrementAndGet();
                      return new Response.Builder()
                          .request(hop)
                          .protocol(Protocol.HTTP_1_1)
                          .code(301)
                          .message("")
                          .header("Location", "http://shop.example/a")
                          .body(ResponseBody.create("", null))
                          .build();
                    }))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("leaves TLS");
    assertThat(sent).hasValue(1);
  }

  @Test
  void credentialsGoToPinnedHostsOnly() {
    HttpSettings elsewhere = HttpSettings.of("shop", HttpUrl.get("https://api.shop.example/"));
    try (Http http = Http.open(elsewhere, BEARER, around.context())) {
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessage("shop: 127.0.0.1 is none of its hosts: api.shop.example");
      http.send(get("/signed-link"), SendOptions.DEFAULT.asAnonymous());
    }
    assertThat(server.seen()).hasSize(1);
    assertThat(server.seen().getFirst().header("Authorization")).isEmpty();
  }

  @Test
  void anAnswerThatIsTooLargeIsNotRead() throws IOException {
    HttpSettings small = settings().withLimits(HttpLimits.DEFAULT.withMaxBody(1000));
    try (Http http = open(small)) {
      server.then(body("x".repeat(1001)));
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("larger than 1000 bytes");
      byte[] bomb = gzip("x".repeat(1_000_000));
      assertThat(bomb.length).isLessThan(1100);
      server.then(
          exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bomb.length);
            exchange.getResponseBody().write(bomb);
          });
      assertThatThrownBy(() -> http.send(get("/"))).isInstanceOf(Failure.Data.class);
    }
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void compressedAnswersAreReadEvenWhereTheCallerAskedForThem() throws IOException {
    byte[] packed = gzip("plain");
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed);
        });
    try (Http http = open(settings())) {
      Request request = get("/").newBuilder().header("Accept-Encoding", "gzip, br").build();
      assertThat(http.send(request).text()).isEqualTo("plain");
    }
    assertThat(server.seen().getFirst().header("Accept-Encoding")).isEqualTo("gzip");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void aDownloadIsReadWhileItArrivesAndItsErrorsAreFailures() throws IOException {
    HttpSettings small = settings().withLimits(HttpLimits.DEFAULT.withMaxBody(10));
    server.then(status(503), body("y".repeat(100_000)));
    try (Http http = open(small)) {
      try (Download download = http.download(get("/"), SendOptions.DEFAULT)) {
        assertThat(download.body().readAllBytes()).hasSize(100_000);
      }
      server.then(
          exchange -> {
            exchange.sendResponseHeaders(200, 50_000);
            exchange.getResponseBody().write(new byte[20_000]);
          });
      try (Download download = http.download(get("/"), SendOptions.DEFAULT)) {
        InputStream cut = download.body();
        assertThatThrownBy(cut::readAllBytes).isInstanceOf(Failure.Remote.class);
      }
    }
  }

  @Test
  void answersAreRememberedByTheirTag() {
    server.then(body("one", "ETag", "\"1\""), status(304), body("two", "ETag", "\"2\""));
    try (Http http = open(settings().withEntityTagBytes(1000))) {
      assertThat(http.send(get("/")).text()).isEqualTo("one");
      assertThat(http.send(get("/")).text()).isEqualTo("one");
      assertThat(http.send(get("/")).text()).isEqualTo("two");
    }
    assertThat(server.seen())
        .extracting(seen -> seen.header("If-None-Match"))
        .containsExactly("", "\"1\"", "\"1\"");
  }

  @Test
  void forgottenFirstIsWhatWasUsedLongestAgo() {
    server.always(exchange -> body("x".repeat(40), "ETag", "\"t\"").answer(exchange));
    try (Http http = open(settings().withEntityTagBytes(100))) {
      http.send(get("/a"));
      http.send(get("/b"));
      http.send(get("/c"));
      http.send(get("/c"));
      http.send(get("/a"));
    }
    assertThat(server.seen())
        .extracting(seen -> seen.header("If-None-Match"))
        .containsExactly("", "", "", "\"t\"", "");
  }

  @Test
  void credentialsAreRenewedOnceAfter401() {
    Authentication renewed =
        new Authentication() {
          private final AtomicInteger number = new AtomicInteger(1);

          @Override
          public void apply(Request.Builder request) {
            request.header("Authorization", "Bearer number-" + number);
          }

          @Override
          public boolean renew(Request refused) {
            assertThat(refused.header("Authorization")).isEqualTo("Bearer number-" + number);
            return number.incrementAndGet() > 0;
          }
        };
    server.then(status(401));
    try (Http http = Http.open(settings(), renewed, around.context())) {
      http.send(post("/", "{}"));
      assertThat(server.seen())
          .extracting(seen -> seen.header("Authorization"))
          .containsExactly("Bearer number-1", "Bearer number-2");
      server.always(status(401));
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Access.class)
          .hasMessageContaining("also with renewed credentials");
    }
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void neitherLogNorMessagesShowSecrets() {
    Authentication key =
        new ApiKeyAuthentication(
            ApiKeyAuthentication.Place.QUERY, "zap", new Secret("very+hidden/1"));
    server.always(
        json(
            400,
            """
            {"message": "key very+hidden/1 rejected, access_token=abc123def456, Bearer xyz12345"}""",
            "Set-Cookie",
            "sid=tasty-99"));
    try (Http http = Http.open(settings(), key, around.context())) {
      Request request =
          get("/a?page=2&api_key=k-555555")
              .newBuilder()
              .header("Cookie", "sid=chewy-77")
              .header("X-Api-Key", "k-666666")
              .build();
      assertThatThrownBy(() -> http.send(request))
          .hasMessage("shop: GET 127.0.0.1/a: 400: key *** rejected, access_token=***, Bearer ***");
    }
    assertThat(around.log())
        .contains("> GET http://127.0.0.1", "page=2", "zap=***", "< 400 GET")
        .doesNotContain("hidden", "555555", "666666", "tasty", "chewy");
  }

  @Test
  void aLongPageOfHtmlBecomesOneShortLine() {
    server.always(
        json(
            404,
            "<html><style>p {}</style><p>Not\n  found</p>" + "<b>very</b>".repeat(500),
            "Content-Type",
            "text/html"));
    try (Http http = open(settings())) {
      assertThatThrownBy(() -> http.send(get("/")))
          .hasMessageStartingWith("shop: GET 127.0.0.1/: 404: Not found very")
          .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(350));
    }
  }
}
