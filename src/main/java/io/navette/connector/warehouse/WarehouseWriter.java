package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.ChunkSize;
import io.navette.connector.ChunkSizing;
import io.navette.connector.Committed;
import io.navette.connector.RowWriter;
import io.navette.connector.Staged;
import io.navette.connector.WriteRequest;
import io.navette.connector.warehouse.Ledger.Entry;
import io.navette.row.CellText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes chunks: rows are loaded into a staging table beside the target, and a chunk's commit
 * carries them into it, with the ledger's entry. Rows that replace the target at the end are staged
 * in a table that outlives the run. Until they are loaded rows are kept in a file, so that a load
 * is large: warehouses count loads.
 */
final class WarehouseWriter implements RowWriter, Staged, ChunkSizing {
  /** Each merge reads the target, and is billed for that; a day has 1,500 loads for a table. */
  private static final ChunkSize CHUNK =
      new ChunkSize(1_000_000, 256L << 20, Duration.ofMinutes(10));

  private final Warehouse warehouse;
  private final WriteRequest request;
  private final Ledger ledger;
  private final Relation target;
  private final boolean kept;
  private final Spool spool = new Spool();
  private final List<Rejection> refused = new ArrayList<>();
  private Staging staging;
  private long numbered;
  private long loaded;
  private boolean staged;
  private boolean tidied;

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
    this.staging = newStaging();
    if (kept && resumed > 0) {
      staging.cut(resumed);
      numbered = resumed;
      loaded = resumed;
      staged = true;
    }
  }

  /** A chunk's rows go into a table of a name of its own: loads are counted by name. */
  private Staging newStaging() {
    return kept
        ? Staging.persistent(warehouse, target, request)
        : Staging.chunk(warehouse, target, request);
  }

  @Override
  public ChunkSize chunkSize() {
    return CHUNK;
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      numbered++;
      add(batch, row);
      if (spool.bytes() >= warehouse.loadBytes()) {
        flush();
      }
    }
    return takeRefused();
  }

  private void add(RowBatch batch, int row) {
    try {
      spool.add(warehouse.line(target, batch, row, numbered));
      loaded++;
    } catch (CellText.Misfit e) {
      String reason = String.valueOf(e.getMessage());
      refused.add(
          new Rejection(
              Rejection.Stage.WRITE,
              RowJson.write(batch, row),
              RefusedColumn.of(request, reason),
              reason,
              ""));
    }
  }

  private List<Rejection> takeRefused() {
    List<Rejection> taken = List.copyOf(refused);
    refused.clear();
    return taken;
  }

  private void flush() {
    spool.drain(
        lines -> {
          stage();
          List<Rejection> bad = new Load(warehouse, request, staging).run(lines);
          loaded -= bad.size();
          refused.addAll(bad);
        });
  }

  private void stage() {
    if (staged) {
      return;
    }
    if (!kept && !tidied) {
      warehouse.removeAbandoned(Staging.beginning(request));
      tidied = true;
    }
    staging.create();
    staged = true;
  }

  @Override
  public Committed commit(Chunk chunk) {
    flush();
    if (!warehouse.atomic()) {
      ledger.requireOurs(request, chunk);
    }
    List<Rejection> rejections = new ArrayList<>(takeRefused());
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
        .run(numbered, loaded, chunk, rejections);
  }

  private Changes noted(Chunk chunk) {
    ledger.note(request, new Entry(chunk, Optional.empty()));
    return Changes.NONE;
  }

  private void unstage() {
    if (staged) {
      staging.drop();
      staged = false;
      staging = newStaging();
    }
    numbered = 0;
    loaded = 0;
  }

  @Override
  public Changes pending() {
    flush();
    stage();
    return new Merge(warehouse, request, target, staging).pending();
  }

  @Override
  public long targetRows() {
    return new Summary(warehouse, target, Optional.empty()).rows();
  }

  @Override
  public void discard() {
    spool.close();
    ledger.forget(request);
    unstage();
  }

  /** The rows of a whole stream stay for the run that goes on; others are of no use any more. */
  @Override
  public void close() {
    spool.close();
    if (!kept && staged) {
      staging.drop();
      staged = false;
    }
  }
}
