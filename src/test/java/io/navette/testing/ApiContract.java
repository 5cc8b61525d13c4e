package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.navette.connector.ReadRequest;
import io.navette.connector.Source;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import io.navette.http.Surroundings;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every connector to a web API must do alike, shown on its fixture: a connector's test is its
 * fixtures. The first stream goes through all of it, the others are read.
 */
public abstract class ApiContract {
  private static final Schema ANY = Schema.of(Column.of("id", ColumnType.TEXT));

  private final ApiFixture fixture;
  private final ApiFixture.Part part;
  private final Surroundings around = new Surroundings();
  private ApiServer server;
  private ApiReading api;

  protected ApiContract(ApiFixture fixture) {
    this.fixture = fixture;
    this.part = fixture.streams().getFirst();
  }

  @BeforeEach
  final void start(@TempDir Path folder) throws IOException {
    server = new ApiServer(fixture);
    api = new ApiReading(fixture, server, around, folder);
    server.serve(part.pages());
  }

  @AfterEach
  final void stop() {
    server.close();
    assertThat(server.unexpected()).as("requests the fixture does not know").isEmpty();
    assertThat(api.log()).doesNotContain(ApiReading.SECRET);
  }

  @Test
  void everyStreamStandsInTheFixture() {
    List<String> known = new ArrayList<>(fixture.others().keySet());
    fixture.streams().forEach(stream -> known.add(stream.name()));
    assertThat(api.with(Source::streamNames)).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void aCheckReadsOneStream() {
    server.serve(fixture.streams().stream().flatMap(stream -> stream.pages().stream()).toList());
    server.otherwise(part.empty().orElse("{}"));
    assertThat(api.check()).startsWith("read stream ");
  }

  @Test
  void allPagesAreReadInTheirOrder() throws IOException {
    for (ApiFixture.Part stream : fixture.streams()) {
      server.serve(stream.pages());
      ReadRequest request = api.request(stream);
      server.serve(stream.pages());
      assertRows(api.read(request), stream.rows());
      assertThat(server.asked()).as(stream.name()).hasSize(stream.pages().size());
      for (int i = 0; i < stream.pages().size(); i++) {
        assertThat(server.asks(i, stream.pages().get(i)))
            .as("request %d of %s is %s", i, stream.name(), server.asked().get(i))
            .isTrue();
      }
    }
  }

  @Test
  void otherStreamsAreAskedForAtTheirAddress() {
    Map<String, String> asked = new LinkedHashMap<>();
    for (String other : fixture.others().keySet()) {
      server.serve(List.of());
      server.otherwise(part.empty().orElse("{}"));
      api.read(ReadRequest.all(other, ANY));
      String first = server.asked().isEmpty() ? "nothing" : server.asked().getFirst();
      asked.put(other, URLDecoder.decode(first, StandardCharsets.UTF_8));
    }
    assertThat(asked).isEqualTo(fixture.others());
  }

  @Test
  void theNextRunReadsWhatIsNew() throws IOException {
    for (ApiFixture.Part stream : fixture.streams()) {
      if (stream.news().isPresent()) {
        server.serve(stream.pages());
        ReadRequest request = api.request(stream);
        Bookmark bookmark = api.read(request).bookmarks().getLast();
        server.serve(stream.news().get().pages());
        around.pass(Duration.ofHours(1));
        assertRows(api.read(request.since(bookmark)), stream.news().get().rows());
        assertThat(server.asked()).hasSize(stream.news().get().pages().size());
      }
    }
  }

  @Test
  void refusedCredentialsAreRenewedOnceWhereTheyCanBe() throws IOException {
    ReadRequest request = api.request(part);
    server.fault(0, LocalServer.status(401));
    if (fixture.renewal().isEmpty()) {
      assertThatThrownBy(() -> api.read(request)).isInstanceOf(Failure.Access.class);
      return;
    }
    long before = renewals();
    assertRows(api.read(request), part.rows());
    // A token of the run before may still be good; the one after the refusal is new.
    assertThat(renewals() - before).isBetween(1L, 2L);
    server.fault(0, LocalServer.status(401), LocalServer.status(401));
    assertThatThrownBy(() -> api.read(request)).isInstanceOf(Failure.Access.class);
  }

  private long renewals() {
    return server.seen().stream()
        .filter(
            seen -> seen.target().replaceFirst("[?].*", "").equals(fixture.renewal().orElseThrow()))
        .count();
  }

  @Test
  void aLimitIsWaitedForAsLongAsItSays() throws IOException {
    ReadRequest request = api.request(part);
    ZonedDateTime then = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90);
    server.fault(
        last(),
        LocalServer.status(429, "Retry-After", "7"),
        LocalServer.status(429, "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(then)));
    assertRows(api.read(request), part.rows());
    assertThat(around.sleeps()).contains(Duration.ofSeconds(7));
    assertThat(around.sleeps()).anyMatch(wait -> Math.abs(wait.toSeconds() - 90) <= 3);
    if (part.limit().isPresent()) {
      ApiFixture.Limit own = part.limit().get();
      server.fault(last(), own);
      assertRows(api.read(request), part.rows());
      assertThat(around.sleeps()).contains(Duration.ofSeconds(own.seconds()));
    }
  }

  @Test
  void someAnswersEndTheRunAndKeepWhatCameBefore() throws IOException {
    for (ApiFixture.End end : part.ends()) {
      ReadRequest request = api.request(part);
      ApiReading.Read read = ApiReading.Read.nothing();
      server.fault(last(), end.answer());
      assertThatThrownBy(() -> api.readInto(read, request, Integer.MAX_VALUE))
          .isInstanceOf(Failure.class)
          .hasMessageContaining(end.says())
          .satisfies(
              thrown ->
                  assertThat(thrown.getClass().getSimpleName())
                      .isEqualToIgnoringCase(end.failure()));
      assertThat(read.rows().isEmpty()).isEqualTo(last() == 0);
    }
  }

  @Test
  void errorsOfTheServerAreAskedAgain() throws IOException {
    ReadRequest request = api.request(part);
    server.fault(last(), LocalServer.status(503), LocalServer.status(502));
    assertRows(api.read(request), part.rows());
    assertThat(around.sleeps()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aMalformedPageKeepsWhatCameBefore() throws IOException {
    goesOnAfter(ApiFaults.half(server.text(last())), Failure.Data.class);
  }

  @Test
  void aPageForPeopleKeepsWhatCameBefore() throws IOException {
    goesOnAfter(ApiFaults.html(), Failure.Remote.class);
  }

  private void goesOnAfter(LocalServer.Reply fault, Class<? extends Failure> failure)
      throws IOException {
    ReadRequest request = api.request(part);
    ApiReading.Read read = ApiReading.Read.nothing();
    server.fault(last(), fault);
    assertThatThrownBy(() -> api.readInto(read, request, Integer.MAX_VALUE))
        .isInstanceOf(failure)
        .hasMessageMatching("(?s)(api|" + part.name() + "): .*");
    ReadRequest rest =
        read.bookmarks().isEmpty() ? request : request.since(read.bookmarks().getLast());
    api.readInto(read, rest, Integer.MAX_VALUE);
    assertAllOf(read);
  }

  @Test
  void aSlowPageIsReadAndASilentServerAskedAgain() throws IOException {
    ReadRequest request = api.request(part);
    server.fault(0, ApiFaults.slowly(server.text(0), 400));
    server.fault(last(), ApiFaults.silence(1500));
    assertRows(api.read(request), part.rows());
  }

  @Test
  void aBrokenConnectionIsMadeAnew() throws IOException {
    ReadRequest request = api.request(part);
    server.fault(0, ApiFaults.cut(server.text(0)));
    server.fault(last(), ApiFaults.cut(server.text(last())));
    assertRows(api.read(request), part.rows());
  }

  @Test
  void aPageThatNamesItselfAgainIsAFailure() throws IOException {
    assumeTrue(part.token() && part.pages().size() > 1, "pages do not name the next");
    ReadRequest request = api.request(part);
    server.fault(1, server.usual(0));
    assertThatThrownBy(() -> api.read(request))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("the same next page again");
  }

  @Test
  void nothingIsNoRowAndNoFailure() throws IOException {
    assumeTrue(part.empty().isPresent(), "there is always something");
    ReadRequest request = api.request(part);
    for (int page = 0; page < part.pages().size(); page++) {
      server.nothing(page, part.empty().orElseThrow());
    }
    ApiReading.Read read = api.read(request);
    assertThat(read.rows()).isEmpty();
    assertThat(read.rejections()).isEmpty();
  }

  @Test
  void aKilledRunGoesOnFromEachOfItsBookmarks() throws IOException {
    ReadRequest request = api.request(part);
    int bookmarks = api.read(request).bookmarks().size();
    for (int killed = 1; killed < bookmarks; killed++) {
      ApiReading.Read read = ApiReading.Read.nothing();
      api.readInto(read, request, killed);
      api.readInto(read, request.since(read.bookmarks().getLast()), Integer.MAX_VALUE);
      assertAllOf(read);
    }
  }

  @Test
  void anotherHostIsNotSentTheCredentials() throws IOException {
    ReadRequest request = api.request(part);
    String elsewhere = server.address().replace("127.0.0.1", "localhost") + ApiServer.ELSEWHERE;
    server.fault(0, LocalServer.status(307, "Location", elsewhere));
    server.otherwise(server.text(0));
    assertThatCode(() -> api.read(request))
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isNull(),
            thrown -> assertThat(thrown).isInstanceOf(Failure.class));
    for (LocalServer.Seen seen : server.seen()) {
      if (seen.target().startsWith(ApiServer.ELSEWHERE)) {
        assertThat(seen.headers().toString() + seen.target()).doesNotContain(ApiReading.SECRET);
        assertThat(seen.header("Authorization")).isEmpty();
      }
    }
  }

  private int last() {
    return part.pages().size() - 1;
  }

  private static void assertRows(ApiReading.Read read, List<Map<String, String>> expected)
      throws IOException {
    assertThat(read.rejections()).isEmpty();
    assertThat(read.rows()).as("rows like %s", expected).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(texts(read.rows().get(i))).containsAllEntriesOf(expected.get(i));
    }
  }

  /** Twice is not too often: a key tells rows apart. */
  private void assertAllOf(ApiReading.Read read) throws IOException {
    assertRows(
        new ApiReading.Read(
            new ArrayList<>(new LinkedHashSet<>(read.rows())), read.rejections(), List.of()),
        part.rows());
  }

  private static String text(@Nullable Object value) {
    return value == null || value instanceof Boolean ? String.valueOf(value) : PythonText.of(value);
  }

  private static Map<String, String> texts(String row) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    PlainValues.map(JsonValues.parse(row)).forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }
}
