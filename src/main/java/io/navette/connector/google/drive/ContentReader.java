package io.navette.connector.google.drive;

import io.navette.connector.RowReader;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.Optional;

/** Delivers the rows of a file that was fetched, and removes the copy in the end. */
record ContentReader(Contents.Opened opened, RowReader rows) implements RowReader {
  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    return rows.next();
  }

  @Override
  public void close() {
    try (opened) {
      rows.close();
    }
  }
}
