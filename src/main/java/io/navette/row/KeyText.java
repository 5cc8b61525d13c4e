package io.navette.row;

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

  private static String part(Cells cells, int row) {
    return cells.isNull(row) ? "" : CellText.format(cells, row);
  }
}
