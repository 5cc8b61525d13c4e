package io.navette.connector.rest.write;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that wait for one operation until they fill a batch. */
final class Channel {
  private final Operation operation;
  private final Fields fields;
  private final Dispatch dispatch;
  private final List<String> existingPath;
  private final boolean preview;
  private final List<Row> waiting = new ArrayList<>();
  private long bytes;
  private String group = "";
  private long requests;

  /**
   * @param existingPath where a record holds what can be written
   * @param preview whether requests are only counted
   */
  Channel(
      Operation operation,
      Fields fields,
      Dispatch dispatch,
      List<String> existingPath,
      boolean preview) {
    this.operation = operation;
    this.fields = fields;
    this.dispatch = dispatch;
    this.existingPath = existingPath;
    this.preview = preview;
  }

  Operation operation() {
    return operation;
  }

  /** Requests so far, those of refusals and repetitions left out. */
  long requests() {
    return requests;
  }

  boolean doubtful() {
    return dispatch.doubtful();
  }

  /** What would be sent of a row; it is not queued. */
  Map<String, @Nullable Object> fields(Row row) {
    return fields.of(row, existingPath, true);
  }

  /** Queues a row; returns what became of the rows of the batches that are full now. Blocks. */
  List<Result> add(Row row) {
    fill(row);
    List<Result> results = new ArrayList<>();
    String own = dispatch.group(row);
    if (!own.equals(group)) {
      results.addAll(flush());
      group = own;
    }
    if (operation.batch().maxBytes() < Long.MAX_VALUE) {
      long size = dispatch.bytes(row);
      if (!waiting.isEmpty() && bytes + size > operation.batch().maxBytes()) {
        results.addAll(flush());
      }
      bytes += size;
    }
    waiting.add(row);
    if (waiting.size() >= operation.batch().maxRecords()) {
      results.addAll(flush());
    }
    return results;
  }

  private void fill(Row row) {
    row.fields = operation.replaces() ? completed(row, fields(row)) : fields(row);
  }

  private Map<String, @Nullable Object> completed(Row row, Map<String, @Nullable Object> given) {
    Object held =
        existingPath.isEmpty() ? row.existing : FieldPath.of(existingPath).get(row.existing);
    if (!(held instanceof Map<?, ?>)) {
      return given;
    }
    Map<String, @Nullable Object> whole = PlainValues.copyOf(PlainValues.map(held));
    overlay(given, whole);
    return whole;
  }

  private static void overlay(
      Map<String, @Nullable Object> given, Map<String, @Nullable Object> whole) {
    given.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> && whole.get(name) instanceof Map<?, ?> held) {
            overlay(PlainValues.map(value), PlainValues.map(held));
          } else {
            whole.put(name, value);
          }
        });
  }

  /** Sends what waits. Blocks. */
  List<Result> flush() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Row> rows = List.copyOf(waiting);
    waiting.clear();
    bytes = 0;
    requests += dispatch.requests();
    return preview ? List.of() : dispatch.send(rows, this::fill);
  }
}
