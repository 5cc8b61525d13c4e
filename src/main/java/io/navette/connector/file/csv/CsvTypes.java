package io.navette.connector.file.csv;

import io.navette.connector.file.SeenTypes;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Derives the columns' types from all of a file's values. */
final class CsvTypes {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern DATETIME =
      Pattern.compile(DATE + "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?");
  private static final Pattern INSTANT = Pattern.compile(DATETIME + "(Z|[+-][0-9]{2}(:[0-9]{2})?)");

  private CsvTypes() {}

  static Schema derive(CsvLines lines, CsvDialect dialect) {
    SeenTypes seen = new SeenTypes();
    lines.names().forEach(seen::column);
    CsvScanner record = lines.record();
    byte[] nullText = dialect.nullText().getBytes(StandardCharsets.UTF_8);
    while (lines.next()) {
      boolean whole = record.count() == lines.names().size();
      for (int i = 0; whole && i < record.count(); i++) {
        if (record.isQuoted(i) || !record.is(i, nullText)) {
          seen.see(i, type(record.text(i), dialect.decimal()));
        }
      }
    }
    return seen.schema(ColumnType.TEXT);
  }

  private static ColumnType type(String text, char decimal) {
    if (text.isEmpty() || text.length() > 100) {
      return ColumnType.TEXT;
    }
    if (INTEGER.matcher(text).matches()) {
      return ColumnType.INTEGER;
    }
    // With a decimal comma, a number with a point is none.
    String number = decimal == '.' ? text : text.replace('.', ' ').replace(decimal, '.');
    if (DECIMAL.matcher(number).matches()) {
      return ColumnType.DECIMAL;
    }
    return text.equals("true") || text.equals("false") ? ColumnType.BOOLEAN : moment(text);
  }

  private static ColumnType moment(String text) {
    if (DATE.matcher(text).matches()) {
      return ColumnType.DATE;
    }
    if (DATETIME.matcher(text).matches()) {
      return ColumnType.DATETIME;
    }
    return INSTANT.matcher(text).matches() ? ColumnType.INSTANT : ColumnType.TEXT;
  }
}
