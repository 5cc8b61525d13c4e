package io.navette.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results and events as JSON: durations in seconds, instants in ISO 8601. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** One object on one line. */
  static String object(Map<String, ? extends @Nullable Object> members) {
    return written(json -> write(json, members));
  }

  /** An array of objects, each on a line of its own. */
  static String array(Table table) {
    StringBuilder text = new StringBuilder("[");
    for (List<@Nullable Object> row : table.rows()) {
      text.append(text.length() == 1 ? "\n  " : ",\n  ");
      text.append(written(json -> writeRow(json, table.columns(), row)));
    }
    return text.append(table.isEmpty() ? "]" : "\n]").toString();
  }

  private static void writeRow(
      JsonGenerator json, List<Table.Column> columns, List<@Nullable Object> row)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      json.writeFieldName(columns.get(i).name());
      write(json, row.get(i));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Duration duration -> json.writeNumber(BigDecimal.valueOf(duration.toMillis(), 3));
      case JsonText text -> json.writeRawValue(text.json());
      case Map<?, ?> map -> writeMap(json, map);
      case List<?> list -> writeList(json, list);
      default -> json.writeString(value.toString());
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeList(JsonGenerator json, List<?> list) throws IOException {
    json.writeStartArray();
    for (Object element : list) {
      write(json, element);
    }
    json.writeEndArray();
  }

  private static String written(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writing.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private interface Writing {
    void write(JsonGenerator json) throws IOException;
  }
}
