package io.navette.connector.jdbc.sqlserver;

import io.navette.row.ColumnType;
import io.navette.row.ColumnType.Kind;

/** Between SQL Server's types and exact ones. */
final class SqlServerTypes {
  static final String FAMILY = "sqlserver";

  /** The longest text of characters that stands in the row itself. */
  static final int LONGEST_NVARCHAR = 4000;

  private static final int LONGEST_VARBINARY = 8000;
  private static final int LONGEST_DECIMAL = 38;

  /** Microseconds; 7 would be tenths of them. */
  private static final String MICROSECONDS = "(6)";

  private SqlServerTypes() {}

  /**
   * A type as it would be declared, from what sys.columns says of it.
   *
   * @param bytes max_length; -1 for max
   */
  static String declaration(String base, int bytes, int precision, int scale) {
    return switch (base) {
      case "nvarchar", "nchar" -> base + "(" + (bytes < 0 ? "max" : bytes / 2) + ")";
      case "varchar", "char", "varbinary", "binary" ->
          base + "(" + (bytes < 0 ? "max" : bytes) + ")";
      case "decimal", "numeric" -> base + "(" + precision + "," + scale + ")";
      case "time", "datetime2", "datetimeoffset" -> base + "(" + scale + ")";
      case "timestamp" -> "rowversion";
      default -> base;
    };
  }

  /** What a column is read as; types without an exact counterpart are read as text. */
  static ColumnType of(String base, int bytes, int precision, int scale) {
    return switch (base) {
      case "bit" -> ColumnType.BOOLEAN;
      case "tinyint", "smallint" -> ColumnType.integer(16);
      case "int" -> ColumnType.integer(32);
      case "bigint" -> ColumnType.INTEGER;
      case "decimal", "numeric" -> ColumnType.decimal(precision, scale);
      case "money" -> ColumnType.decimal(19, 4);
      case "smallmoney" -> ColumnType.decimal(10, 4);
      case "float", "real" -> ColumnType.DOUBLE;
      case "nvarchar", "nchar" -> bytes < 0 ? ColumnType.TEXT : ColumnType.text(bytes / 2);
      case "varchar", "char" -> bytes < 0 ? ColumnType.TEXT : ColumnType.text(bytes);
      case "varbinary", "binary", "timestamp" ->
          bytes < 0 ? ColumnType.BYTES : new ColumnType(Kind.BYTES, bytes, 0);
      case "image" -> ColumnType.BYTES;
      case "date" -> ColumnType.DATE;
      case "time" -> ColumnType.TIME;
      case "datetime", "datetime2", "smalldatetime" -> ColumnType.DATETIME;
      case "datetimeoffset" -> ColumnType.INSTANT;
      case "uniqueidentifier" -> ColumnType.UUID;
      default -> ColumnType.TEXT;
    };
  }

  /** How a type is declared when Navette creates a column of it. */
  static String declaration(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "bit";
      case INTEGER -> integer(type);
      case DECIMAL -> decimal(type);
      case DOUBLE -> "float";
      case TEXT -> "nvarchar(" + length(type, LONGEST_NVARCHAR) + ")";
      case BYTES -> "varbinary(" + length(type, LONGEST_VARBINARY) + ")";
      case DATE -> "date";
      case TIME -> "time" + MICROSECONDS;
      case DATETIME -> "datetime2" + MICROSECONDS;
      case INSTANT -> "datetimeoffset" + MICROSECONDS;
      case UUID -> "uniqueidentifier";
      case JSON -> "nvarchar(max)";
    };
  }

  /** What a column that Navette creates will be read back as. */
  static ColumnType stored(ColumnType type) {
    return switch (type.kind()) {
      case DECIMAL ->
          type.precision() == 0 || type.precision() > LONGEST_DECIMAL
              ? ColumnType.decimal(LONGEST_DECIMAL, Math.min(18, Math.max(10, type.scale())))
              : type;
      case TEXT -> bounded(type, ColumnType.TEXT, LONGEST_NVARCHAR);
      case BYTES -> bounded(type, ColumnType.BYTES, LONGEST_VARBINARY);
      case JSON -> ColumnType.TEXT;
      case BOOLEAN, INTEGER, DOUBLE, DATE, TIME, DATETIME, INSTANT, UUID -> type;
    };
  }

  private static ColumnType bounded(ColumnType type, ColumnType any, int longest) {
    return type.precision() > longest ? any : type;
  }

  private static String decimal(ColumnType type) {
    ColumnType stored = stored(type);
    return "decimal(" + stored.precision() + "," + stored.scale() + ")";
  }

  private static String length(ColumnType type, int longest) {
    boolean fits = type.precision() > 0 && type.precision() <= longest;
    return fits ? Integer.toString(type.precision()) : "max";
  }

  private static String integer(ColumnType type) {
    return switch (type.precision()) {
      case 16 -> "smallint";
      case 32 -> "int";
      default -> "bigint";
    };
  }
}
