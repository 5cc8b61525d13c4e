package io.navette.connector.file;

import io.navette.connector.ReadRequest;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares rows by some columns; null comes first, text by its UTF-16 units. */
final class Ordering {
  private final List<Column> columns = new ArrayList<>();
  private final int[] positions;

  /** By the cursor's columns, then the key's that are not among them. */
  Ordering(ReadRequest request) {
    Set<String> names = new LinkedHashSet<>(request.cursor());
    if (!names.isEmpty()) {
      names.addAll(request.key());
    }
    Schema schema = request.schema();
    positions = names.stream().mapToInt(schema::position).toArray();
    for (int position : positions) {
      columns.add(schema.column(position));
    }
  }

  /** Whether values of this column come in an order that time or a sequence gives them. */
  static boolean isNatural(Column column) {
    return switch (column.type().kind()) {
      case INTEGER, DECIMAL, DATE, DATETIME, INSTANT -> true;
      case BOOLEAN, DOUBLE, TEXT, BYTES, TIME, UUID, JSON -> false;
    };
  }

  Column column(int index) {
    return columns.get(index);
  }

  /** The row's values in these columns. */
  List<@Nullable Object> values(RowBatch batch, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int position : positions) {
      values.add(CellValue.value(batch.cells(position), row));
    }
    return values;
  }

  /** The values as canonical text, for a bookmark; null for null. */
  List<@Nullable String> texts(List<? extends @Nullable Object> values) {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Cells cell = new Cells(columns.get(i).type());
      CellValue.append(cell, values.get(i));
      texts.add(cell.isNull(0) ? null : CellText.format(cell, 0));
    }
    return texts;
  }

  /**
   * The way back from {@link #texts}.
   *
   * @throws CellText.Misfit when a text does not fit its column
   */
  List<@Nullable Object> parse(List<? extends @Nullable String> texts) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < Math.min(texts.size(), columns.size()); i++) {
      values.add(value(i, texts.get(i)));
    }
    return values;
  }

  private @Nullable Object value(int column, @Nullable String text) {
    Cells cell = new Cells(columns.get(column).type());
    if (text == null) {
      return null;
    }
    CellText.parse(cell, text);
    return CellValue.value(cell, 0);
  }

  /** By as many columns as {@code right} has. */
  int compare(List<? extends @Nullable Object> left, List<? extends @Nullable Object> right) {
    for (int i = 0; i < right.size(); i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Two values of one column. */
  @SuppressWarnings("unchecked") // both have the class that CellValue gives the column's kind
  static int compare(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) right);
    }
    return ((Comparable<Object>) left).compareTo(right);
  }
}
