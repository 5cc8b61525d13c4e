package io.navette.connector.jdbc.sqlite;

import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Between SQLite's declared types and exact ones.
 *
 * <p>A declared type gives a column an affinity by parts of its name (SQLite, "Datatypes In SQLite"
 * section 3.1), and NUMERIC affinity turns text that looks like a number into a floating point
 * number. So decimals that a double can't hold, and JSON, are declared under names with TEXT
 * affinity.
 */
final class SqliteTypes {
  /** Decimals of up to this many digits survive a double. */
  private static final int EXACT_DIGITS = 15;

  private static final Pattern SIZE = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

  private SqliteTypes() {}

  /** How a column is declared when Navette creates it. */
  static String declaration(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "INTEGER";
      case DECIMAL -> decimal(type);
      case DOUBLE -> "DOUBLE";
      case TEXT -> type.precision() == 0 ? "TEXT" : "VARCHAR(" + type.precision() + ")";
      case BYTES -> "BLOB";
      case DATE -> "DATE";
      case TIME -> "TIME";
      case DATETIME -> "DATETIME";
      case INSTANT -> "TIMESTAMP WITH TIME ZONE";
      case UUID -> "UUID";
      case JSON -> "JSON_TEXT";
    };
  }

  private static String decimal(ColumnType type) {
    String size = type.precision() == 0 ? "" : "(" + type.precision() + "," + type.scale() + ")";
    return (isText(type) ? "DECIMAL_TEXT" : "DECIMAL") + size;
  }

  /** Whether a decimal is kept as text, since a double would lose digits. */
  static boolean isText(ColumnType decimal) {
    return decimal.precision() == 0 || decimal.precision() > EXACT_DIGITS;
  }

  /** What a column that Navette creates will be read back as. */
  static ColumnType stored(ColumnType type) {
    return type.kind() == Kind.INTEGER ? ColumnType.INTEGER : of(declaration(type));
  }

  /** The type of a declared column; unknown and missing names are TEXT, which takes any value. */
  static ColumnType of(String declared) {
    String name = declared.toUpperCase(Locale.ROOT).strip();
    String base = name.replaceAll("\\(.*", "").strip();
    return switch (base) {
      case "BOOLEAN", "BOOL" -> ColumnType.BOOLEAN;
      case "DECIMAL", "NUMERIC", "DECIMAL_TEXT" -> sizedDecimal(name);
      case "DATE" -> ColumnType.DATE;
      case "TIME" -> ColumnType.TIME;
      case "DATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE" -> ColumnType.DATETIME;
      case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "INSTANT" -> ColumnType.INSTANT;
      case "UUID" -> ColumnType.UUID;
      case "JSON", "JSON_TEXT" -> ColumnType.JSON;
      default -> byAffinity(base, name);
    };
  }

  private static ColumnType byAffinity(String base, String name) {
    if (base.contains("INT")) {
      return ColumnType.INTEGER;
    }
    if (base.contains("CHAR") || base.contains("CLOB") || base.contains("TEXT")) {
      Matcher size = SIZE.matcher(name);
      return size.find() ? ColumnType.text(Integer.parseInt(size.group(1))) : ColumnType.TEXT;
    }
    if (base.contains("BLOB") || base.equals("BYTES")) {
      return ColumnType.BYTES;
    }
    boolean real = base.contains("REAL") || base.contains("FLOA") || base.contains("DOUB");
    return real ? ColumnType.DOUBLE : ColumnType.TEXT;
  }

  /**
   * Whether a declared type has REAL affinity, with which a small integer is stored for a floating
   * number ("Datatypes In SQLite", section 3.1).
   */
  static boolean isReal(String declared) {
    String name = declared.toUpperCase(Locale.ROOT);
    return Stream.of("INT", "CHAR", "CLOB", "TEXT", "BLOB").noneMatch(name::contains)
        && Stream.of("REAL", "FLOA", "DOUB").anyMatch(name::contains);
  }

  private static ColumnType sizedDecimal(String name) {
    Matcher size = SIZE.matcher(name);
    if (!size.find()) {
      return ColumnType.DECIMAL;
    }
    String scale = size.group(2);
    return ColumnType.decimal(
        Integer.parseInt(size.group(1)), scale == null ? 0 : Integer.parseInt(scale));
  }
}
