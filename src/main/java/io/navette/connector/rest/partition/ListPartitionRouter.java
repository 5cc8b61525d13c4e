package io.navette.connector.rest.partition;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One part per value of a list. */
public final class ListPartitionRouter implements PartitionRouter {
  private final List<@Nullable Object> values;
  private final String field;

  private ListPartitionRouter(List<@Nullable Object> values, String field) {
    this.values = values;
    this.field = field;
  }

  /**
   * The router over the values.
   *
   * @param values a list, taken as it is, or a template that evaluates to one
   * @param cursorField the template of the field each value stands in
   */
  public static ListPartitionRouter of(
      @Nullable Object values, String cursorField, Evaluator evaluator) {
    Object list = values instanceof String text ? evaluator.evaluate(text, Map.of()) : values;
    if (!(list instanceof List<?>)) {
      throw new Failure.Configuration(
          "the values of a ListPartitionRouter are no list: " + values, "");
    }
    return new ListPartitionRouter(
        PlainValues.list(list), PythonText.of(evaluator.evaluate(cursorField, Map.of())));
  }

  @Override
  public Stream<Slice> slices() {
    return values.stream().map(this::slice);
  }

  private Slice slice(@Nullable Object value) {
    Map<String, @Nullable Object> partition = new LinkedHashMap<>();
    partition.put(field, value);
    return Slice.ofPartition(partition);
  }
}
