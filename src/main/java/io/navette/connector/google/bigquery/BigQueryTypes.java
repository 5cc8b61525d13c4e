package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between BigQuery's types and exact ones, and between a field of the REST API's schemas
 * (TableFieldSchema) and a column.
 */
final class BigQueryTypes {
  static final String FAMILY = "bigquery";

  private static final Pattern DECLARED =
      Pattern.compile("([A-Z0-9]+)(?:\\((\\d+)(?:, ?(\\d+))?\\))?");

  /** Digits after the point, and before it, that NUMERIC and BIGNUMERIC keep at most. */
  private static final int NUMERIC_SCALE = 9;

  private static final int NUMERIC_WHOLE = 29;
  private static final int BIG = 38;

  private BigQueryTypes() {}

  /** A field as a column; a list or a record is read as JSON. */
  static Column column(JsonNode field) {
    String type = standard(field.path("type").asText());
    String mode = field.path("mode").asText("NULLABLE");
    if (mode.equals("REPEATED") || type.equals("STRUCT")) {
      String nested = mode.equals("REPEATED") ? "ARRAY" : "STRUCT";
      return column(field, ColumnType.JSON, mode, nested);
    }
    int precision = field.path("precision").asInt(field.path("maxLength").asInt(0));
    int scale = field.path("scale").asInt(0);
    return column(field, exact(type, precision, scale), mode, declared(type, precision, scale));
  }

  /** The exact type of a scalar's field, or of the values of a list of them. */
  static ColumnType scalar(JsonNode field) {
    int precision = field.path("precision").asInt(field.path("maxLength").asInt(0));
    return exact(standard(field.path("type").asText()), precision, field.path("scale").asInt(0));
  }

  private static Column column(JsonNode field, ColumnType type, String mode, String declared) {
    return new Column(
        field.path("name").asText(),
        type,
        !mode.equals("REQUIRED"),
        Optional.of(new Origin(FAMILY, declared)));
  }

  /** The API says INTEGER where SQL says INT64. */
  private static String standard(String type) {
    return switch (type) {
      case "INTEGER" -> "INT64";
      case "FLOAT" -> "FLOAT64";
      case "BOOLEAN" -> "BOOL";
      case "RECORD" -> "STRUCT";
      default -> type;
    };
  }

  private static String declared(String type, int precision, int scale) {
    if (precision == 0) {
      return type;
    }
    return type + "(" + precision + (type.endsWith("NUMERIC") ? "," + scale : "") + ")";
  }

  private static ColumnType exact(String type, int precision, int scale) {
    return switch (type) {
      case "BOOL" -> ColumnType.BOOLEAN;
      case "INT64" -> ColumnType.INTEGER;
      case "FLOAT64" -> ColumnType.DOUBLE;
      case "NUMERIC" ->
          precision == 0
              ? ColumnType.decimal(NUMERIC_WHOLE + NUMERIC_SCALE, NUMERIC_SCALE)
              : ColumnType.decimal(precision, scale);
      case "BIGNUMERIC" ->
          precision == 0 ? ColumnType.decimal(2 * BIG, BIG) : ColumnType.decimal(precision, scale);
      case "BYTES" -> new ColumnType(ColumnType.Kind.BYTES, precision, 0);
      case "DATE" -> ColumnType.DATE;
      case "TIME" -> ColumnType.TIME;
      case "DATETIME" -> ColumnType.DATETIME;
      case "TIMESTAMP" -> ColumnType.INSTANT;
      case "JSON" -> ColumnType.JSON;
      default -> precision == 0 ? ColumnType.TEXT : ColumnType.text(precision);
    };
  }

  /** The column as BigQuery would keep it. */
  static Column stored(Column column) {
    Optional<Origin> own =
        column
            .origin()
            .filter(origin -> origin.family().equals(FAMILY))
            .filter(origin -> !isNested(origin.nativeType()));
    String declared = own.map(Origin::nativeType).orElseGet(() -> declaration(column.type()));
    Matcher parts = parts(declared);
    return new Column(
        column.name(),
        exact(parts.group(1), number(parts, 2), number(parts, 3)),
        column.nullable(),
        Optional.of(new Origin(FAMILY, declared)));
  }

  static boolean isNested(String nativeType) {
    return nativeType.equals("ARRAY") || nativeType.equals("STRUCT");
  }

  private static String declaration(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "BOOL";
      case INTEGER -> "INT64";
      case DECIMAL -> decimal(type.precision(), type.scale());
      case DOUBLE -> "FLOAT64";
      case TEXT -> declared("STRING", type.precision(), 0);
      case BYTES -> declared("BYTES", type.precision(), 0);
      case DATE -> "DATE";
      case TIME -> "TIME";
      case DATETIME -> "DATETIME";
      case INSTANT -> "TIMESTAMP";
      case UUID -> "STRING";
      case JSON -> "JSON";
    };
  }

  private static String decimal(int precision, int scale) {
    if (precision > 0 && scale <= NUMERIC_SCALE && precision - scale <= NUMERIC_WHOLE) {
      return declared("NUMERIC", precision, scale);
    }
    boolean fits = precision > 0 && scale <= BIG && precision - scale <= BIG;
    return fits ? declared("BIGNUMERIC", precision, scale) : "BIGNUMERIC";
  }

  /** The type without its length or digits. */
  static String base(String nativeType) {
    return isNested(nativeType) ? nativeType : parts(nativeType).group(1);
  }

  private static Matcher parts(String declared) {
    Matcher parts = DECLARED.matcher(declared);
    if (!parts.matches()) {
      throw new IllegalStateException(declared + " is no type of BigQuery");
    }
    return parts;
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** A column of BigQuery's as a field. */
  static ObjectNode field(Column column) {
    String declared = column.origin().map(Origin::nativeType).orElse("STRING");
    Matcher parts = parts(declared);
    ObjectNode field = JsonNodeFactory.instance.objectNode();
    field.put("name", column.name());
    field.put("type", parts.group(1));
    field.put("mode", column.nullable() ? "NULLABLE" : "REQUIRED");
    if (number(parts, 2) > 0) {
      boolean digits = parts.group(1).endsWith("NUMERIC");
      field.put(digits ? "precision" : "maxLength", parts.group(2));
      if (digits) {
        field.put("scale", Integer.toString(number(parts, 3)));
      }
    }
    return field;
  }
}
