package io.navette.row;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exact type of a column.
 *
 * @param kind how cells are stored and compared
 * @param precision DECIMAL: total digits; TEXT and BYTES: longest length in characters or bytes;
 *     INTEGER: bits (16, 32; 0 means 64). 0 means unbounded, and always for the other kinds
 * @param scale DECIMAL: digits after the point; 0 otherwise
 */
public record ColumnType(Kind kind, int precision, int scale) {
  private static final Pattern WRITTEN =
      Pattern.compile("([a-z]+)(?:\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\))?");

  public static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, 0, 0);
  public static final ColumnType INTEGER = new ColumnType(Kind.INTEGER, 0, 0);
  public static final ColumnType DECIMAL = new ColumnType(Kind.DECIMAL, 0, 0);
  public static final ColumnType DOUBLE = new ColumnType(Kind.DOUBLE, 0, 0);
  public static final ColumnType TEXT = new ColumnType(Kind.TEXT, 0, 0);
  public static final ColumnType BYTES = new ColumnType(Kind.BYTES, 0, 0);
  public static final ColumnType DATE = new ColumnType(Kind.DATE, 0, 0);
  public static final ColumnType TIME = new ColumnType(Kind.TIME, 0, 0);
  public static final ColumnType DATETIME = new ColumnType(Kind.DATETIME, 0, 0);
  public static final ColumnType INSTANT = new ColumnType(Kind.INSTANT, 0, 0);
  public static final ColumnType UUID = new ColumnType(Kind.UUID, 0, 0);
  public static final ColumnType JSON = new ColumnType(Kind.JSON, 0, 0);

  /** The kinds of cell; {@link Cells} says how each is stored. */
  public enum Kind {
    /** true or false. */
    BOOLEAN,
    /** Signed, up to 64 bits. */
    INTEGER,
    /** Exact decimal of any size. */
    DECIMAL,
    /** IEEE 754, 64 bits. */
    DOUBLE,
    /** Unicode text. */
    TEXT,
    /** Raw bytes. */
    BYTES,
    /** A day in the proleptic Gregorian calendar. */
    DATE,
    /** A time of day, to the microsecond. */
    TIME,
    /** A local date and time without zone, to the microsecond. */
    DATETIME,
    /** A point in time (UTC), to the microsecond. */
    INSTANT,
    /** 128 bits, RFC 9562. */
    UUID,
    /** Any JSON value as its text. */
    JSON;

    /** Whether cells are variable-length bytes rather than numbers. */
    public boolean variable() {
      return switch (this) {
        case TEXT, BYTES, JSON -> true;
        case BOOLEAN, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME, INSTANT, UUID -> false;
      };
    }
  }

  /** DECIMAL with {@code precision} digits, {@code scale} of them after the point. */
  public static ColumnType decimal(int precision, int scale) {
    return new ColumnType(Kind.DECIMAL, precision, scale);
  }

  /** TEXT of at most {@code length} characters. */
  public static ColumnType text(int length) {
    return new ColumnType(Kind.TEXT, length, 0);
  }

  /** INTEGER of 16, 32 or 64 bits. */
  public static ColumnType integer(int bits) {
    return new ColumnType(Kind.INTEGER, bits == 64 ? 0 : bits, 0);
  }

  /** The kinds' names as they are written. */
  public static List<String> names() {
    return Arrays.stream(Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * A type as {@link #toString} prints it.
   *
   * @throws IllegalArgumentException with a sentence for a person, when the text is none
   */
  public static ColumnType parse(String text) {
    Matcher match = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!match.matches() || !names().contains(match.group(1))) {
      throw new IllegalArgumentException("\"" + text + "\" is not a type");
    }
    Kind kind = Kind.valueOf(match.group(1).toUpperCase(Locale.ROOT));
    int first = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
    int second = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
    return checked(text, kind, first, second);
  }

  private static ColumnType checked(String text, Kind kind, int first, int second) {
    boolean fits =
        switch (kind) {
          case DECIMAL -> second <= first;
          case TEXT, BYTES -> second == 0;
          case INTEGER -> second == 0 && (first == 0 || first == 16 || first == 32 || first == 64);
          case BOOLEAN, DOUBLE, DATE, TIME, DATETIME, INSTANT, UUID, JSON ->
              first == 0 && second == 0;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a type; sizes are decimal(12,2), text(8), integer(32)");
    }
    return kind == Kind.INTEGER
        ? integer(first == 0 ? 64 : first)
        : new ColumnType(kind, first, second);
  }

  /**
   * As written in YAML and shown to people: {@code decimal(12,2)}, {@code text(8)}, {@code
   * integer}.
   */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    if (precision == 0) {
      return name;
    }
    return kind == Kind.DECIMAL
        ? name + "(" + precision + "," + scale + ")"
        : name + "(" + precision + ")";
  }
}
