package io.navette.connector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which records of a target were written by a job, and under which ids: kept in the history,
 * outlives runs. Belongs to one job and target. Thread-safe; every method blocks.
 */
public interface IdMap {
  /**
   * What is known of a key.
   *
   * @param content the hash of what was sent last
   * @param sends how often it was sent with success
   * @param outcome the last; {@link Receipt.Outcome#DELETED} rows are no longer in the target
   */
  record Known(
      String key,
      Optional<String> remoteId,
      String content,
      long sends,
      Receipt.Outcome outcome,
      String run) {}

  /** What is known of these keys; those nothing is known of are missing. */
  Map<String, Known> find(Collection<String> keys);

  /** Which keys these remote ids were last given to; those nothing is known of are missing. */
  Map<String, String> owners(Collection<String> remoteIds);

  /**
   * Durable when it returns. A rejected row keeps what was known of it; {@link
   * Receipt.Outcome#UNKNOWN} is written before a row is sent that can't be found again.
   */
  void save(List<Receipt> receipts);

  /** The records that this job created or changed and that are in the target, as far as known. */
  List<Known> present();

  /** How many chunks were committed; grows with {@link #nextChunk}. */
  long chunk();

  /** Says that all rows so far are behind us. */
  void nextChunk();

  /**
   * The same, for rows that are only added: no later run asks for them again once their chunk is
   * behind us, so that what is known of them may be removed by age.
   */
  default IdMap added() {
    return this;
  }

  /** One that forgets with the process. */
  static IdMap inMemory() {
    return new MemoryIdMap();
  }
}
