package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value as results hold it: every scalar as text, a record as its list of values, without their
 * names.
 */
final class PrintedCell {
  private static final Set<String> RECORDS = Set.of("RECORD", "STRUCT");

  private PrintedCell() {}

  /** A scalar's text, or a list or record as JSON with its fields' names; null for null. */
  static @Nullable String text(JsonNode field, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    boolean nested =
        field.path("mode").asText().equals("REPEATED")
            || RECORDS.contains(field.path("type").asText());
    return nested ? json(field, value, true).toString() : value.asText();
  }

  private static JsonNode json(JsonNode field, JsonNode value, boolean whole) {
    if (value.isNull()) {
      return value;
    }
    if (whole && field.path("mode").asText().equals("REPEATED")) {
      ArrayNode list = Api.JSON.createArrayNode();
      value.forEach(item -> list.add(json(field, item.path("v"), false)));
      return list;
    }
    String type = field.path("type").asText();
    return RECORDS.contains(type) ? record(field, value) : scalar(type, value);
  }

  private static ObjectNode record(JsonNode field, JsonNode value) {
    ObjectNode record = Api.JSON.createObjectNode();
    int position = 0;
    for (JsonNode member : field.path("fields")) {
      JsonNode cell = value.path("f").path(position).path("v");
      record.set(member.path("name").asText(), json(member, cell, true));
      position++;
    }
    return record;
  }

  private static JsonNode scalar(String type, JsonNode value) {
    String text = value.asText();
    return switch (type) {
      case "INTEGER", "INT64" -> Api.JSON.getNodeFactory().numberNode(Long.parseLong(text));
      case "NUMERIC", "BIGNUMERIC" -> Api.JSON.getNodeFactory().numberNode(new BigDecimal(text));
      case "BOOLEAN", "BOOL" -> Api.JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(text));
      case "TIMESTAMP" ->
          Api.JSON
              .getNodeFactory()
              .textNode(Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS).toString());
      case "FLOAT", "FLOAT64" -> number(text);
      case "JSON" -> parsed(text);
      default -> value;
    };
  }

  private static JsonNode number(String text) {
    double number = Double.parseDouble(text.replaceFirst("(?i)^([+-]?)inf$", "$1Infinity"));
    return Double.isFinite(number)
        ? Api.JSON.getNodeFactory().numberNode(number)
        : Api.JSON.getNodeFactory().textNode(text);
  }

  private static JsonNode parsed(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Api.JSON.getNodeFactory().textNode(text);
    }
  }
}
