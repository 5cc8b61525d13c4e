package io.navette.connector.file.jsonl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.navette.connector.file.SeenTypes;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.io.IOException;

/** Derives the columns and their types from all of a file's values. */
final class JsonlTypes {
  private static final int SAFE_DIGITS = 18;

  private JsonlTypes() {}

  /** Lines that are no object are passed over here; reading them rejects them. */
  static Schema derive(JsonlLines lines) {
    SeenTypes seen = new SeenTypes();
    while (lines.next()) {
      line(lines, seen);
    }
    return seen.schema(ColumnType.TEXT);
  }

  private static void line(JsonlLines lines, SeenTypes seen) {
    try (JsonParser parser = JsonlRecords.parser(lines)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        members(parser, seen);
      }
    } catch (IOException e) {
      // The rest of the line is unreadable; what stands before it was seen.
      return;
    }
  }

  private static void members(JsonParser parser, SeenTypes seen) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int column = seen.column(name);
      JsonToken token = parser.nextToken();
      if (token != JsonToken.VALUE_NULL) {
        seen.see(column, type(token, parser));
      }
      parser.skipChildren();
    }
  }

  private static ColumnType type(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> ColumnType.BOOLEAN;
      case VALUE_NUMBER_INT ->
          parser.getTextLength() <= SAFE_DIGITS ? ColumnType.INTEGER : ColumnType.DECIMAL;
      case VALUE_NUMBER_FLOAT -> ColumnType.DECIMAL;
      case START_OBJECT, START_ARRAY -> ColumnType.JSON;
      default -> ColumnType.TEXT;
    };
  }
}
