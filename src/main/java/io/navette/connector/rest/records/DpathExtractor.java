package io.navette.connector.rest.records;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records from a path, wildcards allowed. A list is its items; a single value is one
 * record, unless it is empty.
 */
public final class DpathExtractor implements RecordExtractor {
  private final FieldPath path;
  private final Optional<RecordExpander> expander;

  public DpathExtractor(FieldPath path, Optional<RecordExpander> expander) {
    this.path = path;
    this.expander = expander;
  }

  /** A path whose steps may be templates; one that comes to nothing is no step. */
  public static FieldPath path(List<?> steps, Evaluator evaluator) {
    List<String> evaluated = new ArrayList<>();
    for (Object step : steps) {
      Object value =
          step instanceof String template ? evaluator.evaluate(template, Map.of()) : step;
      String text = value == null ? "" : PythonText.of(value);
      if (!text.isEmpty()) {
        evaluated.add(text);
      }
    }
    return FieldPath.of(evaluated);
  }

  @Override
  public List<@Nullable Object> extract(@Nullable Object body) {
    Object found = path.isEmpty() ? body : path.hasWildcard() ? path.all(body) : path.get(body);
    List<@Nullable Object> records = new ArrayList<>();
    if (found instanceof List<?>) {
      records.addAll(PlainValues.list(found));
    } else if (PlainValues.truthy(found)) {
      records.add(found);
    }
    if (expander.isEmpty()) {
      return records;
    }
    List<@Nullable Object> expanded = new ArrayList<>();
    records.forEach(record -> expanded.addAll(expander.get().expand(record)));
    return expanded;
  }
}
