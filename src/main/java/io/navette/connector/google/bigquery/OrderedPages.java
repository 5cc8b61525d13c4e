package io.navette.connector.google.bigquery;

import io.navette.connector.warehouse.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages whose cells stand in another order. */
final class OrderedPages implements Pages {
  private final Pages pages;
  private final int[] positions;

  OrderedPages(Pages pages, List<String> given, List<String> wanted) {
    this.pages = pages;
    this.positions = wanted.stream().mapToInt(given::indexOf).toArray();
  }

  @Override
  public Optional<List<@Nullable String[]>> next() {
    return pages.next().map(this::ordered);
  }

  private List<@Nullable String[]> ordered(List<@Nullable String[]> rows) {
    List<@Nullable String[]> ordered = new ArrayList<>();
    for (@Nullable String[] row : rows) {
      @Nullable String[] cells = new String[positions.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row[positions[i]];
      }
      ordered.add(cells);
    }
    return ordered;
  }

  @Override
  public void close() {
    pages.close();
  }
}
