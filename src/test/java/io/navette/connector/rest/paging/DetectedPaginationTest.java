package io.navette.connector.rest.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.rest.value.JsonValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DetectedPaginationTest {
  private final List<String> notes = new ArrayList<>();
  private final DetectedPagination pagination = new DetectedPagination("orders", notes::add);

  private static Page page(String body, Map<String, Object> headers) throws IOException {
    return new Page(
        JsonValues.parse(body), ResponseHeaders.of(Map.copyOf(headers)), 2, Map.of(), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"next\": \"https://x.test/2\"} | next",
        "{\"links\": {\"next\": {\"href\": \"https://x.test/2\"}}} | links.next.href",
        "{\"_links\": {\"next\": {\"href\": \"https://x.test/2\"}}} | _links.next.href",
        "{\"paging\": {\"next\": {\"link\": \"https://x.test/2\"}}} | paging.next.link",
        "{\"meta\": {\"next_page_url\": \"https://x.test/2\"}} | meta.next_page_url",
        "{\"@odata.nextLink\": \"https://x.test/2\"} | '@odata.nextLink'"
      },
      quoteCharacter = '`')
  void anAddressInTheAnswerIsFollowed(String body, String place) throws IOException {
    assertThat(pagination.next(page(body, Map.of()))).contains("https://x.test/2");
    assertThat(pagination.next(page(body, Map.of()))).isPresent();
    assertThat(notes)
        .containsExactly(
            "orders: found out how pages are asked for; declare pagination: {type: next_url, path: "
                + place
                + "}");
  }

  @Test
  void aLinkInTheHeadersIsFollowed() throws IOException {
    Map<String, Object> link = Map.of("Link", "<https://x.test/2>; rel=\"next\"");
    assertThat(pagination.next(page("[]", link))).contains("https://x.test/2");
    assertThat(notes).singleElement().asString().endsWith("{type: link_header}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"has_more\": true}",
        "{\"meta\": {\"next_cursor\": \"abc\"}}",
        "{\"nextPageToken\": \"abc\"}",
        "{\"pagination\": {\"total_pages\": 3}}",
        "{\"total_count\": 3}"
      })
  void moreThanCanBeAskedForIsAFailure(String body) {
    assertThatThrownBy(() -> pagination.next(page(body, Map.of())))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("orders: there are more pages");
  }

  @Test
  void aTotalInTheHeadersIsASignToo() {
    assertThatThrownBy(() -> pagination.next(page("[]", Map.of("x-total-count", "120"))))
        .isInstanceOf(Failure.Configuration.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"next\": null, \"has_more\": false}",
        "{\"total_count\": 2, \"total_pages\": 1, \"total\": 99}",
        "{\"next\": \"step two\"}"
      })
  void onePageIsOnePage(String body) throws IOException {
    assertThat(pagination.next(page(body, Map.of()))).isEqualTo(Optional.empty());
    assertThat(notes).isEmpty();
  }
}
