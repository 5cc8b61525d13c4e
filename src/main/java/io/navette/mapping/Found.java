package io.navette.mapping;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link Lookup}.
 *
 * @param fallback one cell; null where rows without a key are refused
 */
record Found(Lookup lookup, Column column, List<Expression> by, @Nullable Cells fallback) {
  /** The column's cells, one for each row. */
  Cells apply(RowBatch source, BitSet refused) {
    Cells into = new Cells(column.type());
    for (int row = 0; row < source.size(); row++) {
      try {
        String key = key(source, row);
        if (!lookup.table().append(into, key)) {
          missing(source, row, refused, into);
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        refuse(source, row, refused, into, String.valueOf(e.getMessage()));
      }
    }
    return into;
  }

  /** Empty where a part is null, or can't be a value of the table's key. */
  private String key(RowBatch source, int row) {
    Cells[] key = new Cells[by.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = new Cells(lookup.table().key().get(i).type());
      try {
        CellValue.append(key[i], by.get(i).evaluate(source, row));
      } catch (CellText.Misfit e) {
        return "";
      }
    }
    return LookupTable.keyText(key, 0);
  }

  private void missing(RowBatch source, int row, BitSet refused, Cells into) {
    if (fallback != null) {
      into.appendFrom(fallback, 0);
      return;
    }
    StringBuilder values = new StringBuilder();
    for (Expression one : by) {
      values.append(values.isEmpty() ? "" : ", ").append(one.evaluate(source, row));
    }
    refuse(
        source,
        row,
        refused,
        into,
        "lookup " + column.name() + ": there is no row with the key " + values);
  }

  private void refuse(RowBatch source, int row, BitSet refused, Cells into, String reason) {
    into.appendNull();
    Mapping.refuse(source, row, refused, Rejection.Stage.MAP, column, reason);
  }
}
