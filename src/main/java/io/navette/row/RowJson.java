package io.navette.row;

/** A row as one JSON object (RFC 8259): how rejections are kept and shown. */
public final class RowJson {
  private RowJson() {}

  /**
   * INTEGER and DECIMAL become numbers, BOOLEAN true or false, JSON stands as it is; all else, and
   * a double that is no JSON number, becomes a string.
   */
  public static String write(RowBatch batch, int row) {
    StringBuilder json = new StringBuilder(128).append('{');
    for (int column = 0; column < batch.schema().size(); column++) {
      if (column > 0) {
        json.append(',');
      }
      string(json, batch.schema().column(column).name()).append(':');
      cell(json, batch.cells(column), row);
    }
    return json.append('}').toString();
  }

  /** A text that could not be made into columns, as {@code {"_raw":"..."}}. */
  public static String raw(String text) {
    return string(new StringBuilder("{\"_raw\":"), text).append('}').toString();
  }

  private static void cell(StringBuilder json, Cells cells, int row) {
    if (cells.isNull(row)) {
      json.append("null");
      return;
    }
    String text = CellText.format(cells, row);
    switch (cells.type().kind()) {
      case BOOLEAN, INTEGER, DECIMAL, JSON -> json.append(text);
      case DOUBLE -> number(json, text, cells.doubleAt(row));
      case TEXT, BYTES, DATE, TIME, DATETIME, INSTANT, UUID -> string(json, text);
    }
  }

  private static void number(StringBuilder json, String text, double value) {
    if (Double.isFinite(value)) {
      json.append(text);
    } else {
      string(json, text);
    }
  }

  private static StringBuilder string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(json, text.charAt(i));
    }
    return json.append('"');
  }

  private static void character(StringBuilder json, char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (c < 0x20) {
          json.append("\\u00").append(Character.forDigit(c >> 4, 16));
          json.append(Character.forDigit(c & 15, 16));
        } else {
          json.append(c);
        }
      }
    }
  }
}
