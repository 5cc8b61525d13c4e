package io.navette.row;

import java.util.ArrayList;
import java.util.List;

/** The values of a row's key as one text: how history, receipts and rejections name a row. */
public final class KeyText {
  private final int[] columns;

  /** For batches of this schema; every column of the key is in it. */
  public KeyText(Schema schema, List<String> key) {
    this.columns = key.stream().mapToInt(schema::position).toArray();
  }

  /** The values joined by {@code |}; a null is the empty text. */
  public String of(RowBatch batch, int row) {
    if (columns.length == 1) {
      return part(batch.cells(columns[0]), row);
    }
    StringBuilder text = new StringBuilder();
    for (int column : columns) {
      text.append(text.isEmpty() ? "" : "|")
          .append(part(batch.cells(column), row).replace("|", "||"));
    }
    return text.toString();
  }

  /**
   * The values a text was made of.
   *
   * @param columns how many the key has
   */
  public static List<String> parts(String text, int columns) {
    if (columns == 1) {
      return List.of(text);
    }
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean bar = text.charAt(i) == '|';
      if (bar && i + 1 < text.length() && text.charAt(i + 1) == '|') {
        part.append('|');
        i++;
      } else if (bar) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(text.charAt(i));
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String part(Cells cells, int row) {
    return cells.isNull(row) ? "" : CellText.format(cells, row);
  }
}
