package io.navette.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.Optional;

/** Turns a kept rejection's row back into cells. */
final class RowParser {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private RowParser() {}

  /** Adds the row, or a rejection that says why it still can't be read. */
  static void append(RowBatch batch, Rejection kept) {
    try {
      JsonNode row = JSON.readTree(kept.row());
      if (row.has("_raw")) {
        refuse(batch, kept, Optional.empty(), kept.reason());
        return;
      }
      append(batch, kept, row);
    } catch (JsonProcessingException e) {
      refuse(batch, kept, Optional.empty(), "the kept row is not JSON: " + e.getOriginalMessage());
    }
  }

  private static void append(RowBatch batch, Rejection kept, JsonNode row) {
    for (int i = 0; i < batch.schema().size(); i++) {
      Column column = batch.schema().column(i);
      try {
        cell(batch.cells(i), row.path(column.name()));
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        refuse(batch, kept, Optional.of(column.name()), String.valueOf(e.getMessage()));
        return;
      }
    }
    batch.endRow();
  }

  private static void cell(Cells cells, JsonNode value) {
    boolean json = cells.type().kind() == ColumnType.Kind.JSON;
    if (value.isMissingNode() || value.isNull()) {
      cells.appendNull();
    } else if (json || value.isContainerNode()) {
      CellText.parse(cells, value.toString());
    } else if (value.isBigDecimal()) {
      CellText.parse(cells, value.decimalValue().toPlainString());
    } else {
      CellText.parse(cells, value.asText());
    }
  }

  private static void refuse(
      RowBatch batch, Rejection kept, Optional<String> column, String reason) {
    batch.reject(new Rejection(Rejection.Stage.READ, kept.row(), column, reason, kept.position()));
  }
}
