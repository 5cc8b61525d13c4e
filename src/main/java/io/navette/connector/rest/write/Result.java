package io.navette.connector.rest.write;

import io.navette.connector.Receipt;
import java.util.Optional;

/** What an answer says of one row. */
record Result(Row row, Kind kind, Optional<String> remoteId, String message) {

  /** What became of it. */
  enum Kind {
    CREATED,
    UPDATED,
    UNCHANGED,
    DELETED,
    REFUSED,
    /** Refused for now. */
    RETRY,
    /** Refused as the target's record changed since it was looked up. */
    STALE,
    /** Not created, as there is one with its key. */
    EXISTS,
    /** Not changed, as there is none with its key or id. */
    MISSING
  }

  Result as(Kind other) {
    return new Result(row, other, remoteId, message);
  }

  /** What the history is told. */
  Receipt receipt() {
    Receipt.Outcome outcome =
        switch (kind) {
          case CREATED -> Receipt.Outcome.CREATED;
          case UPDATED -> Receipt.Outcome.UPDATED;
          case UNCHANGED, EXISTS, MISSING -> Receipt.Outcome.UNCHANGED;
          case DELETED -> Receipt.Outcome.DELETED;
          case REFUSED, RETRY, STALE -> Receipt.Outcome.REJECTED;
        };
    return new Receipt(
        row.historyKey, remoteId.or(() -> row.remoteId), outcome, message, row.content);
  }
}
