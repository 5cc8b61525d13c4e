package io.navette.sync;

import io.navette.connector.ChunkSize;
import io.navette.connector.ChunkSizing;
import io.navette.connector.RowWriter;

/** Says when a chunk is large enough to be committed: by rows, bytes or time. */
final class ChunkClock {
  private final ChunkSize size;
  private long rows;
  private long bytes;
  private long since = System.nanoTime();

  ChunkClock(ChunkSize size) {
    this.size = size;
  }

  /** The writer's own size, but for rows that the run's options set. */
  static ChunkClock of(RowWriter writer, RunOptions options) {
    ChunkSize size = writer instanceof ChunkSizing sizing ? sizing.chunkSize() : ChunkSize.USUAL;
    return new ChunkClock(
        options.chunkRows() == RunOptions.CHUNK_ROWS ? size : size.withRows(options.chunkRows()));
  }

  void add(long moreRows, long moreBytes) {
    rows += moreRows;
    bytes += moreBytes;
  }

  /**
   * @param mostBytes a narrower bound than the size's own
   */
  boolean due(long mostBytes) {
    return rows >= size.rows()
        || bytes >= Math.min(size.bytes(), mostBytes)
        || System.nanoTime() - since >= size.time().toNanos();
  }

  void restart() {
    rows = 0;
    bytes = 0;
    since = System.nanoTime();
  }
}
