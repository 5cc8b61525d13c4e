package io.navette.sync;

import io.navette.connector.RowDigesting.HashedRow;
import io.navette.connector.RowSums;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.RowHash;
import io.navette.row.Schema;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * A side whose rows are read and hashed here.
 *
 * @param reading reads all rows, from the first one each time, as they are to be hashed
 */
record HashedReading(
    Consumer<Consumer<RowBatch>> reading, RowHash hash, Schema schema, List<String> key)
    implements HashedSide {

  @Override
  public RowSums sums(int buckets) {
    RowSums sums = new RowSums(buckets);
    reading.accept(
        batch -> {
          for (int row = 0; row < batch.size(); row++) {
            sums.add(hash.key(batch, row), hash.row(batch, row));
          }
        });
    return sums;
  }

  @Override
  public void rows(int buckets, BitSet wanted, Consumer<HashedRow> each) {
    reading.accept(
        batch -> {
          for (int row = 0; row < batch.size(); row++) {
            long key = hash.key(batch, row);
            if (wanted.get(RowSums.bucket(key, buckets))) {
              each.accept(new HashedRow(key, hash.row(batch, row), shown(batch, row)));
            }
          }
        });
  }

  private String shown(RowBatch batch, int row) {
    StringJoiner values = new StringJoiner(", ");
    for (String column : key) {
      Cells cells = batch.cells(schema.position(column));
      values.add(cells.isNull(row) ? "null" : CellText.format(cells, row));
    }
    return values.toString();
  }
}
