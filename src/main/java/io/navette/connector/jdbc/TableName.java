package io.navette.connector.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table's name as users write it: {@code table} or {@code schema.table}. A part that holds a dot
 * or a quote stands in double quotes, a quote in it doubled (SQL's own rule).
 */
public record TableName(Optional<String> schema, String table) {

  /** Splits at the first dot outside quotes; what follows belongs to the table. */
  public static TableName parse(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at <= text.length() && parts.size() < 2) {
      int end = parts.isEmpty() ? endOfPart(text, at) : text.length();
      parts.add(unquoted(text.substring(at, end)));
      at = end + 1;
    }
    return parts.size() == 1 || parts.get(1).isEmpty()
        ? new TableName(Optional.empty(), parts.get(0))
        : new TableName(Optional.of(parts.get(0)), parts.get(1));
  }

  private static int endOfPart(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        quoted = !quoted;
      } else if (text.charAt(i) == '.' && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static String unquoted(String part) {
    boolean quoted = part.length() > 1 && part.startsWith("\"") && part.endsWith("\"");
    return quoted ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
  }

  /** The name for SQL, every part quoted. */
  public String sql() {
    return schema.map(name -> Sql.quoted(name) + ".").orElse("") + Sql.quoted(table);
  }

  /** The name as {@link #parse} reads it. */
  @Override
  public String toString() {
    return schema.map(name -> shown(name) + ".").orElse("")
        + (schema.isEmpty() ? shown(table) : tail());
  }

  private String tail() {
    return table.indexOf('"') < 0 ? table : Sql.quoted(table);
  }

  private static String shown(String part) {
    return part.indexOf('.') < 0 && part.indexOf('"') < 0 ? part : Sql.quoted(part);
  }
}
