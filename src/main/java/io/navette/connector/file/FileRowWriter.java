package io.navette.connector.file;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.io.IOException;
import java.util.List;

/** Writes one stream into a new version of its file, which appears with the last chunk. */
final class FileRowWriter implements RowWriter {
  private final String where;
  private final Output output;
  private final RecordWriter records;
  private long written;

  FileRowWriter(String where, Output output, RecordWriter records) {
    this.where = where;
    this.output = output;
    this.records = records;
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    try {
      List<Rejection> refused = records.write(batch);
      written += batch.size() - refused.size();
      return refused;
    } catch (IOException e) {
      throw FileFailure.of(where, e);
    }
  }

  @Override
  public Committed commit(Chunk chunk) {
    if (!chunk.last()) {
      return Committed.of(Changes.NONE);
    }
    try {
      records.finish();
      output.publish();
      return Committed.of(Changes.created(written));
    } catch (IOException e) {
      throw FileFailure.of(where, e);
    }
  }

  @Override
  public void close() {
    try (records) {
      output.discard();
    } catch (IOException e) {
      throw FileFailure.of(where, e);
    }
  }
}
