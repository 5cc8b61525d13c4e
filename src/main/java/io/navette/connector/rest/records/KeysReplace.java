package io.navette.connector.rest.records;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces a text in the names of all fields, nested ones too. */
public final class KeysReplace implements Transformation {
  private final String from;
  private final String to;
  private final Evaluator evaluator;

  public KeysReplace(String from, String to, Evaluator evaluator) {
    this.from = from;
    this.to = to;
    this.evaluator = evaluator;
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("record", record);
    String old = PythonText.of(evaluator.evaluate(from, seen));
    String replacement = PythonText.of(evaluator.evaluate(to, seen));
    Map<String, @Nullable Object> renamed = renamed(record, old, replacement);
    record.clear();
    record.putAll(renamed);
  }

  private static Map<String, @Nullable Object> renamed(
      Map<String, @Nullable Object> fields, String old, String replacement) {
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            renamed.put(
                name.replace(old, replacement),
                value instanceof Map<?, ?>
                    ? renamed(PlainValues.map(value), old, replacement)
                    : value));
    return renamed;
  }
}
