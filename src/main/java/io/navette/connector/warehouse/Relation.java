package io.navette.connector.warehouse;

import io.navette.row.Column;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A table, a view or a query's result.
 *
 * @param shown its name for people
 * @param sql for FROM
 * @param columns with their native types as origin
 * @param key the declared key, which no warehouse enforces; may be empty
 * @param rows as the catalog counts them; -1 where it does not
 * @param stored whether it is a table whose rows can be had without a query
 */
public record Relation(
    String shown, String sql, List<Column> columns, List<String> key, long rows, boolean stored) {
  public Relation {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  Schema schema() {
    return new Schema(columns);
  }

  /** The column of that name, however the request declares its type. */
  Column column(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException(shown + " has no column " + name));
  }

  /** A column in a query, as {@link Dialect#printed} has it. */
  String printed(Dialect dialect, String name) {
    return dialect.printed(dialect.quoted(name), Terms.nativeType(column(name)));
  }

  private Optional<Column> find(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
