package io.navette.connector.google.drive;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.List;

/**
 * Writes a file, which is uploaded when it is complete.
 *
 * @param sink closed with the rows
 * @param upload of the file; blocks
 * @param closing done in the end, whatever happened
 */
record UploadingWriter(RowWriter rows, Sink sink, Runnable upload, Runnable closing)
    implements RowWriter {
  @Override
  public List<Rejection> write(RowBatch batch) {
    return rows.write(batch);
  }

  @Override
  public Committed commit(Chunk chunk) {
    Committed committed = rows.commit(chunk);
    if (chunk.last()) {
      upload.run();
    }
    return committed;
  }

  @Override
  public void close() {
    try (sink) {
      rows.close();
    } finally {
      closing.run();
    }
  }
}
