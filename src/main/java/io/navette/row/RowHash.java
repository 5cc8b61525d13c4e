package io.navette.row;

import java.util.List;
import java.util.Set;

/**
 * The 64-bit hash of a row and of its key, the same wherever the row is kept: the cells'
 * {@linkplain CellHash hashes} joined by exclusive or, then mixed once more so that sums of rows
 * tell apart cells that changed places between them. Used by one thread at a time.
 */
public final class RowHash {
  private static final byte[] NOTHING = {};

  private final CellHash[] columns;
  private final int[] key;

  /**
   * @param key columns that identify a row; may be empty
   * @param normalJson columns whose JSON is compared in its {@link NormalJson normal form}
   */
  public RowHash(Schema schema, List<String> key, Set<String> normalJson) {
    this.columns = new CellHash[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new CellHash(i, normalJson.contains(schema.column(i).name()));
    }
    this.key = key.stream().mapToInt(schema::position).toArray();
  }

  /** The hash of all cells of a row. */
  public long row(RowBatch batch, int row) {
    long joined = 0;
    for (int i = 0; i < columns.length; i++) {
      joined ^= columns[i].of(batch.cells(i), row);
    }
    return mixed(joined);
  }

  /** The hash of the key's cells; rows without a key all have the same. */
  public long key(RowBatch batch, int row) {
    long joined = 0;
    for (int column : key) {
      joined ^= columns[column].of(batch.cells(column), row);
    }
    return mixed(joined);
  }

  private static long mixed(long joined) {
    return Lookup3.hash(NOTHING, 0, 0, joined);
  }
}
