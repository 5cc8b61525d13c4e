package io.navette.connector.rest.simple;

import io.navette.failure.Failure;
import java.util.List;
import java.util.Optional;

/** The paginator a block {@code pagination} stands for. */
final class RestPagination {
  private final Fields pagination;
  private final String type;

  private RestPagination(Fields pagination) {
    this.pagination = pagination;
    this.type = pagination.text("type").orElse("auto");
  }

  static Component of(Fields pagination) {
    return new RestPagination(pagination).paginator();
  }

  private Component paginator() {
    return switch (type) {
      case "auto" ->
          Component.of("DefaultPaginator")
              .with("pagination_strategy", Component.of("navette:DetectedPagination"))
              .with("page_token_option", Component.of("RequestPath"));
      case "none" -> Component.of("NoPagination");
      case "page" ->
          numbered(
              Component.of("PageIncrement")
                  .with("start_from_page", pagination.whole("start").orElse(1L)));
      case "offset" -> {
        pagination.required("size", type);
        yield numbered(Component.of("OffsetIncrement"));
      }
      case "cursor" -> paginator(body(), option(pagination.text("param").orElse("cursor")));
      case "next_url" -> paginator(body(), Component.of("RequestPath"));
      case "link_header" ->
          paginator(
              Component.of("CursorPagination")
                  .with("cursor_value", "{{ headers['link']['next']['url'] }}")
                  .with("stop_condition", "{{ 'next' not in headers['link'] }}"),
              Component.of("RequestPath"));
      default ->
          throw new Failure.Configuration(
              "pagination.type is " + type,
              "choose one of " + String.join(", ", RestSettings.PAGINATION));
    };
  }

  private Component numbered(Component strategy) {
    return paginator(
        strategy.with("inject_on_first_request", true),
        option(pagination.text("param").orElse(type)));
  }

  private Component paginator(Component strategy, Component token) {
    Component paginator =
        Component.of("DefaultPaginator")
            .with("pagination_strategy", strategy.with("page_size", pagination.whole("size")))
            .with("page_token_option", token);
    Optional<String> name = pagination.text("size_param");
    if (name.isPresent()) {
      pagination.required("size", "pagination.size_param");
      paginator.with("page_size_option", option(name.get()));
    }
    return paginator;
  }

  /** The next token stands in the answer; an answer without it is the last. */
  private Component body() {
    String path = pagination.required("path", type);
    String place =
        place(
            path.matches("'.*'")
                ? List.of(path.substring(1, path.length() - 1))
                : List.of(path.split("\\.", -1)));
    return Component.of("CursorPagination")
        .with("cursor_value", "{{ " + place + " }}")
        .with("stop_condition", "{{ not " + place + " }}");
  }

  private static String place(List<String> names) {
    String place = "response";
    for (int i = 0; i < names.size(); i++) {
      String found = place + ".get('" + names.get(i).replace("'", "\\'") + "')";
      place = i < names.size() - 1 ? "(" + found + " or {})" : found;
    }
    return place;
  }

  private Component option(String name) {
    boolean body = "body".equals(pagination.text("in").orElse("params"));
    return Component.option(body ? "body_json" : "request_parameter", name);
  }
}
