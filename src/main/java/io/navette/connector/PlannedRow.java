package io.navette.connector;

import java.util.List;
import java.util.Optional;

/**
 * What a writer that keeps no ledger would do with one row, and what it saw when it decided so.
 *
 * @param key by which the history knows the row
 * @param action what would be done
 * @param operation the target's name for it; empty where nothing is sent
 * @param remoteId the record that is changed; empty where there is none yet, or none was told
 * @param sends how often the job sent the row before
 * @param fields what is sent and differs from what the target holds; all that is sent where that is
 *     not known
 * @param row the row as a JSON object, column to value
 * @param reason why it is not sent; empty where it is
 */
public record PlannedRow(
    String key,
    Action action,
    String operation,
    Optional<String> remoteId,
    long sends,
    List<Field> fields,
    String row,
    String reason) {
  public PlannedRow {
    fields = List.copyOf(fields);
  }

  /** What can be done with a row. */
  public enum Action {
    CREATE,
    UPDATE,
    /** It is sent without being compared: the target can't be read by key. */
    SEND,
    DELETE,
    /** The target holds it just so. */
    UNCHANGED,
    /** Nobody can say which record or which row is meant: it is not sent. */
    CONFLICT,
    /** It can't be sent as it is. */
    REFUSED;

    /** Whether the target would hold something else than before. */
    public boolean changes() {
      return switch (this) {
        case CREATE, UPDATE, SEND, DELETE -> true;
        case UNCHANGED, CONFLICT, REFUSED -> false;
      };
    }

    /** Whether the row counts as rejected. */
    public boolean rejects() {
      return this == CONFLICT || this == REFUSED;
    }
  }

  /**
   * One field of a record.
   *
   * @param path its name, with dots between the steps
   * @param before what the target holds, as JSON; empty where that is not known, or nothing is
   *     there
   * @param after what is sent, as JSON
   */
  public record Field(String path, Optional<String> before, String after) {}
}
