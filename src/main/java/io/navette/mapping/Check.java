package io.navette.mapping;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition that every row's cell must meet. A null cell meets every condition but {@code not
 * null}.
 *
 * @param text as written in the YAML, for the reason of a rejection
 * @param condition null for {@code not null}
 */
record Check(int position, Column column, String text, @Nullable Expression condition) {
  /**
   * The function is asked for by its name and a parenthesis, the value's own length without one.
   */
  private static final Pattern CALL = Pattern.compile("\\blength\\s*\\(");

  void apply(RowBatch mapped, RowBatch source, BitSet refused) {
    Cells cells = mapped.cells(position);
    for (int row = 0; row < mapped.size(); row++) {
      if (!refused.get(row) && !holds(mapped, cells, row)) {
        Mapping.refuse(source, row, refused, Rejection.Stage.CHECK, column, reason(cells, row));
      }
    }
  }

  private boolean holds(RowBatch mapped, Cells cells, int row) {
    if (condition == null) {
      return !cells.isNull(row);
    }
    Object value = CellValue.value(cells, row);
    if (value == null) {
      return true;
    }
    Map<String, Object> names = new HashMap<>();
    names.put("value", value);
    Long length = value instanceof String ? Functions.length(value) : Long.valueOf(0);
    if (length != null && !CALL.matcher(text).find()) {
      names.put("length", length);
    }
    try {
      return Boolean.TRUE.equals(condition.evaluate(mapped, row, names));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String reason(Cells cells, int row) {
    String value =
        cells.isNull(row) ? "null" : "\"" + shortened(CellText.format(cells, row)) + "\"";
    return "check " + column.name() + ": " + text + " does not hold for " + value;
  }

  private static String shortened(String value) {
    return value.length() > 80 ? value.substring(0, 80) + "..." : value;
  }
}
