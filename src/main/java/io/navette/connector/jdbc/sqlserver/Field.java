package io.navette.connector.jdbc.sqlserver;

import io.navette.row.Column;
import java.util.Optional;

/**
 * A column as the catalog knows it.
 *
 * @param base the type's name in lower case, e.g. {@code nvarchar}; {@code clr} for types of .NET
 * @param size characters, or bytes where they are counted; -1 for max
 * @param scale digits after the point, of numbers and of seconds
 * @param identity whether the server numbers rows by it
 * @param computed whether only the server fills it: computed columns and row versions
 * @param collation of text; empty for other types
 * @param codePage in which text that is not Unicode is kept; 0 for other types
 * @param cut whether tenths of microseconds are left out where it is read
 */
record Field(
    Column column,
    String base,
    int size,
    int scale,
    boolean identity,
    boolean computed,
    Optional<String> collation,
    int codePage,
    boolean cut) {

  /** The same, without tenths of microseconds if its type has any. */
  Field cutting() {
    boolean moment =
        base.equals("time") || base.equals("datetime2") || base.equals("datetimeoffset");
    return new Field(
        column, base, size, scale, identity, computed, collation, codePage, moment && scale == 7);
  }

  String name() {
    return column.name();
  }

  /** The type as it would be declared. */
  String declared() {
    return column.origin().orElseThrow().nativeType();
  }

  /** How a staging table keeps it: without constraints, and as text where it compares no better. */
  String staged() {
    return switch (base) {
      case "xml", "sql_variant", "clr", "text", "ntext" -> "nvarchar(max)";
      case "image" -> "varbinary(max)";
      default -> declared() + collation.map(name -> " COLLATE " + name).orElse("");
    };
  }

  /** What it is read, ordered and compared by. */
  String expression() {
    String quoted = Tsql.quoted(name());
    return cut
        ? "DATEADD(nanosecond, -(DATEPART(nanosecond, " + quoted + ") % 1000), " + quoted + ")"
        : quoted;
  }

  /** How it is selected. */
  String selected() {
    return switch (base) {
      case "xml", "sql_variant", "clr" ->
          "CONVERT(nvarchar(max), " + Tsql.quoted(name()) + ") AS " + Tsql.quoted(name());
      default -> cut ? expression() + " AS " + Tsql.quoted(name()) : expression();
    };
  }

  /**
   * SQL by which two cells are told apart to the last bit; comparisons of text and bytes overlook
   * trailing blanks and zeros, and by most collations case.
   *
   * @param qualified the column with its table's alias
   */
  String image(String qualified) {
    return switch (base) {
      case "nvarchar", "nchar", "varchar", "char" ->
          "CONVERT(varbinary(max), " + qualified + "), DATALENGTH(" + qualified + ")";
      case "xml", "sql_variant", "clr", "text", "ntext" ->
          "CONVERT(varbinary(max), CONVERT(nvarchar(max), " + qualified + "))";
      case "image" -> "CONVERT(varbinary(max), " + qualified + ")";
      case "varbinary", "binary" -> qualified + ", DATALENGTH(" + qualified + ")";
      default -> qualified;
    };
  }
}
