package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.connector.warehouse.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that come with a token for the next page: of a query's result, or of a table. */
final class ResultPages implements Pages {
  private final Function<String, JsonNode> fetch;
  private final List<JsonNode> fields;
  private Optional<String> next = Optional.of("");

  /**
   * @param fetch takes a page's token, empty for the first
   * @param fields of the schema, in the order of the cells
   */
  ResultPages(Function<String, JsonNode> fetch, List<JsonNode> fields) {
    this.fetch = fetch;
    this.fields = List.copyOf(fields);
  }

  @Override
  public Optional<List<@Nullable String[]>> next() {
    if (next.isEmpty()) {
      return Optional.empty();
    }
    JsonNode page = fetch.apply(next.get());
    next = Optional.of(page.path("pageToken").asText()).filter(token -> !token.isEmpty());
    List<@Nullable String[]> rows = new ArrayList<>();
    for (JsonNode row : page.path("rows")) {
      @Nullable String[] cells = new String[fields.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = PrintedCell.text(fields.get(i), row.path("f").path(i).path("v"));
      }
      rows.add(cells);
    }
    return Optional.of(rows);
  }

  @Override
  public void close() {
    next = Optional.empty();
  }
}
