package io.navette.connector.rest.write;

import io.navette.connector.IdMap;
import io.navette.connector.rest.value.PlainValues;
import io.navette.row.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row on its way to an API. Used by one thread. */
final class Row {
  /** The values of its key as text. */
  final String key;

  /** The values of the key's columns, in their order. */
  final List<@Nullable Object> keys;

  /** The names of those columns. */
  List<String> keyColumns = List.of();

  /** What templates see of the object it is written to. */
  Map<String, @Nullable Object> object = Map.of();

  /** By column. */
  final Map<String, @Nullable Object> values;

  /** As it is kept when it is rejected. */
  final String json;

  /** By what the history knows it: its key, but where the same key may be added again. */
  String historyKey;

  /** Whether it was sent another way already, as the first turned out to be the wrong one. */
  boolean rerouted;

  Optional<IdMap.Known> known = Optional.empty();
  Optional<String> remoteId = Optional.empty();

  /** What the target holds, where that was looked up; null where it is not there. */
  @Nullable Map<String, @Nullable Object> existing;

  /** What is sent, once the operation is known. */
  Map<String, @Nullable Object> fields = Map.of();

  /** The hash of that. */
  String content = "";

  /** By what the API recognises the row when it arrives again. */
  String idempotencyKey = "";

  Row(String key, List<@Nullable Object> keys, Map<String, @Nullable Object> values, String json) {
    this.key = key;
    this.historyKey = key;
    this.keys = keys;
    this.values = values;
    this.json = json;
  }

  /** What templates see of it. */
  Map<String, @Nullable Object> context() {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put("record", values);
    context.put("object", object);
    context.put("fields", fields);
    context.put("key", keys.size() == 1 ? keys.getFirst() : key);
    context.put("key_parts", keys);
    context.put("key_columns", keyColumns);
    context.put("row_key", key);
    context.put("remote_id", remoteId.orElse(""));
    context.put("existing", existing == null ? Map.of() : PlainValues.copy(existing));
    context.put("idempotency_key", idempotencyKey);
    return context;
  }

  Rejection rejection(String reason) {
    return new Rejection(Rejection.Stage.WRITE, json, Optional.empty(), reason, "");
  }

  /** How a person is told which row it is. */
  String shown() {
    return key.length() > 80 ? key.substring(0, 80) + "..." : key;
  }
}
