package io.navette.connector;

import io.navette.row.Bookmark;
import java.util.Optional;

/**
 * The unit of commit and resume.
 *
 * @param run the run that wrote it
 * @param fence the lease's number; a target with a ledger refuses a chunk whose fence is lower than
 *     the one it knows, since another run has taken over
 * @param sequence 1 for a pass's first chunk
 * @param rows of this pass up to and with this chunk, as accepted by the target
 * @param bookmark where to resume after it; empty where the stream can't be resumed
 * @param last whether the pass is complete with it
 */
public record Chunk(
    String run, long fence, long sequence, long rows, Optional<Bookmark> bookmark, boolean last) {
  public Chunk withRows(long accepted) {
    return new Chunk(run, fence, sequence, accepted, bookmark, last);
  }
}
