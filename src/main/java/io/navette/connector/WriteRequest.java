package io.navette.connector;

import io.navette.row.Schema;
import java.util.List;

/**
 * What is going to be written.
 *
 * @param job and {@code stream} identify the ledger's entry
 * @param target the table, sheet or file in the target
 * @param schema of the batches that follow
 * @param key the columns rows are matched by; empty only for modes that need none
 * @param preview nothing may change and {@link RowWriter#commit} is never called: rows are staged
 *     out of sight only so that {@link Staged#pending} can tell what they would do
 * @param options the stream's options for this target
 */
public record WriteRequest(
    String job,
    String stream,
    String target,
    Schema schema,
    WriteMode mode,
    List<String> key,
    boolean preview,
    Settings options) {
  public WriteRequest {
    key = List.copyOf(key);
  }

  public WriteRequest withSchema(Schema other) {
    return new WriteRequest(job, stream, target, other, mode, key, preview, options);
  }
}
