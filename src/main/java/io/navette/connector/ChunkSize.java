package io.navette.connector;

import java.time.Duration;

/**
 * When a chunk is large enough to be committed, where the stream can be resumed there: whichever
 * comes first.
 *
 * @param bytes in memory, not as the target has them
 * @param time since the last commit
 */
public record ChunkSize(long rows, long bytes, Duration time) {
  public static final ChunkSize USUAL = new ChunkSize(100_000, 64L << 20, Duration.ofSeconds(30));

  /** The same after other rows. */
  public ChunkSize withRows(long changed) {
    return new ChunkSize(changed, bytes, time);
  }
}
