package io.navette.connector.file.excel;

import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;

/** What a cell's format makes of a number. */
enum Shown {
  NUMBER,
  DATE,
  TIME;

  /**
   * By the format's number and code; POI knows the built-in ones and how codes are read.
   *
   * @param code empty for built-in formats
   */
  static Shown by(int format, String code) {
    String own = code.isEmpty() ? BuiltinFormats.getBuiltinFormat(format) : code;
    String known = own == null ? "General" : own;
    // [h]:mm counts hours beyond a day: an amount, no time of day.
    if (known.matches("(?i).*\\[(h+|m+|s+)].*") || !DateUtil.isADateFormat(format, known)) {
      return NUMBER;
    }
    String bare = known.replaceAll("\"[^\"]*\"|\\\\.|\\[[^]]*]", "");
    return bare.matches("(?i).*[dy].*") ? DATE : TIME;
  }
}
