package io.navette.connector.rest.write;

import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Makes the bodies of an operation's requests. */
final class Bodies {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType NDJSON = MediaType.get("application/x-ndjson");
  private static final MediaType CSV = MediaType.get("text/csv; charset=utf-8");

  private final Operation operation;
  private final Calls calls;

  Bodies(Operation operation, Calls calls) {
    this.operation = operation;
    this.calls = calls;
  }

  /** What stands for a row in a body. */
  @Nullable Object record(Row row) {
    Object template = operation.record();
    return template == null ? row.fields : calls.fill(template, row.context());
  }

  /** Bytes a row takes in a body, about. */
  long bytes(Row row) {
    return Json.of(record(row)).getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  /**
   * @param context of the request
   */
  Optional<RequestBody> body(List<Row> rows, Map<String, @Nullable Object> context) {
    if (operation.bodiless()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (operation.batch().wrap()) {
          case OBJECT, ARRAY, MAP -> document(rows, context);
          case NDJSON -> lines(rows);
          case CSV -> csv(rows);
        });
  }

  private RequestBody document(List<Row> rows, Map<String, @Nullable Object> context) {
    Object body = around(records(rows), context);
    return operation.form()
        ? BracketForm.of(body)
        : RequestBody.create(Json.of(body).getBytes(StandardCharsets.UTF_8), JSON);
  }

  private @Nullable Object records(List<Row> rows) {
    return switch (operation.batch().wrap()) {
      case MAP -> {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        rows.forEach(row -> named.put(mapKey(row), record(row)));
        yield named;
      }
      case ARRAY, NDJSON, CSV -> {
        List<@Nullable Object> list = new ArrayList<>();
        rows.forEach(row -> list.add(record(row)));
        yield list;
      }
      case OBJECT -> record(rows.getFirst());
    };
  }

  String mapKey(Row row) {
    return PythonText.of(calls.value(operation.batch().mapKey(), row.context()));
  }

  private @Nullable Object around(@Nullable Object records, Map<String, @Nullable Object> context) {
    Batching batch = operation.batch();
    List<String> keyField =
        operation.idempotency().map(Operation.Idempotency::field).orElse(List.of());
    if (batch.path().isEmpty() && batch.body() == null && keyField.isEmpty()) {
      return records;
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (calls.fill(batch.body(), context) instanceof Map<?, ?> given) {
      body.putAll(PlainValues.map(given));
    }
    if (!batch.path().isEmpty()) {
      FieldPath.of(batch.path()).put(body, records);
    } else if (records instanceof Map<?, ?> fields) {
      body.putAll(PlainValues.map(fields));
    }
    if (!keyField.isEmpty()) {
      FieldPath.of(keyField)
          .put(body, calls.value(operation.idempotency().orElseThrow().value(), context));
    }
    return body;
  }

  private RequestBody lines(List<Row> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(Json.of(record(row))).append('\n'));
    return RequestBody.create(lines.toString().getBytes(StandardCharsets.UTF_8), NDJSON);
  }

  /** RFC 4180, but for lines that end with a line feed alone, as bulk interfaces ask for it. */
  private RequestBody csv(List<Row> rows) {
    List<Map<String, @Nullable Object>> records = rows.stream().map(this::cells).toList();
    Set<String> names = new LinkedHashSet<>();
    records.forEach(record -> names.addAll(record.keySet()));
    StringBuilder text = new StringBuilder();
    line(text, new ArrayList<>(names));
    for (Map<String, @Nullable Object> record : records) {
      List<@Nullable Object> cells = new ArrayList<>();
      names.forEach(name -> cells.add(record.get(name)));
      line(text, cells);
    }
    return RequestBody.create(text.toString().getBytes(StandardCharsets.UTF_8), CSV);
  }

  /** The record of a row as one line holds it: what stands in an object has a dotted name. */
  Map<String, @Nullable Object> cells(Row row) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    flatten("", PlainValues.map(record(row)), cells);
    return cells;
  }

  private static void flatten(
      String path, Map<String, @Nullable Object> fields, Map<String, @Nullable Object> into) {
    fields.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            flatten(path + name + ".", PlainValues.map(inner), into);
          } else {
            into.put(path + name, value);
          }
        });
  }

  /** What stands in a cell. */
  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag -> flag.toString();
      case List<?> items -> Json.of(items);
      default -> PythonText.of(value);
    };
  }

  private static void line(StringBuilder text, List<? extends @Nullable Object> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String value = cell(cells.get(i));
      text.append(i == 0 ? "" : ",").append('"').append(value.replace("\"", "\"\"")).append('"');
    }
    text.append('\n');
  }
}
