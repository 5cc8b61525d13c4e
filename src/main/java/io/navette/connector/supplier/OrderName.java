package io.navette.connector.supplier;

import io.navette.failure.Failure;
import io.navette.row.CellText;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the file of an order is called: {@code out/ORDER_{client_reference}.csv}. Rows of one name
 * are one order.
 */
record OrderName(String template, Schema schema) {
  private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

  /** Checks that the columns are there. */
  static OrderName of(String template, Schema schema, String where) {
    Matcher columns = COLUMN.matcher(template);
    int found = 0;
    while (columns.find()) {
      found++;
      if (schema.find(columns.group(1)).isEmpty()) {
        throw new Failure.Configuration(
            where + "files.order: there is no column " + columns.group(1),
            "columns of the orders: " + String.join(", ", schema.names()));
      }
    }
    if (found == 0) {
      throw new Failure.Configuration(
          where + "files.order: " + template + " is the same for all orders",
          "put a column between braces: out/ORDER_{client_reference}.csv");
    }
    return new OrderName(template, schema);
  }

  /**
   * The path of a row's file.
   *
   * @throws IllegalArgumentException with a sentence when a value can't be part of a name
   */
  String of(RowBatch batch, int row) {
    return COLUMN
        .matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(part(match.group(1), batch, row)));
  }

  private String part(String column, RowBatch batch, int row) {
    int position = schema.position(column);
    String value =
        batch.cells(position).isNull(row) ? "" : CellText.format(batch.cells(position), row);
    if (!value.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          column
              + ": \""
              + value
              + "\" can't be part of a file's name: letters, digits, -, _ and . can");
    }
    return value;
  }
}
