package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the CRMs' own ways of refusing mean. */
final class CrmErrorsTest {
  private final Surroundings around = new Surroundings();
  @TempDir Path folder = Path.of("unset");

  @Test
  void theDaysRequestsOfHubSpotAreNotWaitedFor() throws IOException {
    LocalServer.Reply daily =
        LocalServer.json(
            429, "{\"status\":\"error\",\"message\":\"Daily limit\",\"policyName\":\"DAILY\"}");
    assertThatThrownBy(() -> read("hubspot", daily))
        .isInstanceOf(Failure.Quota.class)
        .hasMessageContaining("the account's requests of this day are used up: Daily limit");
    assertThat(around.sleeps()).isEmpty();
  }

  @Test
  void aLockedRecordIsAskedForAgainAfterTwoSecondsAtLeast() throws IOException {
    read("hubspot", LocalServer.status(423));
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void anAccountThatMovesIsWaitedForAsLongAsItSays() throws IOException {
    read("hubspot", LocalServer.status(477, "Retry-After", "300"));
    assertThat(around.sleeps()).containsExactly(Duration.ofMinutes(5));
    assertThatThrownBy(() -> read("hubspot", LocalServer.status(477, "Retry-After", "86400")))
        .isInstanceOf(Failure.Quota.class);
  }

  @Test
  void aTokenThatIsNoneIsNotTriedAgain() throws IOException {
    assertThatThrownBy(() -> read("hubspot", LocalServer.status(530)))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("check auth.access_token");
  }

  @Test
  void theDaysTokensOfPipedriveAreNotWaitedFor() throws IOException {
    LocalServer.Reply spent =
        LocalServer.json(
            429,
            "{\"success\":false,\"error\":\"budget exceeded\"}",
            "x-daily-ratelimit-token-remaining",
            "0",
            "x-ratelimit-reset",
            "1");
    assertThatThrownBy(() -> read("pipedrive", spent))
        .isInstanceOf(Failure.Quota.class)
        .hasMessageContaining("the company's tokens of this day are used up: budget exceeded");
    assertThat(around.sleeps()).isEmpty();
  }

  /** Nothing else tells a burst from a day that is over. */
  @Test
  void aLimitOfPipedriveThatStaysEndsTheRun() {
    LocalServer.Reply over =
        LocalServer.json(
            429, "{\"success\":false,\"error\":\"over limit\"}", "x-ratelimit-reset", "2");
    assertThatThrownBy(() -> read("pipedrive", over, over, over, over, over, over))
        .isInstanceOf(Failure.Quota.class);
    assertThat(around.sleeps()).hasSizeBetween(2, 5).containsOnly(Duration.ofSeconds(2));
  }

  @Test
  void aLimitOfBambooHrIsToldInTwoWays() throws IOException {
    read("bamboohr", LocalServer.status(503, "Retry-After", "13"));
    read("bamboohr", LocalServer.status(429, "Retry-After", "14"));
    assertThat(around.sleeps()).containsExactly(Duration.ofSeconds(13), Duration.ofSeconds(14));
  }

  @Test
  void whoIsShutOutIsToldSo() throws IOException {
    assertThatThrownBy(() -> read("pipedrive", page(403)))
        .isInstanceOf(Failure.Access.class)
        .hasMessageContaining("too many answers of 429 were ignored");
    assertThatThrownBy(
            () ->
                read(
                    "pipedrive", LocalServer.json(402, "{\"success\":false,\"error\":\"closed\"}")))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("the company is closed or has not paid: closed");
  }

  private static LocalServer.Reply page(int status) {
    return exchange -> {
      byte[] text = "<html>Access denied</html>".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/html");
      exchange.sendResponseHeaders(status, text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
    };
  }

  /** Reads the first stream of a fixture whose first page is answered so the first times. */
  private void read(String name, LocalServer.Reply... first) throws IOException {
    ApiFixture fixture = ApiFixture.of(name);
    ApiFixture.Part part = fixture.streams().getFirst();
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(part.pages());
      ApiReading api = new ApiReading(fixture, server, around, folder);
      var request = api.request(part);
      server.fault(0, first);
      assertThat(api.read(request).rows()).hasSize(part.rows().size());
    }
  }
}
