package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a list or record of a table looks like, which JSON has to fit before it is loaded. Fields
 * are told apart by their exact names.
 *
 * @param field as the REST API tells it (TableFieldSchema)
 */
record Shape(JsonNode field) {
  private static final ObjectReader EXACT =
      Api.JSON.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** The lists and records of a table, by their columns. */
  static Map<String, Shape> of(JsonNode schema) {
    Map<String, Shape> shapes = new HashMap<>();
    for (JsonNode field : schema.path("fields")) {
      Shape shape = new Shape(field);
      if (shape.isList() || shape.isRecord()) {
        shapes.put(shape.name(), shape);
      }
    }
    return Map.copyOf(shapes);
  }

  private String name() {
    return field.path("name").asText();
  }

  private boolean isList() {
    return field.path("mode").asText().equals("REPEATED");
  }

  private boolean isRecord() {
    String type = field.path("type").asText();
    return type.equals("RECORD") || type.equals("STRUCT");
  }

  /** The field of a staging table, where a record may be missing. */
  ObjectNode staged() {
    ObjectNode staged = field.deepCopy();
    return isList() ? staged : staged.put("mode", "NULLABLE");
  }

  /**
   * A value as a load takes it.
   *
   * @param column for messages
   * @throws CellText.Misfit that says where it does not fit
   */
  JsonNode fitted(String column, String json) {
    try {
      return fitted(column, EXACT.readTree(json));
    } catch (JsonProcessingException e) {
      throw new CellText.Misfit(column + ": no JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode fitted(String path, JsonNode value) {
    if (!isList()) {
      return single(path, value);
    }
    if (!value.isArray()) {
      throw new CellText.Misfit(path + ": a list is wanted, not " + value);
    }
    ArrayNode list = Api.JSON.createArrayNode();
    for (JsonNode item : value) {
      String place = path + "[" + list.size() + "]";
      if (item.isNull()) {
        throw new CellText.Misfit(place + ": a list of BigQuery holds no null");
      }
      list.add(single(place, item));
    }
    return list;
  }

  private JsonNode single(String path, JsonNode value) {
    return isRecord() ? recordOf(path, value) : scalar(path, value);
  }

  private ObjectNode recordOf(String path, JsonNode value) {
    if (!value.isObject()) {
      throw new CellText.Misfit(path + ": an object is wanted, not " + value);
    }
    ObjectNode fitted = Api.JSON.createObjectNode();
    Set<String> unknown = new HashSet<>();
    value.fieldNames().forEachRemaining(unknown::add);
    for (JsonNode each : field.path("fields")) {
      Shape member = new Shape(each);
      String place = path + "." + member.name();
      JsonNode given = value.path(member.name());
      unknown.remove(member.name());
      if (!given.isMissingNode() && !given.isNull()) {
        fitted.set(member.name(), member.fitted(place, given));
      } else if (each.path("mode").asText().equals("REQUIRED")) {
        throw new CellText.Misfit(place + " is missing, and is required");
      }
    }
    unknown.stream()
        .min(String::compareTo)
        .ifPresent(
            name -> {
              throw new CellText.Misfit(path + " has no field " + name);
            });
    return fitted;
  }

  private JsonNode scalar(String path, JsonNode value) {
    ColumnType type = BigQueryTypes.scalar(field);
    if (type.kind() == ColumnType.Kind.JSON) {
      return value;
    }
    if (value.isContainerNode()) {
      throw new CellText.Misfit(
          path + ": a " + field.path("type").asText() + " is wanted, not " + value);
    }
    String text = value.asText();
    try {
      if (type.kind() == ColumnType.Kind.BYTES) {
        Base64.getDecoder().decode(text);
      } else {
        CellText.parse(new Cells(type), text);
      }
    } catch (CellText.Misfit | IllegalArgumentException e) {
      throw new CellText.Misfit(path + ": " + e.getMessage());
    }
    return TextNode.valueOf(text);
  }
}
