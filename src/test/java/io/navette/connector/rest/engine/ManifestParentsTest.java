package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents whose records are left out for a part. */
final class ManifestParentsTest extends ManifestFixture {
  private static final String SHOP =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [posts]}
      definitions:
        schema: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
      streams:
      - name: posts
        schema_loader: {$ref: "#/definitions/schema"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: posts}
          record_selector:
            extractor: {field_path: [items]}
            record_filter: {type: RecordFilter, condition: "{{ record.open }}"}
          paginator:
            type: DefaultPaginator
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
            pagination_strategy: PAGES
      - name: comments
        schema_loader: {$ref: "#/definitions/schema"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: "posts/{{ stream_slice.post }}"}
          record_selector: {extractor: {field_path: []}}
          partition_router:
            type: SubstreamPartitionRouter
            parent_stream_configs:
            - {parent_key: id, partition_field: post, stream: {$ref: "#/streams/0"}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: CursorPagination, cursor_value: '{{ response.next }}'}",
        "{type: CursorPagination, cursor_value: '{{ last_record.id }}', stop_condition: '{{ not response.next }}'}",
        "{type: PageIncrement, page_size: 1, start_from_page: 2}",
        "{type: OffsetIncrement, page_size: 1}"
      })
  void aPageOfWhichNothingIsLeftIsNotTheLast(String pages) {
    server.then(
        body("{\"items\": [{\"id\": 3, \"open\": false}], \"next\": 3}"),
        body("{\"items\": [{\"id\": 4, \"open\": true}]}"),
        body("[{\"id\": 40}]"),
        body("{\"items\": []}"));
    assertThat(readAll(SHOP.replace("PAGES", pages), "comments", Map.of()).rows)
        .containsExactly("{\"id\":40}");
  }
}
