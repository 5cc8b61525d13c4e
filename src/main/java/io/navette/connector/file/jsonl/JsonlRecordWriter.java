package io.navette.connector.file.jsonl;

import io.navette.connector.file.RecordWriter;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows as objects, one per line; null as null. */
final class JsonlRecordWriter implements RecordWriter {
  private final OutputStream stream;

  JsonlRecordWriter(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public List<Rejection> write(RowBatch batch) throws IOException {
    for (int row = 0; row < batch.size(); row++) {
      stream.write(line(batch, row).getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    }
    return List.of();
  }

  /**
   * A JSON value may come with line breaks between its parts; inside its strings there are none.
   */
  private static String line(RowBatch batch, int row) {
    return RowJson.write(batch, row).replace('\n', ' ').replace('\r', ' ');
  }

  @Override
  public void finish() throws IOException {
    stream.flush();
  }

  @Override
  public void close() {}
}
