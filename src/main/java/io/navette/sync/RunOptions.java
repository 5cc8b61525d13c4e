package io.navette.sync;

import io.navette.connector.ChunkSize;
import java.time.Duration;
import java.util.Optional;

/**
 * What one run does differently from its job.
 *
 * @param fullRefresh reads from the beginning, whatever the bookmark says
 * @param from inclusive lower bound of the first cursor column; the bookmark is neither used nor
 *     moved
 * @param to exclusive upper bound, likewise
 * @param select only streams whose name matches this glob
 * @param verify overrides the streams' level
 * @param patience how long to wait for another run's lease
 * @param parallel overrides the job's number of streams at a time
 * @param chunkRows rows after which a chunk is committed, where the stream can be resumed there
 * @param limit read at most so many rows of each stream; 0 for all
 */
public record RunOptions(
    boolean fullRefresh,
    Optional<String> from,
    Optional<String> to,
    Optional<String> select,
    Optional<StreamRule.VerifyLevel> verify,
    Duration patience,
    Optional<Integer> parallel,
    long chunkRows,
    long limit) {
  /** The usual size of a chunk in rows. */
  public static final long CHUNK_ROWS = ChunkSize.USUAL.rows();

  public static final RunOptions DEFAULT =
      new RunOptions(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO,
          Optional.empty(),
          CHUNK_ROWS,
          0);

  /** Whether this is a backfill of a range, which leaves the bookmark alone. */
  public boolean ranged() {
    return from.isPresent() || to.isPresent();
  }

  public RunOptions withFullRefresh() {
    return new RunOptions(true, from, to, select, verify, patience, parallel, chunkRows, limit);
  }

  public RunOptions between(Optional<String> lower, Optional<String> upper) {
    return new RunOptions(
        fullRefresh, lower, upper, select, verify, patience, parallel, chunkRows, limit);
  }

  public RunOptions withChunkRows(long rows) {
    return new RunOptions(fullRefresh, from, to, select, verify, patience, parallel, rows, limit);
  }

  public RunOptions limitedTo(long rows) {
    return new RunOptions(
        fullRefresh, from, to, select, verify, patience, parallel, chunkRows, rows);
  }

  public RunOptions selecting(String glob) {
    return new RunOptions(
        fullRefresh, from, to, Optional.of(glob), verify, patience, parallel, chunkRows, limit);
  }

  public RunOptions verifying(StreamRule.VerifyLevel level) {
    return new RunOptions(
        fullRefresh, from, to, select, Optional.of(level), patience, parallel, chunkRows, limit);
  }
}
