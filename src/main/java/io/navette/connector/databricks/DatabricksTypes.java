package io.navette.connector.databricks;

import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between Databricks's types and exact ones. */
final class DatabricksTypes {
  static final String FAMILY = "databricks";

  private static final Pattern DECLARED =
      Pattern.compile("([A-Z_]+)(?:\\((\\d+)(?:, ?(\\d+))?\\))?(.*)");
  private static final int LONGEST_DECIMAL = 38;

  private DatabricksTypes() {}

  /** A column of a table, by its type's text in the catalog: {@code decimal(12,2)}. */
  static Column column(String name, String typeText, boolean nullable) {
    String declared = typeText.toUpperCase(Locale.ROOT);
    return new Column(name, exact(declared), nullable, Optional.of(new Origin(FAMILY, declared)));
  }

  private static ColumnType exact(String declared) {
    Matcher parts = parts(declared);
    int precision = number(parts, 2);
    return switch (parts.group(1)) {
      case "BOOLEAN" -> ColumnType.BOOLEAN;
      case "TINYINT", "BYTE", "SMALLINT", "SHORT" -> ColumnType.integer(16);
      case "INT", "INTEGER" -> ColumnType.integer(32);
      case "BIGINT", "LONG" -> ColumnType.INTEGER;
      case "DECIMAL", "NUMERIC", "DEC" ->
          precision == 0
              ? ColumnType.decimal(10, 0)
              : ColumnType.decimal(precision, number(parts, 3));
      case "FLOAT", "REAL", "DOUBLE" -> ColumnType.DOUBLE;
      case "VARCHAR", "CHAR" -> ColumnType.text(precision);
      case "BINARY" -> ColumnType.BYTES;
      case "DATE" -> ColumnType.DATE;
      case "TIMESTAMP" -> ColumnType.INSTANT;
      case "TIMESTAMP_NTZ" -> ColumnType.DATETIME;
      case "ARRAY", "MAP", "STRUCT", "VARIANT" -> ColumnType.JSON;
      default -> ColumnType.TEXT;
    };
  }

  /** The column as a table made by Navette would have it. */
  static Column stored(Column column) {
    Optional<Origin> own =
        column
            .origin()
            .filter(origin -> origin.family().equals(FAMILY))
            .filter(origin -> !isNested(origin.nativeType()));
    String declared = own.map(Origin::nativeType).orElseGet(() -> declaration(column.type()));
    return column(column.name(), declared, column.nullable());
  }

  private static String declaration(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER ->
          type.precision() == 16 ? "SMALLINT" : type.precision() == 32 ? "INT" : "BIGINT";
      case DECIMAL -> decimal(type.precision(), type.scale());
      case DOUBLE -> "DOUBLE";
      case TEXT, TIME, UUID, JSON -> "STRING";
      case BYTES -> "BINARY";
      case DATE -> "DATE";
      case DATETIME -> "TIMESTAMP_NTZ";
      case INSTANT -> "TIMESTAMP";
    };
  }

  private static String decimal(int precision, int scale) {
    return precision > 0 && precision <= LONGEST_DECIMAL
        ? "DECIMAL(" + precision + "," + scale + ")"
        : "DECIMAL(" + LONGEST_DECIMAL + "," + Math.min(18, Math.max(10, scale)) + ")";
  }

  /** Lists, maps, records and variants, which can't be made of a text. */
  static boolean isNested(String nativeType) {
    return switch (base(nativeType)) {
      case "ARRAY", "MAP", "STRUCT", "VARIANT" -> true;
      default -> false;
    };
  }

  static String base(String nativeType) {
    return parts(nativeType).group(1);
  }

  private static Matcher parts(String declared) {
    Matcher parts = DECLARED.matcher(declared);
    if (!parts.matches()) {
      throw new IllegalStateException(declared + " is no type of Databricks");
    }
    return parts;
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
