package io.navette.connector.rest.paging;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PlainValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the next token in the response, its headers or the last record. */
public final class CursorPagination implements PaginationStrategy {
  private final String cursorValue;
  private final Optional<String> stopCondition;
  private final Optional<Long> pageSize;
  private final Evaluator evaluator;

  public CursorPagination(
      String cursorValue,
      Optional<String> stopCondition,
      Optional<Long> pageSize,
      Evaluator evaluator) {
    this.cursorValue = cursorValue;
    this.stopCondition = stopCondition;
    this.pageSize = pageSize;
    this.evaluator = evaluator;
  }

  @Override
  public Optional<Object> first() {
    return Optional.empty();
  }

  @Override
  public Optional<Object> next(Page page) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("response", page.body());
    context.put("headers", page.headers());
    context.put("last_page_size", (long) page.size());
    context.put("last_record", page.lastRecord());
    if (stopCondition.filter(template -> evaluator.condition(template, context)).isPresent()) {
      return Optional.empty();
    }
    return Optional.ofNullable(evaluator.evaluate(cursorValue, context))
        .filter(PlainValues::truthy);
  }

  @Override
  public Optional<Long> pageSize() {
    return pageSize;
  }
}
