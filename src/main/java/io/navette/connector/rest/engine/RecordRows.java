package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonWriter;
import io.navette.row.CellBytes;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts records into a batch, and those that do not fit among its rejections. */
final class RecordRows {
  private final String[] names;

  RecordRows(Schema schema) {
    this.names = schema.names().toArray(String[]::new);
  }

  static String json(@Nullable Object value) {
    return JsonWriter.write(value);
  }

  /** Returns whether it became a row. */
  boolean add(RowBatch batch, Map<String, @Nullable Object> record, long page) {
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      try {
        append(batch.cells(i), record.get(name));
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        batch.reject(
            new Rejection(
                Rejection.Stage.READ,
                json(record),
                Optional.of(name),
                String.valueOf(e.getMessage()),
                "page " + page));
        return false;
      }
    }
    batch.endRow();
    return true;
  }

  static void refuse(RowBatch batch, @Nullable Object value, long page) {
    batch.reject(
        new Rejection(
            Rejection.Stage.READ,
            RowJson.raw(json(value)),
            Optional.empty(),
            "the record is not an object",
            "page " + page));
  }

  private static void append(Cells into, @Nullable Object value) {
    if (value == null) {
      into.appendNull();
      return;
    }
    boolean nested = value instanceof Map<?, ?> || value instanceof List<?>;
    switch (into.type().kind()) {
      // What was written here needs no check.
      case JSON -> into.appendText(json(value));
      case TEXT -> CellValue.append(into, nested ? misfit(into, value) : value);
      case INSTANT -> moment(into, nested ? misfit(into, value) : value);
      default -> CellValue.append(into, nested ? misfit(into, value) : value);
    }
  }

  private static Object misfit(Cells into, Object value) {
    String shown = value instanceof Map<?, ?> ? "an object" : "a list";
    throw new CellText.Misfit(shown + " is not " + into.type());
  }

  /** What names no zone is UTC, as APIs mean it. */
  private static void moment(Cells into, Object value) {
    if (value instanceof String text && CellBytes.utc(into, text)) {
      return;
    }
    try {
      CellValue.append(into, value);
    } catch (CellText.Misfit e) {
      Optional<OffsetDateTime> moment =
          value instanceof String text ? Moments.parse(text) : Optional.empty();
      if (moment.isPresent()) {
        CellValue.append(into, moment.get().toInstant());
        return;
      }
      throw e;
    }
  }
}
