package io.navette.connector.file;

import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.io.IOException;
import java.util.List;

/** Writes rows into the new version of a file. Used by one thread. */
public interface RecordWriter extends AutoCloseable {
  /** Rows the format can't hold come back. Blocks. */
  List<Rejection> write(RowBatch batch) throws IOException;

  /** Writes what still stands in memory; the file is complete afterwards. */
  void finish() throws IOException;

  /** Frees what the writer holds, finished or not. */
  @Override
  void close() throws IOException;
}
