package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteRequest;
import io.navette.connector.warehouse.Ledger.Entry;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes chunks: rows are loaded into a staging table beside the target, and a chunk's commit
 * carries them into it, with the ledger's entry. Rows that replace the target at the end are staged
 * in a table that outlives the run.
 */
final class WarehouseWriter implements RowWriter, Staged {
  /** Characters of rows that are loaded at once: few loads, and little memory. */
  private static final long LOAD = 8 << 20;

  private final Warehouse warehouse;
  private final WriteRequest request;
  private final Ledger ledger;
  private final Relation target;
  private final Staging staging;
  private final Merge merge;
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private long size;
  private long numbered;
  private boolean staged;

  /**
   * @param resumed the rows an earlier run staged; 0 for none
   */
  @MustBeClosed
  WarehouseWriter(
      Warehouse warehouse, WriteRequest request, Ledger ledger, Relation target, long resumed) {
    this.warehouse = warehouse;
    this.request = request;
    this.ledger = ledger;
    this.target = target;
    this.kept = request.mode().wholeStream() && !request.preview();
    this.staging =
        kept
            ? Staging.persistent(warehouse, target, request)
            : Staging.chunk(warehouse, target, request);
    this.merge = new Merge(warehouse, request, target, staging);
    if (kept && resumed > 0) {
      staging.cut(resumed);
      numbered = resumed;
      staged = true;
    }
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      numbered++;
      String line = warehouse.line(batch, row, numbered);
      lines.add(line);
      size += line.length();
      if (size >= LOAD) {
        flush();
      }
    }
    return List.of();
  }

  private void flush() {
    if (lines.isEmpty()) {
      return;
    }
    stage();
    warehouse.load(staging.name(), staging.columns(), lines);
    clear();
  }

  private void clear() {
    lines.clear();
    size = 0;
  }

  private void stage() {
    if (!staged) {
      staging.create();
      staged = true;
    }
  }

  @Override
  public Committed commit(Chunk chunk) {
    flush();
    if (!warehouse.atomic()) {
      ledger.requireOurs(request, chunk);
    }
    List<Rejection> rejections = new ArrayList<>();
    boolean merges = kept ? chunk.last() : numbered > 0;
    Changes changes = merges ? merged(chunk, rejections) : noted(chunk);
    if (!kept || chunk.last()) {
      unstage();
    }
    return new Committed(changes, rejections);
  }

  private Changes merged(Chunk chunk, List<Rejection> rejections) {
    stage();
    return new ChunkMerge(warehouse, request, target, staging, ledger)
        .run(numbered, chunk, rejections);
  }

  private Changes noted(Chunk chunk) {
    ledger.note(request, new Entry(chunk, Optional.empty()));
    return Changes.NONE;
  }

  private void unstage() {
    if (staged) {
      staging.drop();
      staged = false;
    }
    numbered = 0;
  }

  @Override
  public Changes pending() {
    flush();
    stage();
    return merge.pending();
  }

  @Override
  public long targetRows() {
    return new Summary(warehouse, target, Optional.empty()).rows();
  }

  @Override
  public void discard() {
    clear();
    ledger.forget(request);
    unstage();
  }

  /** The rows of a whole stream stay for the run that goes on; others are of no use any more. */
  @Override
  public void close() {
    clear();
    if (!kept && staged) {
      staging.drop();
      staged = false;
    }
  }
}
