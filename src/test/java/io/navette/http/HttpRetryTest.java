package io.navette.http;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.json;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.navette.failure.Failure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRetryTest extends HttpFixture {

  @Test
  void errorsOfTheServerAreTriedAgainWithGrowingWaits() {
    server.then(status(503), status(502), status(500), body("fine"));
    try (Http http = open(settings())) {
      assertThat(http.send(get("/")).text()).isEqualTo("fine");
    }
    assertThat(around.sleeps()).hasSize(3);
    assertThat(around.sleeps().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(around.sleeps().get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(around.sleeps().get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void triesEndWithARemoteFailureThatSaysEverything() {
    server.always(json(500, "{\"message\": \"out of order\"}", "X-Request-Id", "r-17"));
    try (Http http = open(settings().withRetry(RetryPolicy.DEFAULT.withMaxTries(3)))) {
      assertThatThrownBy(() -> http.send(get("/items?page=2")))
          .isInstanceOf(Failure.Remote.class)
          .hasMessage(
              "shop: GET 127.0.0.1/items: 500 (request id r-17): out of order; tried 3 times");
    }
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void retryAfterInSecondsIsObeyed() {
    server.then(status(429, "Retry-After", "7"), status(503, "Retry-After", "2.0"));
    try (Http http = open(settings())) {
      http.send(get("/"));
    }
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
  }

  @Test
  void retryAfterAsDateIsReadByTheServersOwnClock() {
    server.then(
        exchange -> {
          ZonedDateTime then = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90);
          exchange
              .getResponseHeaders()
              .set("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(then));
          exchange.sendResponseHeaders(429, -1);
        });
    try (Http http = open(settings())) {
      http.send(get("/"));
    }
    assertThat(around.sleeps()).hasSize(1);
    assertThat(around.sleeps().getFirst())
        .isBetween(Duration.ofSeconds(88), Duration.ofSeconds(91));
  }

  @Test
  void vendorsOwnHeadersAreReadAsDeclared() {
    List<WaitHeader> headers =
        List.of(
            new WaitHeader("X-Left", WaitHeader.Unit.SECONDS),
            new WaitHeader("X-Reset", WaitHeader.Unit.EPOCH_SECONDS));
    long soon = System.currentTimeMillis() / 1000 + 30;
    server.then(status(429, "X-Left", "3"), status(429, "X-Reset", String.valueOf(soon)));
    try (Http http = open(settings().withRetry(RetryPolicy.DEFAULT.withHeaders(headers)))) {
      http.send(get("/"));
    }
    assertThat(around.sleeps().get(0)).isEqualTo(Duration.ofSeconds(3));
    assertThat(around.sleeps().get(1)).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(31));
  }

  @Test
  void aWaitBeyondTheAllowanceEndsTheRunAtOnce() {
    server.always(status(429, "Retry-After", "10800"));
    try (Http http = open(settings())) {
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Quota.class)
          .hasMessageContaining("a wait of 3 h is due");
    }
    assertThat(around.sleeps()).isEmpty();
  }

  @Test
  void aPostThatMayHaveArrivedIsNotRepeated() {
    server.always(status(503));
    try (Http http = open(settings())) {
      assertThatThrownBy(() -> http.send(post("/", "{}")))
          .isInstanceOf(Failure.Remote.class)
          .hasMessageContaining("not repeated");
    }
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void aPostIsRepeatedWhenItSaysThatItMay() {
    server.then(status(503));
    try (Http http = open(settings())) {
      http.send(post("/", "{}"), SendOptions.DEFAULT.asRepeatable());
      server.then(status(503));
      http.send(post("/", "{}").newBuilder().header("Idempotency-Key", "a1").build());
    }
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void aPostOverTheLimitWasNotCarriedOutAndIsRepeated() {
    server.then(status(429, "Retry-After", "1"));
    try (Http http = open(settings())) {
      http.send(post("/", "{\"n\": 1}"));
    }
    assertThat(server.seen())
        .extracting(LocalServer.Seen::body)
        .containsOnly("{\"n\": 1}")
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 422})
  void refusalsAreNotRepeated(int status) {
    server.always(json(status, "{\"errors\": [{\"detail\": \"no such field\"}]}"));
    try (Http http = open(settings())) {
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessage("shop: GET 127.0.0.1/: " + status + ": no such field");
      Request put = post("/7", "{}").newBuilder().method("PUT", post("/7", "{}").body()).build();
      assertThatThrownBy(() -> http.send(put)).isInstanceOf(Failure.Data.class);
    }
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void whereNothingCanBeCreatedTheAddressIsWrong() {
    server.always(status(404));
    try (Http http = open(settings())) {
      assertThatThrownBy(() -> http.send(post("/itmes", "{}")))
          .isInstanceOf(Failure.Configuration.class);
    }
  }

  @Test
  void aLimitHoldsTheWholeConnectionBack() throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    List<Duration> sleeps = new CopyOnWriteArrayList<>();
    Sleeper waiting =
        duration -> {
          boolean limited = sleeps.isEmpty();
          sleeps.add(duration);
          asleep.countDown();
          if (limited) {
            woken.await();
          }
        };
    HttpContext context =
        new HttpContext(around, waiting, new Random(1), (level, line) -> {}, new Redaction());
    server.then(status(429, "Retry-After", "20"));
    try (Http http = Http.open(settings(), Authentication.NONE, context)) {
      Thread first = Thread.ofVirtual().start(() -> http.send(get("/a")));
      asleep.await();
      around.pass(Duration.ofSeconds(5));
      http.send(get("/b"));
      assertThat(sleeps).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(15));
      around.pass(Duration.ofSeconds(15));
      woken.countDown();
      first.join();
    }
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void aForbiddenRequestIsAnAccessFailure() {
    server.always(json(403, "{\"error\": {\"message\": \"scope missing\"}}"));
    try (Http http = open(settings())) {
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Access.class)
          .hasMessageEndingWith("403: scope missing");
    }
  }

  @Test
  void aResetConnectionIsTriedAgainForReadsOnly() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket listener = new ServerSocket(0);
        Http http = open(HttpSettings.of("shop", HttpUrl.get("http://localhost/")))) {
      Thread.ofVirtual().start(() -> resetFirst(listener, connections));
      String address = "http://localhost:" + listener.getLocalPort() + "/";
      Request request = new Request.Builder().url(address).build();
      assertThat(http.send(request).text()).isEqualTo("yes");
      assertThat(connections).hasValue(2);
      connections.set(0);
      assertThatThrownBy(
              () -> http.send(request.newBuilder().post(RequestBody.create("{}", JSON)).build()))
          .isInstanceOf(Failure.Remote.class);
      assertThat(connections).hasValue(1);
    }
  }

  private static void resetFirst(ServerSocket listener, AtomicInteger connections) {
    while (true) {
      try (Socket socket = listener.accept()) {
        socket.getInputStream().read(new byte[1000]);
        if (connections.incrementAndGet() == 1) {
          socket.setSoLinger(true, 0);
        } else {
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void anAnswerCutShortIsTriedAgain() {
    server.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("only this".getBytes(StandardCharsets.US_ASCII));
        },
        body("whole"));
    try (Http http = open(settings())) {
      assertThat(http.send(get("/")).text()).isEqualTo("whole");
    }
  }

  @Test
  void silenceAndDripsEndInTime() {
    HttpLimits limits = HttpLimits.DEFAULT.withRead(Duration.ofMillis(150));
    HttpSettings hasty =
        settings().withLimits(limits).withRetry(RetryPolicy.DEFAULT.withMaxTries(1));
    server.always(exchange -> quiet(exchange, 600));
    try (Http http = open(hasty)) {
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Remote.class)
          .hasMessageContaining("no answer in time");
    }
    server.always(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 20; i++) {
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            quiet(exchange, 50);
          }
        });
    try (Http http = open(hasty.withLimits(limits.withCall(Duration.ofMillis(300))))) {
      assertThatThrownBy(() -> http.send(get("/")))
          .isInstanceOf(Failure.Remote.class)
          .hasMessageContaining("not done in time");
    }
  }

  private static void quiet(HttpExchange exchange, long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      exchange.close();
    }
  }

  @Test
  void anUnreachableHostIsARemoteFailure() throws IOException {
    int free;
    try (ServerSocket listener = new ServerSocket(0)) {
      free = listener.getLocalPort();
    }
    HttpUrl nobody = HttpUrl.get("http://127.0.0.1:" + free + "/");
    try (Http http = open(HttpSettings.of("shop", nobody))) {
      assertThatThrownBy(() -> http.send(new Request.Builder().url(nobody).build()))
          .isInstanceOf(Failure.Remote.class)
          .hasMessageContaining("(5 tries)");
    }
  }

  @Test
  void aJudgeKnowsTheApiBetter() {
    server.then(
        json(200, "{\"error\": \"THROTTLED\"}"),
        json(403, "{\"error\": \"userRateLimitExceeded\"}"),
        json(404, "{}"));
    Judge judge =
        (answer, tries) -> {
          if (answer.text().contains("THROTTLED")) {
            return Verdict.limitedAfter(Duration.ofSeconds(4));
          }
          return answer.status() == 403
              ? Verdict.repeatAfter(Duration.ofSeconds(9))
              : Verdict.accept();
        };
    try (Http http = open(settings())) {
      Answer answer = http.send(get("/"), SendOptions.DEFAULT.judgedBy(judge));
      assertThat(answer.status()).isEqualTo(404);
    }
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(9));
  }

  @Test
  void statusesThatPassAreConfigured() {
    server.then(status(477), body("moved in"));
    try (Http http = open(settings().withRetry(RetryPolicy.DEFAULT.withStatuses(Set.of(477))))) {
      assertThat(http.send(get("/")).text()).isEqualTo("moved in");
    }
  }

  @Test
  void anInterruptionEndsTheRun() {
    server.always(status(503));
    Sleeper interrupted =
        duration -> {
          throw new InterruptedException();
        };
    HttpContext context =
        new HttpContext(around, interrupted, new Random(1), (level, line) -> {}, new Redaction());
    try (Http http = Http.open(settings(), Authentication.NONE, context)) {
      assertThatThrownBy(() -> http.send(get("/"))).isInstanceOf(Failure.Interrupted.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
