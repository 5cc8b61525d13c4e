package io.navette.connector.rest.paging;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * For an API whose pagination nobody declared: follows the address of the next page where the
 * answer gives one at a usual place, and fails where the answer shows that there is more but not
 * how to ask for it, since what is missing would be missed silently.
 */
public final class DetectedPagination implements PaginationStrategy {
  private static final List<String> BLOCKS =
      List.of("", "meta", "pagination", "paging", "page", "links", "_links", "page_info");
  private static final List<String> ADDRESSES =
      List.of("next", "next.href", "next.url", "next.link", "next_url", "nextUrl", "next_page_url");
  private static final List<String> TOKENS =
      List.of("next_cursor", "nextCursor", "next_page_token", "nextPageToken", "next_token");
  private static final List<String> FLAGS = List.of("has_more", "hasMore", "has_next", "hasNext");
  private static final List<String> PAGES = List.of("total_pages", "totalPages", "last_page");
  private static final List<String> TOTALS =
      List.of("total_count", "totalCount", "total_results", "totalResults");

  private final String stream;
  private final Consumer<String> notes;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Follows a stream.
   *
   * @param notes is told once what was found
   */
  public DetectedPagination(String stream, Consumer<String> notes) {
    this.stream = stream;
    this.notes = notes;
  }

  @Override
  public Optional<Object> first() {
    return Optional.empty();
  }

  @Override
  public Optional<Object> next(Page page) {
    if (FieldPath.of(List.of("link", "next", "url")).get(page.headers()) instanceof String url) {
      say("{type: link_header}");
      return Optional.of(url);
    }
    if (!(page.body() instanceof Map<?, ?> answer)) {
      refuseIf(page.token() == null && more(page), "the header X-Total-Count", "page");
      return Optional.empty();
    }
    Map<String, @Nullable Object> body = PlainValues.map(answer);
    Optional<String> place = place(body, ADDRESSES, DetectedPagination::isAddress);
    place = place.or(() -> odata(body));
    if (place.isPresent()) {
      say("{type: next_url, path: " + place.get() + "}");
      return Optional.ofNullable(value(body, place.get()));
    }
    if (page.token() == null && page.size() > 0) {
      refuse(body, page);
    }
    return Optional.empty();
  }

  private void refuse(Map<String, @Nullable Object> body, Page page) {
    refuse(place(body, TOKENS, value -> value instanceof String text && !text.isEmpty()), "cursor");
    refuse(place(body, FLAGS, Boolean.TRUE::equals), "page, offset or cursor");
    refuse(place(body, PAGES, value -> exceeds(value, 1)), "page");
    refuse(place(body, TOTALS, value -> exceeds(value, page.size())), "page or offset");
    refuseIf(more(page), "the header X-Total-Count", "page or offset");
  }

  private void refuse(Optional<String> place, String type) {
    place.ifPresent(found -> refuseIf(true, "\"" + found + "\" of the answer", type));
  }

  private void refuseIf(boolean found, String sign, String type) {
    if (found) {
      throw new Failure.Configuration(
          stream + ": there are more pages, as " + sign + " says, and none was declared",
          "declare pagination with the type "
              + type
              + ", or {type: none} if the first page is all there is");
    }
  }

  private static boolean more(Page page) {
    return page.headers().get("X-Total-Count") instanceof String text
        && text.matches("[0-9]{1,18}")
        && Long.parseLong(text) > page.size();
  }

  private void say(String declaration) {
    if (!told.getAndSet(true)) {
      notes.accept(
          stream + ": found out how pages are asked for; declare pagination: " + declaration);
    }
  }

  private static Optional<String> odata(Map<String, @Nullable Object> body) {
    return isAddress(body.get("@odata.nextLink"))
        ? Optional.of("'@odata.nextLink'")
        : Optional.empty();
  }

  private static Optional<String> place(
      Map<String, @Nullable Object> body, List<String> names, Predicate<@Nullable Object> fits) {
    return BLOCKS.stream()
        .flatMap(block -> names.stream().map(name -> block.isEmpty() ? name : block + "." + name))
        .filter(place -> fits.test(value(body, place)))
        .findFirst();
  }

  private static @Nullable Object value(Map<String, @Nullable Object> body, String place) {
    return place.startsWith("'")
        ? body.get(place.substring(1, place.length() - 1))
        : FieldPath.of(List.of(place.split("[.]", -1))).get(body);
  }

  private static boolean isAddress(@Nullable Object value) {
    return value instanceof String text && text.matches("https?://.+");
  }

  private static boolean exceeds(@Nullable Object value, long most) {
    return value instanceof Number number
        && new BigDecimal(number.toString()).compareTo(BigDecimal.valueOf(most)) > 0;
  }

  @Override
  public Optional<Long> pageSize() {
    return Optional.empty();
  }
}
