package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.jdbc.LedgerTable;
import io.navette.connector.warehouse.Ledger.Entry;
import io.navette.connector.warehouse.Ledger.Intent;
import io.navette.failure.Failure;
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
    announce(chunk);
    return new ChunkMerge(warehouse, request, staging, merge, ledger)
        .run(numbered, chunk, rejections);
  }

  /** Rows without a key can't be told from those of a try that may have come to its end. */
  private void announce(Chunk chunk) {
    if (!warehouse.atomic() && request.mode() == WriteMode.APPEND) {
      Intent intent = new Intent(targetRows(), numbered);
      run(chunk, new Entry(chunk, Optional.of(intent)));
    }
  }

  private Changes noted(Chunk chunk) {
    run(chunk, new Entry(chunk, Optional.empty()));
    return Changes.NONE;
  }

  private void run(Chunk chunk, Entry entry) {
    Optional<String> refused = warehouse.run(ledger.statements(request, entry), true).refused();
    if (refused.isPresent()) {
      throw refused.get().contains(Ledger.OVERTAKEN)
          ? LedgerKeeping.overtaken(request, chunk)
          : new Failure.Remote(
              "stream " + request.stream() + ": the ledger took no entry: " + refused.get(),
              "look at the table " + LedgerTable.NAME);
    }
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
