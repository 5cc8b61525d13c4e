package io.navette.connector.jdbc;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of SQL in the standard's own quoting. */
public final class Sql {
  private Sql() {}

  /** An identifier in double quotes. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Quoted identifiers with commas between. */
  public static String columns(Collection<String> names) {
    return joined(names, ", ", Sql::quoted);
  }

  /** {@code ?, ?, ?}. */
  public static String parameters(int count) {
    return "?, ".repeat(Math.max(0, count - 1)) + (count > 0 ? "?" : "");
  }

  /** One piece of SQL per name, with a separator between. */
  public static String joined(
      Collection<String> names, String separator, Function<String, String> piece) {
    return names.stream().map(piece).collect(Collectors.joining(separator));
  }
}
