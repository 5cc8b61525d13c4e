package io.navette.connector.file.jsonl;

import io.navette.connector.file.FileFormat;
import io.navette.connector.file.FileStream;
import io.navette.connector.file.Kept;
import io.navette.connector.file.Options;
import io.navette.connector.file.Output;
import io.navette.connector.file.RecordWriter;
import io.navette.connector.file.Records;
import io.navette.row.Schema;
import java.io.IOException;
import java.util.List;

/** How files of JSON lines are described, read and written. */
final class JsonlFormat implements FileFormat {
  @Override
  public List<String> extensions() {
    return List.of(".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz");
  }

  @Override
  public boolean isDivided() {
    return false;
  }

  @Override
  public List<String> parts(FileStream file) {
    return List.of();
  }

  /** Reads the whole file: a column may stand in its last line only. */
  @Override
  public Schema describe(FileStream stream, Options options) {
    try (JsonlLines lines = new JsonlLines(stream)) {
      return JsonlTypes.derive(lines);
    }
  }

  @Override
  public Records open(FileStream stream, Schema schema, Options options) {
    return new JsonlRecords(new JsonlLines(stream), schema);
  }

  @Override
  public RecordWriter create(
      FileStream stream, Output output, Schema schema, boolean keep, Options options)
      throws IOException {
    if (keep && output.previous().isPresent()) {
      Kept.copy(output.previous().orElseThrow(), output.stream());
    }
    return new JsonlRecordWriter(output.stream());
  }
}
