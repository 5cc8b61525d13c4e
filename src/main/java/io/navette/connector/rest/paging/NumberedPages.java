package io.navette.connector.rest.paging;

import io.navette.connector.rest.value.Evaluator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts pages up to the number of them that each answer tells, so that a short page in the middle
 * ends nothing. Where an answer does not tell, a short page is the last.
 */
public final class NumberedPages implements PaginationStrategy {
  private final PageIncrement counting;
  private final long start;
  private final String pageCount;
  private final Evaluator evaluator;

  /**
   * @param pageCount a template of how many pages there are, which sees {@code response} and {@code
   *     headers}
   */
  public NumberedPages(Optional<Long> pageSize, long start, String pageCount, Evaluator evaluator) {
    this.counting = new PageIncrement(pageSize, start, true);
    this.start = start;
    this.pageCount = pageCount;
    this.evaluator = evaluator;
  }

  @Override
  public Optional<Object> first() {
    return counting.first();
  }

  @Override
  public Optional<Object> next(Page page) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("response", page.body());
    context.put("headers", page.headers());
    if (!(evaluator.evaluate(pageCount, context) instanceof Number count)) {
      return counting.next(page);
    }
    long number = page.token() instanceof Long asked ? asked : start;
    return number - start + 1 < count.longValue() ? Optional.of(number + 1) : Optional.empty();
  }

  @Override
  public Optional<Long> pageSize() {
    return counting.pageSize();
  }
}
