package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.row.Bookmark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about Zoho CRM, QuickBooks and Sage when something is not as usual. */
final class AccountingErrorsTest {
  private final Surroundings around = new Surroundings();
  @TempDir Path folder = Path.of("unset");

  /** A row of pages of Zoho ends after 100,000 records, or when its token is a day old. */
  @Test
  void aRowOfPagesThatEndsGoesOnAtTheLastMomentSeen() throws IOException {
    for (String code : List.of("PAGINATION_LIMIT_EXCEEDED", "EXPIRED_VALUE")) {
      with(
          "zoho-crm",
          0,
          (server, api, part) -> {
            ReadRequest request = api.request(part);
            server.serve(part.pages());
            server.fault(1, zoho(400, code));
            assertThat(api.read(request).rows()).hasSizeGreaterThanOrEqualTo(part.rows().size());
            assertThat(
                    server.seen().stream()
                        .filter(seen -> seen.target().startsWith("/crm/v8/Contacts?"))
                        .map(seen -> seen.header("If-Modified-Since")))
                .startsWith(
                    "2026-01-01T00:00:00+00:00",
                    "2026-01-01T00:00:00+00:00",
                    "2026-01-06T07:30:00+00:00");
          });
    }
  }

  /** Zoho refuses a login with 200. */
  @Test
  void aRefusedLoginOfZohoIsNoneThatWorked() throws IOException {
    ApiFixture fixture = ApiFixture.of("zoho-crm");
    ApiFixture.Answer refused =
        new ApiFixture.Answer(
            "/oauth/v2/token",
            Map.of(),
            Map.of(),
            List.of(),
            200,
            Map.of(),
            "{\"error\":\"invalid_code\"}");
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(List.of(refused));
      ApiReading api = new ApiReading(fixture, server, around, folder);
      assertThatThrownBy(api::check)
          .isInstanceOf(Failure.Access.class)
          .hasMessageContaining("invalid_code");
    }
  }

  /** QuickBooks remembers for 30 days what was deleted. */
  @Test
  void whatQuickBooksForgotMeanwhileIsNotReadOver() throws IOException {
    with(
        "quickbooks",
        3,
        (server, api, part) -> {
          ReadRequest request = api.request(part);
          server.serve(part.pages());
          Bookmark bookmark = api.read(request).bookmarks().getLast();
          around.pass(Duration.ofDays(27));
          assertThat(api.read(request.since(bookmark)).rows()).isNotEmpty();
          around.pass(Duration.ofDays(4));
          assertThatThrownBy(() -> api.read(request.since(bookmark)))
              .isInstanceOf(Failure.Data.class)
              .hasMessageContaining("the stream was last read up to 2026-03-01T10:00:00+00:00")
              .hasMessageContaining("those in between are lost");
        });
  }

  @Test
  void aFullAnswerOfQuickBooksIsNotTakenForAll() throws IOException {
    with(
        "quickbooks",
        3,
        (server, api, part) -> {
          ReadRequest request = api.request(part);
          server.serve(part.pages());
          String deleted =
              "{\"Id\":\"7\",\"status\":\"Deleted\",\"MetaData\":{\"LastUpdatedTime\":\"2026-02-26T06:00:00-08:00\"}}";
          server.fault(
              0,
              LocalServer.json(
                  200,
                  "{\"CDCResponse\":[{\"QueryResponse\":[{\"Invoice\":["
                      + String.join(",", deleted, deleted)
                      + "]},{\"Bill\":["
                      + deleted
                      + "]}]}],\"time\":\"2026-03-01T02:00:00-08:00\"}"));
          assertThatThrownBy(() -> api.read(request))
              .isInstanceOf(Failure.class)
              .hasMessageContaining("more changed since the last run than QuickBooks tells of");
        });
  }

  /** A token of Sage lives for five minutes, and each renewal kills the one before. */
  @Test
  void aTokenOfSageIsRenewedInTheMiddleWithTheNewestRefreshToken() throws IOException {
    with(
        "sage",
        0,
        (server, api, part) -> {
          ReadRequest request = api.request(part);
          server.serve(part.pages());
          server.fault(1, LocalServer.status(429, "Retry-After", "290"));
          assertThat(api.read(request).rows()).isNotEmpty();
          List<String> renewals =
              server.seen().stream()
                  .filter(seen -> seen.target().equals("/token"))
                  .map(LocalServer.Seen::body)
                  .toList();
          assertThat(renewals).hasSizeGreaterThanOrEqualTo(2);
          assertThat(renewals.getFirst()).contains("refresh_token=" + ApiReading.SECRET);
          assertThat(renewals.getLast()).contains("refresh_token=eyJhbGci.rotated");
        });
  }

  private static LocalServer.Reply zoho(int status, String code) {
    return LocalServer.json(
        status,
        "{\"data\":[{\"code\":\""
            + code
            + "\",\"details\":{},\"message\":\"m\",\"status\":\"error\"}]}");
  }

  /** What is done with a stream of a fixture. */
  private interface Use {
    void with(ApiServer server, ApiReading api, ApiFixture.Part part) throws IOException;
  }

  private void with(String name, int stream, Use use) throws IOException {
    ApiFixture fixture = ApiFixture.of(name);
    ApiFixture.Part part = fixture.streams().get(stream);
    try (ApiServer server = new ApiServer(fixture)) {
      server.serve(part.pages());
      use.with(server, new ApiReading(fixture, server, around, folder), part);
    }
  }
}
