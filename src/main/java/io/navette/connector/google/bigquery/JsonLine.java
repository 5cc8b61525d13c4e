package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A row as a line of newline-delimited JSON, exactly: decimals and large integers as texts, bytes
 * in base64, points in time with their zone
 * (cloud.google.com/bigquery/docs/loading-data-cloud-storage-json).
 */
final class JsonLine {
  private JsonLine() {}

  /**
   * One row.
   *
   * @param numberColumn the name under which the row's number stands
   * @param shapes of the lists and records, by their columns
   * @throws CellText.Misfit when JSON is not of its column's shape
   */
  static String of(
      RowBatch batch, int row, String numberColumn, long number, Map<String, Shape> shapes) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Api.JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField(numberColumn, number);
      for (int column = 0; column < batch.schema().size(); column++) {
        Cells cells = batch.cells(column);
        if (!cells.isNull(row)) {
          String name = batch.schema().column(column).name();
          Shape shape = shapes.get(name);
          json.writeFieldName(name);
          if (shape == null) {
            value(json, cells, row);
          } else {
            json.writeRawValue(shape.fitted(name, CellText.format(cells, row)).toString());
          }
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  private static void value(JsonGenerator json, Cells cells, int row) throws IOException {
    switch (cells.type().kind()) {
      case BOOLEAN -> json.writeBoolean(cells.booleanAt(row));
      case BYTES -> json.writeString(Base64.getEncoder().encodeToString(cells.bytesAt(row)));
      case JSON -> json.writeRawValue(cells.textAt(row).replace("\n", " ").replace("\r", " "));
      case INTEGER, DECIMAL, DOUBLE, TEXT, DATE, TIME, DATETIME, INSTANT, UUID ->
          json.writeString(CellText.format(cells, row));
    }
  }

  /** The row of a line. */
  static RowBatch read(String line, Schema schema) {
    RowBatch batch = new RowBatch(schema);
    JsonNode row;
    try {
      row = Api.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of our own", e);
    }
    for (int column = 0; column < schema.size(); column++) {
      read(batch.cells(column), row.path(schema.column(column).name()));
    }
    batch.endRow();
    return batch;
  }

  private static void read(Cells into, JsonNode value) {
    if (value.isMissingNode()) {
      into.appendNull();
      return;
    }
    switch (into.type().kind()) {
      case BYTES -> CellValue.append(into, Base64.getDecoder().decode(value.asText()));
      case JSON -> into.appendText(value.toString());
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, TEXT, DATE, TIME, DATETIME, INSTANT, UUID ->
          CellText.parse(into, value.asText());
    }
  }
}
