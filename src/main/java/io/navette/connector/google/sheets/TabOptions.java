package io.navette.connector.google.sheets;

import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import java.util.List;

/**
 * Which part of a sheet holds the rows, and how it is read and written.
 *
 * @param header whether the first row names the columns
 * @param box the part that counts; {@link Box#ALL} for all of it
 * @param skipRows rows above the header that are passed over
 * @param scanned how many rows are looked at for the columns' types; 0 for all
 * @param errors what becomes of a formula's error
 * @param pageRows rows asked for at once
 * @param input how Sheets takes what is written: {@code RAW} or {@code USER_ENTERED}
 */
record TabOptions(
    boolean header,
    Box box,
    int skipRows,
    int scanned,
    FormulaErrors errors,
    int pageRows,
    String input) {
  static final List<Setting> SETTINGS =
      List.of(
          Setting.withDefault(
              "header",
              Kind.BOOLEAN,
              "true",
              "Whether the first row names the columns; without, they are A, B, ..."),
          Setting.withDefault(
              "skip_rows", Kind.INTEGER, "0", "Rows above the header that are no data."),
          Setting.optional(
              "range", Kind.TEXT, "The part of the sheet that holds the rows, such as B3:F."),
          Setting.withDefault(
              "scan_rows",
              Kind.INTEGER,
              "1000",
              "How many rows are looked at for the columns' types; 0 for all."),
          Setting.choice(
              "formula_errors",
              "reject",
              List.of("reject", "null", "text"),
              "What becomes of a formula's error such as #REF!: the row is refused, or the cell is"
                  + " empty, or it is the text."),
          Setting.withDefault("page_rows", Kind.INTEGER, "5000", "Rows asked for at once."),
          Setting.choice(
              "value_input",
              "raw",
              List.of("raw", "user_entered"),
              "How values are written: raw as they are; user_entered as if typed, so that =A1 is a"
                  + " formula and 1/2 may become a date."));

  /** What becomes of a formula's error. */
  enum FormulaErrors {
    REJECT,
    NULL,
    TEXT
  }

  /**
   * What is set for a stream.
   *
   * @param where begins the message when the range is none
   */
  static TabOptions of(String where, Settings options) {
    return new TabOptions(
        !options.has("header") || options.flag("header"),
        options.text("range").map(text -> Box.parse(where, text)).orElse(Box.ALL),
        whole(options, "skip_rows", 0),
        whole(options, "scan_rows", 1000),
        switch (options.text("formula_errors").orElse("reject")) {
          case "null" -> FormulaErrors.NULL;
          case "text" -> FormulaErrors.TEXT;
          default -> FormulaErrors.REJECT;
        },
        Math.max(1, whole(options, "page_rows", 5000)),
        options.text("value_input").filter("user_entered"::equals).isPresent()
            ? "USER_ENTERED"
            : "RAW");
  }

  private static int whole(Settings options, String name, int otherwise) {
    return Math.clamp(options.integer(name).orElse((long) otherwise), 0, Integer.MAX_VALUE / 2);
  }

  /** The row the header stands in, from 0; the first row of data where there is no header. */
  int top() {
    return box.firstRow() + skipRows;
  }

  /** The first row of data. */
  int firstData() {
    return header ? top() + 1 : top();
  }
}
