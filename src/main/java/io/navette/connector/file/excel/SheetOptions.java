package io.navette.connector.file.excel;

import io.navette.connector.Setting;
import io.navette.connector.file.FileStream;
import io.navette.connector.file.Options;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a sheet holds the rows.
 *
 * @param header whether the first row names the columns
 * @param skipRows rows above it that are passed over
 * @param first the first column, from 0
 * @param last the last column; -1 for as far as the header goes
 * @param scanned how many rows are looked at for the columns' types; 0 for all
 */
record SheetOptions(boolean header, long skipRows, int first, int last, long scanned) {
  static final List<Setting> SETTINGS =
      List.of(
          Setting.withDefault(
              "header",
              Setting.Kind.BOOLEAN,
              "true",
              "Whether the first row names the columns; without, they are A, B, ..."),
          Setting.withDefault(
              "skip_rows", Setting.Kind.INTEGER, "0", "Rows above the header that are no data."),
          Setting.optional(
              "columns", Setting.Kind.TEXT, "The columns that hold the rows, such as A:E."),
          Setting.withDefault(
              "scan_rows",
              Setting.Kind.INTEGER,
              "0",
              "How many rows are looked at for the columns' types; 0 for all."));

  private static final Pattern RANGE = Pattern.compile("([A-Za-z]{1,3}):([A-Za-z]{1,3})");

  static SheetOptions of(FileStream stream, Options options) {
    int first = 0;
    int last = -1;
    Optional<String> columns = options.text("columns");
    if (columns.isPresent()) {
      Matcher range = RANGE.matcher(columns.get());
      if (!range.matches()) {
        throw new Failure.Configuration(
            stream.where() + ": columns: \"" + columns.get() + "\" is no range of columns",
            "for example columns: A:E");
      }
      first = Letters.index(range.group(1).toUpperCase(Locale.ROOT));
      last = Letters.index(range.group(2).toUpperCase(Locale.ROOT));
    }
    return new SheetOptions(
        options.flag("header", true),
        options.integer("skip_rows").orElse(0L),
        first,
        last,
        options.integer("scan_rows").orElse(0L));
  }

  /** Whether a column may hold data. */
  boolean includes(int column) {
    return column >= first && (last < 0 || column <= last);
  }
}
