package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.RowReader;
import io.navette.failure.Failure;
import io.navette.row.RowBatch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ManifestBatchTest extends ManifestFixture {
  private static final String SHOP =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [orders]}
      streams:
      - name: orders
        schema_loader: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}}}}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: orders}
          record_selector: {extractor: {field_path: []}}
          paginator:
            type: DefaultPaginator
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
            pagination_strategy: {type: PageIncrement, start_from_page: 1}
      """;

  private static String records(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("{\"id\":%d}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void shortPagesShareABatch() {
    server.then(body(records(0, 3)), body(records(3, 6)), body(records(6, 9)), body("[]"));
    try (ManifestSource source = source(SHOP, Map.of());
        RowReader reader = source.read(request(source, "orders"))) {
      // The first goes alone, as the next may be long in coming.
      assertThat(reader.next().orElseThrow().size()).isEqualTo(3);
      RowBatch batch = reader.next().orElseThrow();
      assertThat(batch.size()).isEqualTo(6);
      assertThat(batch.bookmark()).isPresent();
    }
  }

  @Test
  void aBatchEndsWithAPageSoThatItCanBeResumed() {
    server.then(
        body(records(0, 900)),
        body(records(900, 1800)),
        body(records(1800, 2700)),
        body(records(2700, 3600)),
        body("[]"));
    try (ManifestSource source = source(SHOP, Map.of());
        RowReader reader = source.read(request(source, "orders"))) {
      assertThat(reader.next().orElseThrow().size()).isEqualTo(900);
      RowBatch batch = reader.next().orElseThrow();
      assertThat(batch.size()).isEqualTo(1800);
      server.then(body(records(2700, 3600)), body("[]"));
      Read rest = read(source, request(source, "orders").since(batch.bookmark().orElseThrow()));
      assertThat(rest.rows).hasSize(900);
    }
  }

  @Test
  void whatCameBeforeAPageThatFailsIsDeliveredFirst() {
    server.then(body(records(0, 2)), body("[{\"id\":2},7]"), body("<html>"));
    try (ManifestSource source = source(SHOP, Map.of())) {
      RowBatch batch;
      try (RowReader reader = source.read(request(source, "orders"))) {
        assertThat(reader.next().orElseThrow().size()).isEqualTo(2);
        batch = reader.next().orElseThrow();
        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.rejections()).hasSize(1);
        assertThatThrownBy(reader::next)
            .isInstanceOf(Failure.Data.class)
            .hasMessageContaining("can't be read");
      }
      server.then(body(records(3, 4)), body("[]"));
      Read rest = read(source, request(source, "orders").since(batch.bookmark().orElseThrow()));
      assertThat(rest.rows).isEqualTo(List.of("{\"id\":3}"));
      assertThat(targets().getLast()).isEqualTo("/api/orders?page=4");
    }
  }
}
