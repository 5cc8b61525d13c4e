package io.navette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.BreakerPolicy;
import io.navette.http.Http;
import io.navette.http.HttpContext;
import io.navette.http.HttpSettings;
import io.navette.http.Limits;
import io.navette.http.LocalServer;
import io.navette.http.RatePolicy;
import io.navette.http.ReachableLimits;
import io.navette.http.Redaction;
import io.navette.http.RetryPolicy;
import io.navette.http.SharedLimits;
import io.navette.http.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a history share what they may ask of a remote, too. */
final class SharedLimitsTest {
  private static final Holder HOLDER = new Holder("here", ProcessHandle.current().pid(), "etl");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Surroundings around = new Surroundings();
  private final List<Instant> sent = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    server.close();
  }

  private SharedLimits history() {
    @SuppressWarnings("MustBeClosedChecker")
    HistoryStore store =
        HistoryStore.open(
            new Place.SqliteFile(folder.resolve("history.db")),
            HOLDER,
            Policy.DEFAULT,
            around,
            around);
    opened.add(store);
    return store.limits();
  }

  private HttpSettings settings(int perMinute) {
    return HttpSettings.of("shop", server.url("/")).withRate(new RatePolicy(perMinute, true));
  }

  /** The client of a run of its own. */
  private Http run(HttpSettings settings, SharedLimits limits) {
    HttpContext context =
        new HttpContext(
            around,
            around,
            new Random(1),
            (level, line) -> {},
            new Redaction(),
            new Limits(limits));
    @SuppressWarnings("MustBeClosedChecker")
    Http http = Http.open(settings, Authentication.NONE, context);
    opened.add(http);
    return http;
  }

  private void send(Http http) {
    http.send(new Request.Builder().url(server.url("/items")).build());
    sent.add(around.instant());
  }

  private int mostInAMinute() {
    return sent.stream()
        .mapToInt(
            start ->
                (int)
                    sent.stream()
                        .filter(at -> !at.isBefore(start) && at.isBefore(start.plus(MINUTE)))
                        .count())
        .max()
        .orElse(0);
  }

  @Test
  void twoRunsTogetherSendNoMoreThanOneMay() {
    Http one = run(settings(60), history());
    Http two = run(settings(60), history());
    Instant start = around.instant();
    for (int i = 0; i < 150; i++) {
      send(one);
      send(two);
    }
    assertThat(mostInAMinute()).isLessThanOrEqualTo(60);
    assertThat(Duration.between(start, around.instant())).isLessThan(Duration.ofMinutes(7));
  }

  @Test
  void runsAtTheSameTimeSendNoMoreThanOneMay() throws Exception {
    Http one = run(settings(30), history());
    Http two = run(settings(30), history());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> many(one));
      Future<?> second = threads.submit(() -> many(two));
      first.get();
      second.get();
    }
    assertThat(sent).hasSize(100);
    assertThat(mostInAMinute()).isLessThanOrEqualTo(30);
  }

  private void many(Http http) {
    for (int i = 0; i < 50; i++) {
      send(http);
    }
  }

  @Test
  void allClientsOfARunShareItsLimitWithoutAHistory() {
    HttpContext context = around.context();
    try (Http api = Http.open(settings(10), Authentication.NONE, context);
        Http other = Http.open(settings(10), Authentication.NONE, context)) {
      for (int i = 0; i < 15; i++) {
        send(api);
        send(other);
      }
    }
    assertThat(mostInAMinute()).isLessThanOrEqualTo(10);
  }

  @Test
  void anotherRunWaitsWhenOneWasToldTo() {
    Http one = run(settings(0), history());
    Http two = run(settings(0), history());
    Instant start = around.instant();
    server.then(LocalServer.status(429, "Retry-After", "20"));
    send(one);
    assertThat(Duration.between(start, around.instant())).isEqualTo(Duration.ofSeconds(20));
    SharedLimits shared = history();
    shared.hold("shop", Duration.ofSeconds(30));
    Instant held = around.instant();
    send(two);
    assertThat(Duration.between(held, around.instant())).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aHostThatFailedOneRunIsLeftAloneByTheOthersUntilOneProbeAnswered() {
    BreakerPolicy quick = new BreakerPolicy(2, 2, Duration.ofSeconds(30));
    HttpSettings settings =
        settings(0).withBreaker(quick).withRetry(RetryPolicy.DEFAULT.withMaxTries(1));
    Http one = run(settings, history());
    Http two = run(settings, history());
    Http three = run(settings, history());
    server.then(LocalServer.status(503), LocalServer.status(503));
    assertThatThrownBy(() -> send(one)).hasMessageContaining("503");
    assertThatThrownBy(() -> send(one)).hasMessageContaining("503");
    assertThatThrownBy(() -> send(two))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("left alone for another 30 s; at last: status 503");
    assertThat(server.seen()).hasSize(2);
    around.pass(Duration.ofSeconds(31));
    server.then(LocalServer.status(503));
    assertThatThrownBy(() -> send(two)).hasMessageContaining("503");
    assertThatThrownBy(() -> send(three)).hasMessageContaining("left alone for another 30 s");
    around.pass(Duration.ofSeconds(31));
    send(three);
    send(two);
    send(one);
    assertThat(server.seen()).hasSize(6);
  }

  @Test
  void oneRunOnlyIsTheProbe() {
    SharedLimits shared = history();
    SharedLimits other = history();
    shared.opened("shop", "api", Duration.ofSeconds(30), "status 503");
    around.pass(Duration.ofSeconds(30));
    assertThat(shared.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Probe.class);
    assertThat(other.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Rest.class);
    assertThat(other.turn("shop", "other")).isInstanceOf(SharedLimits.Turn.Go.class);
    // The probe was killed.
    around.pass(MINUTE);
    assertThat(other.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Probe.class);
    other.closed("shop", "api");
    assertThat(shared.turn("shop", "api")).isInstanceOf(SharedLimits.Turn.Go.class);
  }

  @Test
  void aRunThatCantReachTheOthersKeepsToItsOwnLimitAndSaysSoOnce() {
    SharedLimits unreachable =
        new ReachableLimits(
            () -> {
              throw new Failure.Remote("the history /x is damaged", "");
            },
            around,
            notes::add);
    Http http = run(settings(60), unreachable);
    for (int i = 0; i < 130; i++) {
      send(http);
    }
    assertThat(mostInAMinute()).isLessThanOrEqualTo(60);
    assertThat(notes)
        .containsExactly(
            "rate limits are not shared with other runs now, this run keeps to its own: the"
                + " history /x is damaged");
  }
}
