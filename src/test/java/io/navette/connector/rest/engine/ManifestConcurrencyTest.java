package io.navette.connector.rest.engine;

import static io.navette.http.LocalServer.body;
import static io.navette.http.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import io.navette.http.HttpSettings;
import io.navette.http.LocalServer;
import io.navette.http.RatePolicy;
import io.navette.http.auth.MemoryTokenStore;
import io.navette.row.Bookmark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ManifestConcurrencyTest extends ManifestFixture {
  private static final String SHOP =
      """
      version: 6.0.0
      check: {type: CheckStream, stream_names: [sales]}
      definitions:
        schema: {type: InlineSchemaLoader, schema: {properties: {id: {type: integer}, at: {type: string}}}}
        sync:
          type: DatetimeBasedCursor
          cursor_field: at
          datetime_format: "%Y-%m-%d"
          start_datetime: "2026-01-01"
          end_datetime: "2026-02-20"
        pages:
          type: DefaultPaginator
          page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
          pagination_strategy: {type: PageIncrement, start_from_page: 0, page_size: 2, inject_on_first_request: true}
        regions:
          type: ListPartitionRouter
          values: [r0, r1, r2, r3, r4, r5, r6]
          cursor_field: region
          request_option: {type: RequestOption, inject_into: request_parameter, field_name: region}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: sales}
          record_selector: {extractor: {field_path: []}}
          paginator: {$ref: "#/definitions/pages"}
          partition_router: {$ref: "#/definitions/regions"}
      streams:
      - name: sales
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync"}
        retriever: {$ref: "#/definitions/retriever"}
      - name: whole
        schema_loader: {$ref: "#/definitions/schema"}
        retriever: {$ref: "#/definitions/retriever"}
      - name: shops
        schema_loader: {$ref: "#/definitions/schema"}
        retriever:
          requester: {type: HttpRequester, url_base: BASE, path: shops}
          record_selector: {extractor: {field_path: []}}
      - name: visits
        schema_loader: {$ref: "#/definitions/schema"}
        incremental_sync: {$ref: "#/definitions/sync"}
        retriever:
          requester:
            {type: HttpRequester, url_base: BASE, path: sales, request_parameters: {region: "r{{ stream_slice.shop }}"}}
          record_selector: {extractor: {field_path: []}}
          paginator: {$ref: "#/definitions/pages"}
          partition_router:
            type: SubstreamPartitionRouter
            parent_stream_configs:
            - {parent_key: id, partition_field: shop, stream: {$ref: "#/streams/2"}}
      """;

  /** How many records each region has; two make a page. */
  private static final List<Integer> SIZES = List.of(5, 0, 8, 1, 4, 6, 2);

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();

  @BeforeEach
  void sell() {
    server.always(this::answer);
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try {
      Thread.sleep(20);
      HttpUrl url = server.url(server.seen(exchange).target());
      if (url.encodedPath().endsWith("shops")) {
        body("[{\"id\":0},{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4},{\"id\":5},{\"id\":6}]")
            .answer(exchange);
        return;
      }
      int region = number(String.valueOf(url.queryParameter("region")).substring(1));
      int page = number(String.valueOf(url.queryParameter("page")));
      List<String> records = new ArrayList<>();
      for (int i = 2 * page; i < Math.min(2 * page + 2, SIZES.get(region)); i++) {
        records.add("{\"id\":%d,\"at\":\"2026-01-%02d\"}".formatted(region * 100 + i, i + 1));
      }
      body("[" + String.join(",", records) + "]").answer(exchange);
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      open.decrementAndGet();
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private Read read(String stream, long atOnce, Optional<Bookmark> since) {
    try (ManifestSource source = source(SHOP, Map.of())) {
      source.readConcurrently(Optional.of(atOnce));
      ReadRequest request = request(source, stream);
      if (!stream.equals("whole")) {
        request = request.withCursor(List.of("at"), List.of("id"));
      }
      return read(source, since.map(request::since).orElse(request));
    }
  }

  @Test
  void soManyPartitionsAreReadAtOnceWithTheSameResult() {
    for (String stream : List.of("sales", "visits")) {
      mostOpen.set(0);
      Read one = read(stream, 1, Optional.empty());
      assertThat(mostOpen).hasValue(1);
      Read several = read(stream, 4, Optional.empty());
      assertThat(mostOpen).hasValue(4);
      assertThat(several.rows).containsExactlyInAnyOrderElementsOf(one.rows).hasSize(26);
      assertThat(sorted(several.last())).isEqualTo(sorted(one.last()));
    }
  }

  /** The states of partitions stand in the order they were begun. */
  private static List<String> sorted(Bookmark bookmark) {
    return List.of(bookmark.json().split("(?=\\{\"partition)")).stream()
        .map(part -> part.replaceAll("[\\],]+$|\\],\"state.*", ""))
        .sorted()
        .toList();
  }

  @Test
  void eachBookmarkLeadsToTheRowsThatWereNotDelivered() {
    eachPageByItself();
    for (String stream : List.of("sales", "whole")) {
      List<List<String>> before = new ArrayList<>();
      List<Bookmark> bookmarks = new ArrayList<>();
      List<String> all = new ArrayList<>();
      try (ManifestSource source = source(SHOP, Map.of())) {
        source.readConcurrently(Optional.of(3L));
        try (RowReader reader = source.read(request(source, stream))) {
          for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            Read batch = new Read();
            batch.take(next.get());
            all.addAll(batch.rows);
            batch.bookmarks.forEach(
                bookmark -> {
                  before.add(List.copyOf(all));
                  bookmarks.add(bookmark);
                });
          }
        }
      }
      assertThat(bookmarks).hasSizeGreaterThan(10);
      assertThat(bookmarks.toString()).contains("beside");
      for (int i = 0; i < bookmarks.size(); i++) {
        List<String> both = new ArrayList<>(before.get(i));
        both.addAll(read(stream, i % 2 == 0 ? 3 : 1, Optional.of(bookmarks.get(i))).rows);
        assertThat(both).containsExactlyInAnyOrderElementsOf(all);
      }
    }
  }

  @Test
  void nothingOfASubstreamIsLostAtABookmark() {
    eachPageByItself();
    Read whole = read("visits", 2, Optional.empty());
    assertThat(whole.bookmarks).isNotEmpty();
    for (Bookmark bookmark : whole.bookmarks) {
      assertThat(bookmark.json()).doesNotContain("pass");
    }
    assertThat(read("visits", 2, Optional.of(whole.bookmarks.getFirst())).last().json())
        .contains("{\"shop\":2,\"parent_slice\":{}},\"cursor\":{\"at\":\"2026-01-08\"}");
  }

  @Test
  void theFirstFailureEndsAll() throws InterruptedException {
    server.always(
        exchange -> {
          boolean broken = server.seen(exchange).target().contains("page=1&region=r2");
          (broken ? status(404) : (LocalServer.Reply) this::answer).answer(exchange);
        });
    assertThatThrownBy(() -> read("whole", 3, Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("404");
    int asked = server.seen().size();
    assertThat(asked).isLessThan(20);
    Thread.sleep(100);
    assertThat(server.seen()).hasSize(asked);
  }

  @Test
  void anInterruptEndsTheWaitForPages() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(3);
    CountDownLatch never = new CountDownLatch(1);
    server.always(
        exchange -> {
          asked.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
          }
        });
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    read("whole", 3, Optional.empty());
                  } catch (Failure e) {
                    seen.set(e);
                  }
                });
    asked.await();
    reading.interrupt();
    assertThat(reading.join(Duration.ofSeconds(10))).isTrue();
    assertThat(seen.get()).isInstanceOf(Failure.Interrupted.class);
  }

  @Test
  void theLimitCountsForAllTogether() {
    Instant begin = around.instant();
    Manifest manifest = Manifest.parse(SHOP.replace("BASE", server.url("/api").toString()), "s");
    HttpSettings http = HttpSettings.of("shop", server.url("/")).withRate(new RatePolicy(12, true));
    try (ManifestSource source =
        new ManifestSource(manifest, Map.of(), http, around.context(), new MemoryTokenStore())) {
      source.readConcurrently(Optional.of(5L));
      assertThat(read(source, request(source, "whole")).rows).hasSize(26);
    }
    // A permit every five seconds, the first at once.
    Duration lasted = Duration.between(begin, around.instant());
    assertThat(lasted).isGreaterThanOrEqualTo(Duration.ofSeconds(5L * (server.seen().size() - 1)));
  }

  @Test
  void withoutASettingTheManifestDecides() {
    try (ManifestSource source = source(SHOP, Map.of())) {
      source.readConcurrently(Optional.empty());
      assertThat(source.concurrency()).isEqualTo(4);
      read(source, request(source, "whole"));
      assertThat(mostOpen).hasValue(4);
    }
  }
}
