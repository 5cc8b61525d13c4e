package io.navette.mapping;

import io.navette.row.CellBytes;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Makes one column of the target from a batch of the source. */
sealed interface Rule {
  /** The column's cells, one for each row; a refused row's cell is null. */
  Cells apply(RowBatch source, BitSet refused);

  /** The source's cells as they are: nothing is copied. */
  record Same(int position) implements Rule {
    @Override
    public Cells apply(RowBatch source, BitSet refused) {
      return source.cells(position);
    }
  }

  /** A source column in another type. */
  record Cast(int position, Column column, boolean lossy) implements Rule {
    @Override
    public Cells apply(RowBatch source, BitSet refused) {
      Cells from = source.cells(position);
      Cells into = new Cells(column.type(), source.size(), from.bytes());
      boolean text = from.type().kind() == ColumnType.Kind.TEXT && !lossy;
      for (int row = 0; row < source.size(); row++) {
        try {
          if (text && !from.isNull(row)) {
            CellBytes.parse(into, from.buffer(), from.start(row), from.end(row));
          } else {
            append(into, CellValue.value(from, row), lossy);
          }
        } catch (CellText.Misfit | IllegalArgumentException | ArithmeticException e) {
          refuse(source, row, refused, column, into, e);
        }
      }
      return into;
    }
  }

  /** A calculated column. */
  record Calculated(Expression expression, Column column, boolean lossy) implements Rule {
    @Override
    public Cells apply(RowBatch source, BitSet refused) {
      Cells into = new Cells(column.type());
      for (int row = 0; row < source.size(); row++) {
        try {
          append(into, expression.evaluate(source, row), lossy);
        } catch (CellText.Misfit | IllegalArgumentException | ArithmeticException e) {
          refuse(source, row, refused, column, into, e);
        }
      }
      return into;
    }
  }

  private static void append(Cells into, @Nullable Object value, boolean lossy) {
    if (lossy && value != null) {
      Fit.appendLossy(into, value);
    } else {
      CellValue.append(into, value);
    }
  }

  private static void refuse(
      RowBatch source, int row, BitSet refused, Column column, Cells into, RuntimeException cause) {
    into.appendNull();
    String reason = String.valueOf(cause.getMessage());
    Mapping.refuse(source, row, refused, Rejection.Stage.MAP, column, reason);
  }
}
