package io.navette.connector.rest.paging;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pages as another strategy does, until a page ends with a record that was read in a run before.
 */
public final class StopAtKnownRecords implements PaginationStrategy {
  private final PaginationStrategy inner;
  private final Predicate<Map<String, @Nullable Object>> isKnown;

  public StopAtKnownRecords(
      PaginationStrategy inner, Predicate<Map<String, @Nullable Object>> isKnown) {
    this.inner = inner;
    this.isKnown = isKnown;
  }

  @Override
  public Optional<Object> first() {
    return inner.first();
  }

  @Override
  public Optional<Object> next(Page page) {
    Map<String, @Nullable Object> last = page.lastRecord();
    return last != null && isKnown.test(last) ? Optional.empty() : inner.next(page);
  }

  @Override
  public Optional<Long> pageSize() {
    return inner.pageSize();
  }
}
