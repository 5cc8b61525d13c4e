package io.navette.connector.jdbc.sqlserver;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import io.navette.row.RowBatch;
import java.sql.Types;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Batches as bulk copy takes them: row by row, each cell in the form its type is sent in. */
final class BulkRows implements ISQLServerBulkData {
  private static final long serialVersionUID = 1L;

  private final transient List<BulkColumn> columns;
  private final transient Iterator<RowBatch> batches;
  private final boolean numbered;
  private transient @Nullable RowBatch batch;
  private int row;
  private long number;

  /**
   * @param first the number of the first row, in a column behind all others; -1 for no numbers
   */
  BulkRows(List<BulkColumn> columns, List<RowBatch> batches, long first) {
    this.columns = columns;
    this.batches = batches.iterator();
    this.numbered = first >= 0;
    this.number = first - 1;
  }

  @Override
  public Set<Integer> getColumnOrdinals() {
    Set<Integer> ordinals = new LinkedHashSet<>();
    for (int i = 1; i <= columns.size() + (numbered ? 1 : 0); i++) {
      ordinals.add(i);
    }
    return ordinals;
  }

  private boolean isNumber(int column) {
    return column > columns.size();
  }

  @Override
  public String getColumnName(int column) {
    return isNumber(column) ? Staging.ROW : columns.get(column - 1).name();
  }

  @Override
  public int getColumnType(int column) {
    return isNumber(column) ? Types.BIGINT : columns.get(column - 1).type();
  }

  @Override
  public int getPrecision(int column) {
    return isNumber(column) ? 19 : columns.get(column - 1).precision();
  }

  @Override
  public int getScale(int column) {
    return isNumber(column) ? 0 : columns.get(column - 1).scale();
  }

  @Override
  public boolean next() {
    row++;
    number++;
    while (batch == null || row >= batch.size()) {
      if (!batches.hasNext()) {
        return false;
      }
      batch = batches.next();
      row = 0;
    }
    return true;
  }

  @Override
  @SuppressWarnings("NullAway") // The driver takes null for null; its interface does not say so.
  public Object[] getRowData() {
    RowBatch current = java.util.Objects.requireNonNull(batch);
    @Nullable Object[] values = new Object[columns.size() + (numbered ? 1 : 0)];
    for (int i = 0; i < columns.size(); i++) {
      values[i] = columns.get(i).value(current.cells(i), row);
    }
    if (numbered) {
      values[columns.size()] = number;
    }
    return values;
  }
}
