package io.navette.connector.jdbc.postgres;

import io.navette.row.Column;
import io.navette.row.Column.Origin;
import io.navette.row.ColumnType;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between PostgreSQL's types, as {@code format_type} prints them, and exact ones. */
final class PostgresTypes {
  static final String FAMILY = "postgres";

  private static final Pattern SIZE = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

  private static final int LONGEST_NUMERIC = 1000;
  private static final int LONGEST_VARCHAR = 10_485_760;

  private PostgresTypes() {}

  /**
   * What a column is read as. Types without an exact counterpart, arrays among them, are read as
   * the text the server prints; their origin lets another PostgreSQL create them again.
   */
  static ColumnType of(String type) {
    if (type.endsWith("[]")) {
      return ColumnType.TEXT;
    }
    return switch (base(type)) {
      case "boolean" -> ColumnType.BOOLEAN;
      case "smallint" -> ColumnType.integer(16);
      case "integer" -> ColumnType.integer(32);
      case "bigint" -> ColumnType.INTEGER;
      case "numeric" -> decimal(type);
      case "double precision", "real" -> ColumnType.DOUBLE;
      case "character varying", "character" -> text(type);
      case "bytea" -> ColumnType.BYTES;
      case "date" -> ColumnType.DATE;
      case "time without time zone" -> ColumnType.TIME;
      case "timestamp without time zone" -> ColumnType.DATETIME;
      case "timestamp with time zone" -> ColumnType.INSTANT;
      case "uuid" -> ColumnType.UUID;
      case "json", "jsonb" -> ColumnType.JSON;
      default -> ColumnType.TEXT;
    };
  }

  /** {@code character varying(8)} without its size; a precision may stand inside a name. */
  static String base(String type) {
    return SIZE.matcher(type).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static ColumnType decimal(String type) {
    Matcher size = SIZE.matcher(type);
    if (!size.find()) {
      return ColumnType.DECIMAL;
    }
    int scale = size.group(2) == null ? 0 : Integer.parseInt(size.group(2));
    // A negative scale rounds to tens: a whole number of more digits holds it.
    int precision = Integer.parseInt(size.group(1));
    return scale < 0
        ? ColumnType.decimal(precision - scale, 0)
        : ColumnType.decimal(Math.max(precision, scale), scale);
  }

  private static ColumnType text(String type) {
    Matcher size = SIZE.matcher(type);
    return size.find() ? ColumnType.text(Integer.parseInt(size.group(1))) : ColumnType.TEXT;
  }

  /** The type a column had in another PostgreSQL; empty for columns of other systems. */
  static Optional<String> own(Column column) {
    return column.origin().filter(origin -> origin.family().equals(FAMILY)).map(Origin::nativeType);
  }

  /** How a type is declared when Navette creates a column of it. */
  static String declaration(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "boolean";
      case INTEGER -> integer(type);
      case DECIMAL ->
          isBounded(type, LONGEST_NUMERIC)
              ? "numeric(" + type.precision() + "," + type.scale() + ")"
              : "numeric";
      case DOUBLE -> "double precision";
      case TEXT ->
          isBounded(type, LONGEST_VARCHAR) ? "character varying(" + type.precision() + ")" : "text";
      case BYTES -> "bytea";
      case DATE -> "date";
      case TIME -> "time without time zone";
      case DATETIME -> "timestamp without time zone";
      case INSTANT -> "timestamp with time zone";
      case UUID -> "uuid";
      // jsonb would reorder keys and drop spaces; json keeps the text.
      case JSON -> "json";
    };
  }

  private static boolean isBounded(ColumnType type, int most) {
    return type.precision() > 0 && type.precision() <= most;
  }

  private static String integer(ColumnType type) {
    return switch (type.precision()) {
      case 16 -> "smallint";
      case 32 -> "integer";
      default -> "bigint";
    };
  }
}
