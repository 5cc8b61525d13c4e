package io.navette.connector.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as JSON_ARRAY has them: lists of texts and nulls. */
final class PrintedRows {
  private PrintedRows() {}

  static List<@Nullable String[]> of(JsonNode list) {
    List<@Nullable String[]> rows = new ArrayList<>(list.size());
    for (JsonNode row : list) {
      @Nullable String[] cells = new String[row.size()];
      for (int i = 0; i < cells.length; i++) {
        JsonNode cell = row.path(i);
        cells[i] = cell.isNull() ? null : cell.asText();
      }
      rows.add(cells);
    }
    return rows;
  }
}
