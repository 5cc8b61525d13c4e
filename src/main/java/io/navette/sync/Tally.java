package io.navette.sync;

import io.navette.connector.Changes;
import io.navette.mapping.Mapped;
import io.navette.row.Cells;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what happens to a stream's rows. Used by the writing thread alone. */
final class Tally {
  private final Map<String, Long> nulls = new LinkedHashMap<>();
  private long read;
  private long skipped;
  private long rejected;
  private long mapped;
  private long bytes;
  private Changes changes = Changes.NONE;

  void mapped(Mapped next, int rejections) {
    RowBatch batch = next.batch();
    mapped += batch.size();
    skipped += next.skipped();
    rejected += rejections;
    read += batch.size() + next.skipped() + rejections;
    bytes += batch.weight();
  }

  /** Only the guarded columns are counted. */
  void countNulls(RowBatch batch, Iterable<String> columns) {
    Schema schema = batch.schema();
    for (String column : columns) {
      Cells cells = batch.cells(schema.position(column));
      long count = 0;
      for (int row = 0; row < batch.size(); row++) {
        count += cells.isNull(row) ? 1 : 0;
      }
      nulls.merge(column, count, Long::sum);
    }
  }

  void rejectedByTarget(int rows) {
    rejected += rows;
    mapped -= rows;
  }

  void changed(Changes more) {
    changes = changes.plus(more);
  }

  long read() {
    return read;
  }

  long skipped() {
    return skipped;
  }

  long rejected() {
    return rejected;
  }

  /** Rows that mapping and target accepted in this run. */
  long accepted() {
    return mapped;
  }

  long bytes() {
    return bytes;
  }

  Changes changes() {
    return changes;
  }

  double nullShare(String column) {
    return mapped == 0 ? 0 : (double) nulls.getOrDefault(column, 0L) / mapped;
  }
}
