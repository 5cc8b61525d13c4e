package io.navette.connector.rest.engine;

import io.navette.connector.rest.paging.CursorPagination;
import io.navette.connector.rest.paging.DetectedPagination;
import io.navette.connector.rest.paging.FlaggedPages;
import io.navette.connector.rest.paging.NumberedPages;
import io.navette.connector.rest.paging.OffsetIncrement;
import io.navette.connector.rest.paging.Page;
import io.navette.connector.rest.paging.PageIncrement;
import io.navette.connector.rest.paging.PaginationStrategy;
import io.navette.connector.rest.paging.StopAtKnownRecords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks for one page after the other. */
final class Paginator {
  private final PaginationStrategy strategy;
  private final Optional<Component> sizeOption;
  private final Optional<Component> tokenOption;

  private Paginator(
      PaginationStrategy strategy,
      Optional<Component> sizeOption,
      Optional<Component> tokenOption) {
    this.strategy = strategy;
    this.sizeOption = sizeOption;
    this.tokenOption = tokenOption;
  }

  /**
   * The paginator of a stream.
   *
   * @param notes is told what was found out about pages nobody declared
   */
  static Paginator of(Optional<Component> paginator, String stream, Consumer<String> notes) {
    if (paginator.isEmpty() || paginator.get().type().equals("NoPagination")) {
      return new Paginator(new OnePage(), Optional.empty(), Optional.empty());
    }
    Component found = paginator.get();
    return new Paginator(
        strategy(found.needed("pagination_strategy"), stream, notes),
        found.child("page_size_option"),
        found.child("page_token_option"));
  }

  private static PaginationStrategy strategy(
      Component strategy, String stream, Consumer<String> notes) {
    boolean onFirst = strategy.flag("inject_on_first_request");
    return switch (strategy.type()) {
      case "PageIncrement" ->
          new PageIncrement(
              strategy.integer("page_size"),
              strategy.integer("start_from_page").orElse(0L),
              onFirst);
      case "navette:NumberedPages" ->
          new NumberedPages(
              strategy.integer("page_size"),
              strategy.integer("start_from_page").orElse(1L),
              strategy.template("page_count").orElse(""),
              strategy.evaluator());
      case "navette:FlaggedPages" -> flagged(strategy, stream, notes);
      case "OffsetIncrement" ->
          new OffsetIncrement(strategy.template("page_size"), onFirst, strategy.evaluator());
      case "navette:DetectedPagination" -> new DetectedPagination(stream, notes);
      case "CursorPagination" ->
          new CursorPagination(
              strategy.template("cursor_value").orElse(""),
              strategy.template("stop_condition"),
              strategy.integer("page_size"),
              strategy.evaluator());
      default -> throw strategy.unsupported("the pagination");
    };
  }

  private static PaginationStrategy flagged(
      Component strategy, String stream, Consumer<String> notes) {
    Component pages = strategy.needed("pages");
    Map<String, @Nullable Object> unsized = new LinkedHashMap<>(pages.fields());
    unsized.remove("page_size");
    return new FlaggedPages(
        strategy(pages, stream, notes),
        strategy(new Component(unsized, pages.evaluator()), stream, notes),
        strategy.template("more").orElse(""),
        strategy.evaluator());
  }

  /** The same, ending with a page whose last record is known. */
  Paginator stoppingAt(Predicate<Map<String, @Nullable Object>> isKnown) {
    return new Paginator(new StopAtKnownRecords(strategy, isKnown), sizeOption, tokenOption);
  }

  PaginationStrategy strategy() {
    return strategy;
  }

  void inject(RequestParts parts, @Nullable Object token) {
    if (token != null) {
      tokenOption.ifPresent(option -> parts.inject(option, token));
    }
    sizeOption.ifPresent(
        option -> strategy.pageSize().ifPresent(size -> parts.inject(option, size)));
  }

  private static final class OnePage implements PaginationStrategy {
    @Override
    public Optional<Object> first() {
      return Optional.empty();
    }

    @Override
    public Optional<Object> next(Page page) {
      return Optional.empty();
    }

    @Override
    public Optional<Long> pageSize() {
      return Optional.empty();
    }
  }
}
