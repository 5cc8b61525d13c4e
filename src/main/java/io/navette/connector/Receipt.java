package io.navette.connector;

import java.util.Optional;

/**
 * What became of one row that was sent to a system that keeps no ledger.
 *
 * @param key the row's key as text, by which the source knows it too
 * @param remoteId what the target calls the record; empty where it did not say
 * @param outcome what happened
 * @param message what the target said; empty where it said nothing of note
 * @param content a hash of what was sent, so that the same is not sent again; empty where nothing
 *     was
 */
public record Receipt(
    String key, Optional<String> remoteId, Outcome outcome, String message, String content) {

  /** What happened to a row. */
  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    DELETED,
    REJECTED,
    /** It was sent, and no answer came: nobody knows yet. */
    UNKNOWN
  }
}
