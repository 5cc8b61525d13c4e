package io.navette.connector.file.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.navette.connector.file.Records;
import io.navette.row.CellText;
import io.navette.row.CellText.Misfit;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns lines into typed rows. */
final class JsonlRecords implements Records {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonlLines lines;
  private final Schema schema;
  private final Map<String, Integer> positions = new HashMap<>();

  JsonlRecords(JsonlLines lines, Schema schema) {
    this.lines = lines;
    this.schema = schema;
    for (int i = 0; i < schema.size(); i++) {
      positions.put(schema.column(i).name(), i);
    }
  }

  static JsonParser parser(JsonlLines lines) throws IOException {
    return JSON.createParser(lines.buffer(), lines.start(), lines.length());
  }

  @Override
  public Step next(RowBatch into) {
    if (!lines.next()) {
      return Step.END;
    }
    try (JsonParser parser = parser(lines)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return reject(into, Optional.empty(), "the line is not a JSON object");
      }
      Optional<Problem> problem = members(parser, into);
      if (problem.isEmpty() && parser.nextToken() != null) {
        problem = Optional.of(new Problem("", "there is more on the line than one object"));
      }
      return problem
          .map(found -> reject(into, Optional.of(found.column), found.reason))
          .orElseGet(() -> complete(into));
    } catch (IOException e) {
      return reject(into, Optional.empty(), "not JSON: " + reason(e));
    }
  }

  private record Problem(String column, String reason) {}

  private Optional<Problem> members(JsonParser parser, RowBatch into) throws IOException {
    int row = into.size();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      Integer position = positions.get(name);
      if (position == null) {
        parser.skipChildren();
        continue;
      }
      Cells cells = into.cells(position);
      if (cells.size() > row) {
        return Optional.of(new Problem(name, "the object has it twice"));
      }
      try {
        value(parser, token, cells);
      } catch (Misfit e) {
        return Optional.of(new Problem(name, String.valueOf(e.getMessage())));
      }
    }
    return Optional.empty();
  }

  private void value(JsonParser parser, JsonToken token, Cells cells) throws IOException {
    ColumnType.Kind kind = cells.type().kind();
    switch (token) {
      case VALUE_NULL -> cells.appendNull();
      case START_OBJECT, START_ARRAY -> {
        String text = source(parser);
        if (kind != ColumnType.Kind.JSON && kind != ColumnType.Kind.TEXT) {
          throw new Misfit(shortened(text) + " is not of type " + cells.type());
        }
        CellText.parse(cells, text);
      }
      case VALUE_NUMBER_FLOAT -> number(parser, cells);
      case VALUE_STRING -> {
        String text = parser.getText();
        CellText.parse(cells, kind == ColumnType.Kind.JSON ? source(parser) : text);
      }
      default -> CellText.parse(cells, parser.getText());
    }
  }

  /** 1e3 is a whole number too. */
  private static void number(JsonParser parser, Cells cells) throws IOException {
    String text = parser.getText();
    boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    if (exponent && cells.type().kind() != ColumnType.Kind.JSON) {
      CellValue.append(cells, new BigDecimal(text));
    } else {
      CellText.parse(cells, text);
    }
  }

  /** The value as it stands in the file, so that not a digit is changed. */
  private String source(JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int to = (int) parser.currentLocation().getByteOffset();
    return new String(lines.buffer(), lines.start() + from, to - from, StandardCharsets.UTF_8);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** Members that are missing are null. */
  private Step complete(RowBatch into) {
    for (int i = 0; i < schema.size(); i++) {
      if (into.cells(i).size() == into.size()) {
        into.cells(i).appendNull();
      }
    }
    return Step.ROW;
  }

  private Step reject(RowBatch into, Optional<String> column, String reason) {
    into.abandonRow();
    into.reject(
        new Rejection(
            Rejection.Stage.READ,
            column.isPresent() ? lines.text() : RowJson.raw(lines.text()),
            column.filter(name -> !name.isEmpty()),
            reason,
            position()));
    return Step.REJECTED;
  }

  private static String reason(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  @Override
  public String position() {
    return "line " + lines.number();
  }

  @Override
  public void close() {
    lines.close();
  }
}
