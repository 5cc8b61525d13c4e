package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ManifestPartitionsTest extends ManifestFixture {
  private static final String SHOP =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [posts]}
      definitions:
        schema: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}, at: {type: string}}}}
        sync:
          type: DatetimeBasedCursor
          cursor_field: at
          datetime_format: "%Y-%m-%d"
          start_datetime: "2026-01-01"
          end_datetime: "2026-01-20"
          start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
        selector: {extractor: {field_path: []}}
      streams:
      - name: posts
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: posts}
          record_selector: {$ref: "#/definitions/selector"}
      - name: comments
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: "posts/{{ stream_slice.post }}"}
          record_selector: {$ref: "#/definitions/selector"}
          partition_router:
            type: SubstreamPartitionRouter
            parent_stream_configs:
            - {parent_key: id, partition_field: post, stream: {$ref: "#/streams/0"}, incremental_dependency: true}
      - name: lazy
        schema_loader: {$ref: "#/definitions/schema"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: "posts/{{ stream_slice.post }}"}
          record_selector: {extractor: {field_path: [items]}}
          paginator:
            type: DefaultPaginator
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
            pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
          partition_router:
            type: SubstreamPartitionRouter
            parent_stream_configs:
            - parent_key: id
              partition_field: post
              lazy_read_pointer: [first]
              stream: {$ref: "#/streams/0", incremental_sync: null}
      - name: counted
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync:
          type: IncrementingCountCursor
          cursor_field: id
          start_value: 5
          start_value_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: counted}
          record_selector: {$ref: "#/definitions/selector"}
      - name: limited
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: limited}
          record_selector: {$ref: "#/definitions/selector"}
          pagination_reset:
            type: PaginationReset
            action: SPLIT_USING_CURSOR
            limits: {type: PaginationResetLimits, number_of_records: 2}
      """;

  private static String record(int id, String day) {
    return "{\"id\":" + id + ",\"at\":\"2026-01-" + day + "\"}";
  }

  private ReadRequest incremental(Source source, String stream, String cursor) {
    return request(source, stream).withCursor(List.of(cursor), List.of("id"));
  }

  @Test
  void parentsGoOnWhereTheirChildDoes() {
    server.then(
        body("[" + record(1, "02") + "]"),
        body("[" + record(10, "05") + "]"),
        body("[" + record(2, "03") + "]"),
        body("[" + record(20, "06") + "]"));
    try (ManifestSource source = source(SHOP, Map.of())) {
      Read first = read(source, incremental(source, "comments", "at"));
      assertThat(first.last().json())
          .isEqualTo(
              "{\"state\":{\"use_global_cursor\":false,\"states\":[{\"partition\":{\"post\":1,"
                  + "\"parent_slice\":{}},\"cursor\":{\"at\":\"2026-01-05\"}}],"
                  + "\"state\":{\"at\":\"2026-01-05\"},\"lookback_window\":0,"
                  + "\"parent_state\":{\"posts\":{\"at\":\"2026-01-02\"}}}}");
      read(source, incremental(source, "comments", "at").since(first.last()));
      assertThat(targets())
          .containsExactly(
              "/api/posts?since=2026-01-01",
              "/api/posts/1?since=2026-01-01",
              "/api/posts?since=2026-01-02",
              "/api/posts/2?since=2026-01-05");
    }
  }

  @Test
  void aPartitionThatFailsDoesNotKeepTheOthers() {
    server.then(
        body("[" + record(1, "02") + "," + record(2, "02") + "," + record(3, "02") + "]"),
        body("[" + record(10, "05") + "]"),
        status(404),
        body("[" + record(30, "06") + "]"));
    try (ManifestSource source = source(SHOP, Map.of())) {
      Read read = new Read();
      assertThatThrownBy(() -> readInto(read, source, incremental(source, "comments", "at")))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("404");
      assertThat(read.rows).containsExactly(record(10, "05"), record(30, "06"));
      server.then(
          body("[" + record(1, "02") + "," + record(2, "02") + "]"), body("[]"), body("[]"));
      read(source, incremental(source, "comments", "at").since(read.last()));
      assertThat(targets().subList(4, 7))
          .containsExactly(
              "/api/posts?since=2026-01-01",
              "/api/posts/1?since=2026-01-05",
              "/api/posts/2?since=2026-01-01");
    }
  }

  @Test
  void aParentBringsTheFirstPageOfItsPartition() {
    server.then(
        body("[{\"id\":1,\"first\":{\"items\":[" + record(10, "05") + "],\"next\":\"x\"}}]"),
        body("{\"items\":[" + record(11, "06") + "]}"));
    assertThat(readAll(SHOP, "lazy", Map.of()).rows)
        .containsExactly(record(10, "05"), record(11, "06"));
    assertThat(targets()).containsExactly("/api/posts", "/api/posts/1?after=x");
  }

  @Test
  void aCountIsFollowed() {
    server.then(body("[" + record(6, "01") + "," + record(9, "01") + "]"), body("[]"));
    try (ManifestSource source = source(SHOP, Map.of())) {
      Read first = read(source, incremental(source, "counted", "id"));
      assertThat(first.last()).isEqualTo(new Bookmark("{\"state\":{\"id\":9}}"));
      Read second = read(source, incremental(source, "counted", "id").since(first.last()));
      assertThat(second.last()).isEqualTo(first.last());
      assertThat(targets()).containsExactly("/api/counted?after=5", "/api/counted?after=9");
    }
  }

  @Test
  void pagesBeginAnewAfterSoManyRecordsAndGoOnFromThere() {
    eachPageByItself();
    server.then(
        body("[" + record(1, "02") + "," + record(2, "05") + "]"),
        body("[" + record(3, "07") + "]"));
    try (ManifestSource source = source(SHOP, Map.of())) {
      Read whole = read(source, incremental(source, "limited", "at"));
      assertThat(whole.rows).hasSize(3);
      assertThat(targets())
          .containsExactly("/api/limited?since=2026-01-01", "/api/limited?since=2026-01-05");
      server.then(body("[" + record(3, "07") + "]"));
      Read rest =
          read(source, incremental(source, "limited", "at").since(whole.bookmarks.getFirst()));
      assertThat(rest.rows).containsExactly(record(3, "07"));
      assertThat(targets().getLast()).isEqualTo("/api/limited?since=2026-01-05");
      assertThat(rest.last()).isEqualTo(whole.last());
    }
  }
}
