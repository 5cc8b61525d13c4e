package io.navette.connector.rest.paging;

import io.navette.connector.rest.value.Evaluator;
import io.navette.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes on as long as each answer says that there is more, so that a short page in the middle ends
 * nothing, and a full one at the end asks for no other. Where an answer does not say, a short page
 * is the last.
 */
public final class FlaggedPages implements PaginationStrategy {
  private final PaginationStrategy bySize;
  private final PaginationStrategy onAndOn;
  private final String more;
  private final Evaluator evaluator;

  /**
   * Counts as another strategy does.
   *
   * @param bySize ends with a short page
   * @param onAndOn the same, ending with an empty page only
   * @param more a template of whether there is more, which sees {@code response}, {@code headers}
   *     and the {@code token} the page was asked with
   */
  public FlaggedPages(
      PaginationStrategy bySize, PaginationStrategy onAndOn, String more, Evaluator evaluator) {
    this.bySize = bySize;
    this.onAndOn = onAndOn;
    this.more = more;
    this.evaluator = evaluator;
  }

  @Override
  public Optional<Object> first() {
    return bySize.first();
  }

  @Override
  public Optional<Object> next(Page page) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("response", page.body());
    context.put("headers", page.headers());
    context.put("token", page.token());
    if (!(evaluator.evaluate(more, context) instanceof Boolean isMore)) {
      return bySize.next(page);
    }
    if (!isMore) {
      return Optional.empty();
    }
    if (page.size() == 0) {
      throw new Failure.Data(
          "a page without records says that there are more",
          "run it again; if it fails again, tell the API's provider");
    }
    return onAndOn.next(page);
  }

  @Override
  public Optional<Long> pageSize() {
    return bySize.pageSize();
  }
}
