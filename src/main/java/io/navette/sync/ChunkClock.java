package io.navette.sync;

/** Says when a chunk is large enough to be committed: by rows, bytes or time. */
final class ChunkClock {
  private static final long NANOS = 30_000_000_000L;

  private final long rowLimit;
  private long rows;
  private long bytes;
  private long since = System.nanoTime();

  ChunkClock(long rowLimit) {
    this.rowLimit = rowLimit;
  }

  void add(long moreRows, long moreBytes) {
    rows += moreRows;
    bytes += moreBytes;
  }

  boolean due(long byteLimit) {
    return rows >= rowLimit || bytes >= byteLimit || System.nanoTime() - since >= NANOS;
  }

  void restart() {
    rows = 0;
    bytes = 0;
    since = System.nanoTime();
  }
}
