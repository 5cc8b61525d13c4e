package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.http.LocalServer;
import io.navette.row.Bookmark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ManifestCursorTest extends ManifestFixture {
  private static final String SYNC =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [events]}
      definitions:
        schema: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}, at: {type: string}}}}
        sync:
          type: DatetimeBasedCursor
          cursor_field: at
          datetime_format: "%Y-%m-%d"
          start_datetime: "2026-01-01"
          end_datetime: "2026-01-20"
          step: P10D
          cursor_granularity: P1D
          start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
          end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: until}
      streams:
      - name: events
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: events}
          record_selector: {extractor: {field_path: []}}
          paginator:
            type: DefaultPaginator
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
            pagination_strategy: {type: PageIncrement, page_size: 2}
      - name: comments
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync", step: P1Y}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: "events/{{ stream_partition.event }}/comments"}
          record_selector: {extractor: {field_path: []}}
          partition_router:
            type: SubstreamPartitionRouter
            parent_stream_configs:
            - {parent_key: id, partition_field: event, stream: {$ref: "#/streams/0", incremental_sync: null}}
      """;

  private static String record(int id, String day) {
    return "{\"id\":" + id + ",\"at\":\"2026-01-" + day + "\"}";
  }

  private ReadRequest incremental(Source source, String stream) {
    return request(source, stream).withCursor(List.of("at"), List.of("id"));
  }

  @Test
  void theNextRunAsksForWhatIsNew() {
    server.then(
        body("[" + record(1, "02") + "," + record(2, "03") + "]"),
        body("[]"),
        body("[" + record(3, "15") + "]"));
    try (ManifestSource source = source(SYNC, Map.of())) {
      Read first = read(source, incremental(source, "events"));
      assertThat(first.rows).hasSize(3);
      assertThat(targets())
          .containsExactly(
              "/api/events?since=2026-01-01&until=2026-01-10",
              "/api/events?page=1&since=2026-01-01&until=2026-01-10",
              "/api/events?since=2026-01-11&until=2026-01-20");
      assertThat(first.last().json()).isEqualTo("{\"state\":{\"at\":\"2026-01-15\"}}");
      server.then(body("[" + record(4, "16") + "]"));
      Read second = read(source, incremental(source, "events").since(first.last()));
      assertThat(second.rows).containsExactly(record(4, "16"));
      assertThat(targets().getLast()).isEqualTo("/api/events?since=2026-01-15&until=2026-01-20");
      assertThat(second.last().json()).isEqualTo("{\"state\":{\"at\":\"2026-01-16\"}}");
    }
  }

  @Test
  void aPassGoesOnAfterEachOfItsPages() {
    eachPageByItself();
    List<LocalServer.Reply> replies =
        List.of(
            body("[" + record(1, "02") + "," + record(2, "03") + "]"),
            body("[" + record(3, "04") + "]"),
            body("[" + record(4, "15") + "]"));
    try (ManifestSource source = source(SYNC, Map.of())) {
      ReadRequest request = incremental(source, "events");
      replies.forEach(server::then);
      Read whole = read(source, request);
      assertThat(whole.bookmarks).hasSize(4);
      for (int done = 1; done <= 3; done++) {
        replies.subList(done, 3).forEach(server::then);
        Read rest = read(source, request.since(whole.bookmarks.get(done - 1)));
        assertThat(rest.rows).isEqualTo(whole.rows.subList(done + 1, 4));
        assertThat(rest.last()).isEqualTo(whole.last());
      }
    }
  }

  @Test
  void eachPartOfASubstreamHasAStateOfItsOwn() {
    server.then(
        body("[" + record(7, "01") + "," + record(8, "01") + "]"),
        body("[" + record(1, "05") + "]"),
        body("[" + record(2, "06") + "]"),
        body("[]"));
    Bookmark bookmark;
    try (ManifestSource source = source(SYNC, Map.of())) {
      Read first = read(source, incremental(source, "comments"));
      assertThat(first.rows).containsExactly(record(1, "05"), record(2, "06"));
      assertThat(targets())
          .containsExactly(
              "/api/events",
              "/api/events/7/comments?since=2026-01-01&until=2026-01-20",
              "/api/events/8/comments?since=2026-01-01&until=2026-01-20",
              "/api/events?page=1");
      server.then(body("[" + record(8, "01") + "]"), body("[" + record(3, "07") + "]"));
      bookmark = first.last();
    }
    try (ManifestSource source = source(SYNC, Map.of())) {
      Read second = read(source, incremental(source, "comments").since(bookmark));
      assertThat(second.rows).containsExactly(record(3, "07"));
      assertThat(targets().getLast())
          .isEqualTo("/api/events/8/comments?since=2026-01-06&until=2026-01-20");
    }
  }

  @Test
  void aRangeByHandLeavesTheBookmarkAlone() {
    server.then(body("[" + record(1, "05") + "," + record(2, "08") + "]"), body("[]"));
    try (ManifestSource source = source(SYNC, Map.of())) {
      ReadRequest all = request(source, "events");
      ReadRequest request =
          new ReadRequest(
              "events",
              all.schema(),
              Optional.empty(),
              List.of("at"),
              List.of(),
              Optional.empty(),
              Optional.of("2026-01-05"),
              Optional.of("2026-01-08"),
              Duration.ZERO,
              0,
              all.options());
      assertThat(read(source, request).rows).containsExactly(record(1, "05"));
      assertThat(targets().getFirst()).isEqualTo("/api/events?since=2026-01-05&until=2026-01-08");
    }
  }

  @Test
  void onlyTheFieldOfTheManifestCanBeFollowed() {
    try (ManifestSource source = source(SYNC, Map.of())) {
      ReadRequest request = request(source, "events").withCursor(List.of("id"), List.of());
      assertThatThrownBy(() -> source.read(request))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("can't be followed by id");
    }
  }

  @Test
  void partsOfAListAreResumedWhereTheyStopped() {
    eachPageByItself();
    String listed =
        SYNC.replace("path: events}", "path: \"{{ stream_partition.region }}/events\"}")
            .replace(
                "    paginator:",
                "    partition_router: {type: ListPartitionRouter, cursor_field: region,"
                    + " values: [eu, us]}\n    paginator:");
    List<LocalServer.Reply> replies =
        List.of(
            body("[" + record(1, "02") + "]"),
            body("[" + record(2, "12") + "]"),
            body("[" + record(3, "03") + "," + record(4, "04") + "]"),
            body("[" + record(5, "05") + "]"),
            body("[]"));
    try (ManifestSource source = source(listed, Map.of())) {
      ReadRequest request = incremental(source, "events");
      replies.forEach(server::then);
      Read whole = read(source, request);
      assertThat(whole.rows).hasSize(5);
      for (int done = 1; done <= 5; done++) {
        replies.subList(done, 5).forEach(server::then);
        Read rest = read(source, request.since(whole.bookmarks.get(done - 1)));
        assertThat(rest.rows).isEqualTo(whole.rows.subList(5 - rest.rows.size(), 5));
        // The lookback is how long a pass lasts.
        assertThat(rest.last().json().replaceAll("lookback_window\":\\d+", ""))
            .isEqualTo(whole.last().json().replaceAll("lookback_window\":\\d+", ""));
      }
      server.always(body("[]"));
      read(source, request.since(whole.last()));
      assertThat(targets().reversed().subList(0, 3).reversed())
          .containsExactly(
              "/api/eu/events?since=2026-01-12&until=2026-01-20",
              "/api/us/events?since=2026-01-05&until=2026-01-14",
              "/api/us/events?since=2026-01-15&until=2026-01-20");
    }
  }
}
