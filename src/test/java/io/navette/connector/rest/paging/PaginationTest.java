package io.navette.connector.rest.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.conformance.TinyEvaluator;
import io.navette.connector.rest.value.Evaluator;
import io.navette.failure.Failure;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PaginationTest {
  private static final Evaluator EVALUATOR = new TinyEvaluator(Map.of());

  private static Page page(int size, @Nullable Object token) {
    return new Page(
        Map.of("next", "n", "limit", 3L, "done", token != null),
        ResponseHeaders.of(Map.of("Link", "<https://a.example/?p=2>; rel=\"next\"", "X-Id", "7")),
        size,
        Map.of("id", 9L),
        token);
  }

  @Test
  void pagesAreCountedUntilOneIsShort() {
    PageIncrement pages = new PageIncrement(Optional.of(2L), 1, false);
    assertThat(pages.first()).isEmpty();
    assertThat(pages.next(page(2, null))).contains(2L);
    assertThat(pages.next(page(2, 5L))).contains(6L);
    assertThat(pages.next(page(1, 5L))).isEmpty();
    assertThat(new PageIncrement(Optional.empty(), 0, true).first()).contains(0L);
    assertThat(new PageIncrement(Optional.empty(), 0, true).next(page(0, 1L))).isEmpty();
  }

  @Test
  void aShortPageEndsNothingWhereThePagesAreNumbered() {
    NumberedPages told = new NumberedPages(Optional.of(100L), 1, "{{ response.limit }}", EVALUATOR);
    assertThat(told.first()).contains(1L);
    assertThat(told.next(page(2, 1L))).contains(2L);
    assertThat(told.next(page(0, 2L))).contains(3L);
    assertThat(told.next(page(100, 3L))).isEmpty();
    NumberedPages untold = new NumberedPages(Optional.of(2L), 1, "{{ response.gone }}", EVALUATOR);
    assertThat(untold.next(page(2, 1L))).contains(2L);
    assertThat(untold.next(page(1, 2L))).isEmpty();
  }

  @Test
  void aFlagGoesBeforeTheSizeOfAPage() {
    FlaggedPages told = flagged("{{ response.done }}");
    assertThat(told.first()).contains(1L);
    assertThat(told.pageSize()).contains(2L);
    assertThat(told.next(page(1, 1L))).as("a short page, but there is more").contains(2L);
    assertThat(told.next(page(2, null))).as("a full page, but it is the last").isEmpty();
    assertThatThrownBy(() -> told.next(page(0, 1L)))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("without records");
    FlaggedPages untold = flagged("{{ response.gone }}");
    assertThat(untold.next(page(2, 1L))).contains(2L);
    assertThat(untold.next(page(1, 2L))).isEmpty();
  }

  private static FlaggedPages flagged(String more) {
    return new FlaggedPages(
        new PageIncrement(Optional.of(2L), 1, true),
        new PageIncrement(Optional.empty(), 1, true),
        more,
        EVALUATOR);
  }

  @Test
  void recordsAreCountedUntilAPageIsShort() {
    OffsetIncrement offsets =
        new OffsetIncrement(Optional.of("{{ response.limit }}"), true, EVALUATOR);
    assertThat(offsets.first()).contains(0L);
    assertThat(offsets.next(page(3, null))).contains(3L);
    assertThat(offsets.next(page(3, 6L))).contains(9L);
    assertThat(offsets.next(page(2, 6L))).isEmpty();
    assertThat(new OffsetIncrement(Optional.of("50"), false, EVALUATOR).pageSize()).contains(50L);
  }

  @Test
  void theNextTokenIsFoundWhereverItStands() {
    assertThat(next("{{ response.next }}", "")).contains("n");
    assertThat(next("{{ headers.link.next.url }}", "")).contains("https://a.example/?p=2");
    assertThat(next("{{ headers['x-id'] }}", "")).contains("7");
    assertThat(next("{{ last_record.id }}", "")).contains(9L);
    assertThat(next("{{ response.gone }}", "")).isEmpty();
    assertThat(next("{{ response.next }}", "{{ response.done }}")).isEmpty();
  }

  private static Optional<Object> next(String value, String stop) {
    Optional<String> condition = Optional.of(stop).filter(text -> !text.isEmpty());
    return new CursorPagination(value, condition, Optional.empty(), EVALUATOR).next(page(1, "t"));
  }

  @Test
  void aFeedEndsAtKnownRecords() {
    PaginationStrategy pages = new PageIncrement(Optional.empty(), 0, false);
    assertThat(new StopAtKnownRecords(pages, record -> true).next(page(1, null))).isEmpty();
    assertThat(new StopAtKnownRecords(pages, record -> false).next(page(1, null))).contains(1L);
  }
}
