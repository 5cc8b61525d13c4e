package io.navette.testing.google;

import io.navette.testing.google.Exchange.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range in A1 notation, from 0, both ends included, and within the sheet's grid. */
record FakeRange(String title, int firstColumn, int firstRow, int lastColumn, int lastRow) {
  private static final Pattern NOTATION =
      Pattern.compile("'((?:[^']|'')*)'!([A-Z]+)(\\d+):([A-Z]+)(\\d+)");

  static FakeRange parse(String text) {
    Matcher parts = NOTATION.matcher(text);
    if (!parts.matches()) {
      throw Refusal.invalid("Unable to parse range: " + text);
    }
    return new FakeRange(
        parts.group(1).replace("''", "'"),
        column(parts.group(2)),
        Integer.parseInt(parts.group(3)) - 1,
        column(parts.group(4)),
        Integer.parseInt(parts.group(5)) - 1);
  }

  private static int column(String letters) {
    int index = 0;
    for (int at = 0; at < letters.length(); at++) {
      index = index * 26 + letters.charAt(at) - 'A' + 1;
    }
    return index - 1;
  }

  /** As the API does: no request may reach beyond the grid. */
  FakeRange within(FakeSheet sheet) {
    if (firstRow >= sheet.rows
        || lastRow >= sheet.rows
        || firstColumn >= sheet.columns
        || lastColumn >= sheet.columns) {
      throw Refusal.invalid(
          "Range ("
              + this
              + ") exceeds grid limits. Max rows: "
              + sheet.rows
              + ", max columns: "
              + sheet.columns);
    }
    return this;
  }

  static String letters(int column) {
    return (column >= 26 ? String.valueOf((char) ('A' + column / 26 - 1)) : "")
        + (char) ('A' + column % 26);
  }
}
