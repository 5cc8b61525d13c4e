package io.navette.connector.supplier;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Turns a JSON document with a list of records into a record a line. */
final class JsonRecords {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonRecords() {}

  /**
   * Writes the records that stand at the path, be it a list or one alone.
   *
   * @param path the names that lead there; empty for the document itself
   * @throws IOException saying where it is no JSON, or has nothing at the path
   */
  static void toLines(Path file, List<String> path, Path lines) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile());
        OutputStream out = Files.newOutputStream(lines)) {
      parser.nextToken();
      for (String name : path) {
        enter(parser, name);
      }
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        write(parser, out);
        return;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        write(parser, out);
      }
    }
  }

  private static void enter(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        parser.nextToken();
        if (found) {
          return;
        }
        parser.skipChildren();
      }
    }
    throw new IOException("nothing stands at \"" + name + "\" of files.records_path");
  }

  private static void write(JsonParser parser, OutputStream out) throws IOException {
    out.write(JSON.writeValueAsBytes(JSON.readTree(parser)));
    out.write('\n');
  }
}
