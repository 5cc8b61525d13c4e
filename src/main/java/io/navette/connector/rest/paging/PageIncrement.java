package io.navette.connector.rest.paging;

import io.navette.failure.Failure;
import java.util.Optional;

/** Counts pages. */
public final class PageIncrement implements PaginationStrategy {
  private final Optional<Long> pageSize;
  private final long start;
  private final boolean onFirstRequest;

  public PageIncrement(Optional<Long> pageSize, long start, boolean onFirstRequest) {
    this.pageSize = pageSize;
    this.start = start;
    this.onFirstRequest = onFirstRequest;
  }

  @Override
  public Optional<Object> first() {
    return onFirstRequest ? Optional.of(start) : Optional.empty();
  }

  @Override
  public Optional<Object> next(Page page) {
    if (page.size() == 0 || pageSize.filter(size -> size != 0 && page.size() < size).isPresent()) {
      return Optional.empty();
    }
    return switch (page.token()) {
      case null -> Optional.of(start + 1);
      case Long number -> Optional.of(number + 1);
      default -> throw new Failure.Data("the page " + page.token() + " is not a number", "");
    };
  }

  @Override
  public Optional<Long> pageSize() {
    return pageSize;
  }
}
