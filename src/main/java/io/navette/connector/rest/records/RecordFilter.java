package io.navette.connector.rest.records;

import io.navette.connector.rest.value.Evaluator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the records its condition holds for; it sees the record, the slice and the page token. */
public final class RecordFilter {
  private final String condition;
  private final Evaluator evaluator;

  public RecordFilter(String condition, Evaluator evaluator) {
    this.condition = condition;
    this.evaluator = evaluator;
  }

  public boolean keeps(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("record", record);
    return evaluator.condition(condition, seen);
  }
}
