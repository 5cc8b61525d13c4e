package io.navette.connector.jdbc.postgres;

import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** The rows of a COPY in binary format, each from its number of columns on. */
final class CopyRows {
  /** Signature, flags and an empty extension. */
  private static final int HEADER = 19;

  private final CopyOut copy;
  private boolean started;

  CopyRows(CopyOut copy) {
    this.copy = copy;
  }

  /** The next row; null at the end. Blocks. */
  byte @Nullable [] next() throws SQLException {
    byte @Nullable [] data = copy.readFromCopy();
    while (data != null) {
      byte[] row = started ? data : Arrays.copyOfRange(data, HEADER, data.length);
      started = true;
      // The header may stand alone, and the end is a row of -1 columns.
      if (row.length > 2) {
        return row;
      }
      data = copy.readFromCopy();
    }
    return null;
  }
}
