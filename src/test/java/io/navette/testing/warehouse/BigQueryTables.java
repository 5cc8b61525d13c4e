package io.navette.testing.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.testing.warehouse.Tables.Field;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** BigQuery's table resources, rows and load files, over tables of H2. */
final class BigQueryTables {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  private final Tables tables;
  private final String dataset;

  BigQueryTables(Tables tables, String dataset) {
    this.tables = tables;
    this.dataset = dataset;
  }

  void create(JsonNode table) throws SQLException {
    List<String> key = new ArrayList<>();
    table
        .path("tableConstraints")
        .path("primaryKey")
        .path("columns")
        .forEach(column -> key.add(column.asText()));
    String name = table.path("tableReference").path("tableId").asText();
    tables.create(dataset, name, fields(table.path("schema").path("fields")), key);
  }

  /** Adds the fields that are new. */
  void extend(String name, JsonNode table) throws SQLException {
    List<String> known = tables.fields(dataset, name).stream().map(Field::name).toList();
    tables.add(
        dataset,
        name,
        fields(table.path("schema").path("fields")).stream()
            .filter(field -> !known.contains(field.name()))
            .toList());
  }

  private static List<Field> fields(JsonNode list) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : list) {
      if (field.has("fields") || field.path("mode").asText().equals("REPEATED")) {
        fields.add(new Field(field.path("name").asText(), field.toString(), false));
        continue;
      }
      String length = field.path("maxLength").asText(field.path("precision").asText());
      String scale = field.path("scale").asText();
      String digits =
          length.isEmpty() ? "" : "(" + length + (scale.isEmpty() ? "" : "," + scale) + ")";
      fields.add(
          new Field(
              field.path("name").asText(),
              field.path("type").asText() + digits,
              field.path("mode").asText().equals("REQUIRED")));
    }
    return fields;
  }

  /** The resource; null when there is no such table. */
  @Nullable ObjectNode resource(String name) throws SQLException {
    List<Field> fields = tables.fields(dataset, name);
    if (fields.isEmpty()) {
      return null;
    }
    ObjectNode table = JSON.createObjectNode();
    table.putObject("tableReference").put("datasetId", dataset).put("tableId", name);
    table.put("type", "TABLE");
    ArrayNode list = table.putObject("schema").putArray("fields");
    for (Field field : fields) {
      list.add(field(field.name(), field.type(), field.required()));
    }
    List<String> key = tables.key(dataset, name);
    if (!key.isEmpty()) {
      ArrayNode columns =
          table.putObject("tableConstraints").putObject("primaryKey").putArray("columns");
      key.forEach(columns::add);
    }
    return table;
  }

  private static JsonNode field(String name, String type, boolean required) {
    if (Tables.isNested(type)) {
      try {
        return JSON.readTree(type);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(type, e);
      }
    }
    ObjectNode field = JSON.createObjectNode();
    String base = type.replaceAll("\\(.*", "");
    // The API's own old names, which it answers with.
    String told =
        switch (base) {
          case "INT64", "BIGINT" -> "INTEGER";
          case "FLOAT64" -> "FLOAT";
          case "BOOL" -> "BOOLEAN";
          default -> base;
        };
    field.put("name", name).put("type", told).put("mode", required ? "REQUIRED" : "NULLABLE");
    if (type.indexOf('(') > 0) {
      String[] digits = type.substring(type.indexOf('(') + 1, type.length() - 1).split(",", -1);
      boolean number = base.endsWith("NUMERIC");
      field.put(number ? "precision" : "maxLength", digits[0]);
      if (digits.length > 1) {
        field.put("scale", digits[1]);
      }
    }
    return field;
  }

  /** A result's schema. */
  static ObjectNode schema(Results results) {
    ObjectNode schema = JSON.createObjectNode();
    ArrayNode fields = schema.putArray("fields");
    for (Results.Column column : results.columns()) {
      String type =
          switch (column.h2()) {
            case "BIGINT", "INTEGER" -> "INTEGER";
            case "DOUBLE PRECISION" -> "FLOAT";
            case "BOOLEAN" -> "BOOLEAN";
            case "NUMERIC", "DECIMAL" -> "NUMERIC";
            case "DATE" -> "DATE";
            case "TIME" -> "TIME";
            case "TIMESTAMP" -> "DATETIME";
            case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP";
            case "BINARY VARYING" -> "BYTES";
            default -> "STRING";
          };
      fields.add(field(column.name(), type, false));
    }
    return schema;
  }

  /** Some rows as results hold them. */
  static ArrayNode rows(Results results, int from, int to) {
    ArrayNode rows = JSON.createArrayNode();
    for (@Nullable Object[] row : results.rows().subList(from, to)) {
      ArrayNode cells = rows.addObject().putArray("f");
      for (Object cell : row) {
        cells.addObject().put("v", printed(cell));
      }
    }
    return rows;
  }

  private static @Nullable String printed(@Nullable Object cell) {
    return switch (cell) {
      case null -> null;
      case OffsetDateTime at ->
          Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant()));
      case LocalDateTime at -> at.toLocalDate() + "T" + TIME.format(at);
      case LocalTime time -> TIME.format(time);
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      default -> cell.toString();
    };
  }

  /** The first row that can't be loaded, by the byte where it begins. */
  record BadRow(long position, String message) {}

  /** Loads lines of JSON, all or none. */
  Optional<BadRow> load(String name, String lines) throws SQLException {
    List<Field> fields = tables.fields(dataset, name);
    String sql =
        "INSERT INTO "
            + Tables.quoted(dataset)
            + "."
            + Tables.quoted(name)
            + " VALUES ("
            + fields.stream()
                .map(field -> "CAST(? AS " + Tables.h2(field.type()) + ")")
                .collect(Collectors.joining(", "))
            + ")";
    long position = 0;
    try (Connection connection = tables.connect();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      for (String line : lines.lines().toList()) {
        try {
          JsonNode row = json(line);
          for (int i = 0; i < fields.size(); i++) {
            bind(insert, i + 1, fields.get(i), row.get(fields.get(i).name()));
          }
          insert.executeUpdate();
        } catch (SQLException e) {
          return Optional.of(new BadRow(position, String.valueOf(e.getMessage())));
        }
        position += line.getBytes(StandardCharsets.UTF_8).length + 1;
      }
      connection.commit();
      return Optional.empty();
    }
  }

  private static JsonNode json(String line) throws SQLException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new SQLException("JSON parsing error: " + e.getOriginalMessage(), e);
    }
  }

  private static void bind(
      PreparedStatement insert, int position, Field field, @Nullable JsonNode value)
      throws SQLException {
    if (value == null || value.isNull()) {
      insert.setObject(position, null);
    } else if (field.base().equals("BYTES")) {
      insert.setBytes(position, Base64.getDecoder().decode(value.asText()));
    } else if (field.base().equals("JSON") || Tables.isNested(field.type())) {
      insert.setString(position, value.toString());
    } else {
      insert.setString(position, value.asText());
    }
  }
}
