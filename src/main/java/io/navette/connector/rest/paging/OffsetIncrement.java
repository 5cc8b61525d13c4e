package io.navette.connector.rest.paging;

import io.navette.connector.rest.value.Evaluator;
import io.navette.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts records. The page size may be a template that sees the response. */
public final class OffsetIncrement implements PaginationStrategy {
  private final Optional<String> pageSize;
  private final boolean onFirstRequest;
  private final Evaluator evaluator;

  public OffsetIncrement(Optional<String> pageSize, boolean onFirstRequest, Evaluator evaluator) {
    this.pageSize = pageSize;
    this.onFirstRequest = onFirstRequest;
    this.evaluator = evaluator;
  }

  @Override
  public Optional<Object> first() {
    return onFirstRequest ? Optional.of(0L) : Optional.empty();
  }

  @Override
  public Optional<Object> next(Page page) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("response", page.body());
    if (page.size() == 0 || size(context).filter(size -> page.size() < size).isPresent()) {
      return Optional.empty();
    }
    return switch (page.token()) {
      case null -> Optional.of((long) page.size());
      case Long offset -> Optional.of(offset + page.size());
      default -> throw new Failure.Data("the offset " + page.token() + " is not a number", "");
    };
  }

  @Override
  public Optional<Long> pageSize() {
    return size(Map.of());
  }

  private Optional<Long> size(Map<String, @Nullable Object> context) {
    return pageSize.map(
        template -> {
          if (evaluator.evaluate(template, context) instanceof Long size) {
            return size;
          }
          throw new Failure.Configuration(
              "the page size " + template + " is not a whole number", "");
        });
  }
}
