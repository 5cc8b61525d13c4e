package io.navette.connector.google.sheets;

import io.navette.failure.Failure;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a sheet; columns and rows from 0, both ends included.
 *
 * @param lastColumn -1 for as far as the sheet goes
 * @param lastRow -1 for as far as the sheet goes
 */
record Box(int firstColumn, int firstRow, int lastColumn, int lastRow) {
  static final Box ALL = new Box(0, 0, -1, -1);
  private static final Pattern NOTATION =
      Pattern.compile("([A-Z]{1,3})(\\d{0,8}):([A-Z]{1,3})(\\d{0,8})");

  /**
   * From A1 notation without the sheet's name: {@code A:F}, {@code B3:F}, {@code B3:F99}.
   *
   * @param where begins the message when it is none
   */
  static Box parse(String where, String text) {
    Matcher parts = NOTATION.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new Failure.Configuration(
          where + ": range: \"" + text + "\" is no part of a sheet", "for example range: B3:F");
    }
    return new Box(
        Letters.index(parts.group(1)),
        Math.max(row(parts.group(2)), 0),
        Letters.index(parts.group(3)),
        row(parts.group(4)));
  }

  private static int row(String digits) {
    return digits.isEmpty() ? -1 : Integer.parseInt(digits) - 1;
  }

  /** In A1 notation, with the name of the sheet quoted. */
  String of(String title) {
    return quoted(title)
        + "!"
        + Letters.of(firstColumn)
        + (firstRow + 1)
        + ":"
        + Letters.of(lastColumn)
        + (lastRow < 0 ? "" : Integer.toString(lastRow + 1));
  }

  static String quoted(String title) {
    return "'" + title.replace("'", "''") + "'";
  }

  /** The same columns, other rows. */
  Box rows(int first, int last) {
    return new Box(firstColumn, first, lastColumn, last);
  }
}
